import type { PageContext } from './page-context.ts';

/** An amount in minor units (cents) of an ISO 4217 currency; `exponent` says how many decimals the currency has (2 for CAD, 0 for JPY). */
export interface MoneyValue {
  readonly amount: bigint;
  readonly currency: string;
  readonly exponent: number;
}

/** How an instant is written: "3 hours ago"; a date; a date with its time; a deadline with weekday and time. */
export type TimeStyle = 'relative' | 'date' | 'datetime' | 'deadline';

type Zoned = Pick<PageContext, 'locale' | 'timeZone'>;

// Formatters are costly to make and have no state. Keys come from the configured locales and the known zones, so this stays small.
const kept = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat | Intl.RelativeTimeFormat>();
function keep<T extends Intl.DateTimeFormat | Intl.NumberFormat | Intl.RelativeTimeFormat>(
  key: string,
  make: () => T,
): T {
  const found = kept.get(key);
  if (found) return found as T;
  const made = make();
  kept.set(key, made);
  return made;
}

const dateFormat = ({ locale, timeZone }: Zoned, options: Intl.DateTimeFormatOptions) =>
  keep(
    `d ${locale} ${timeZone} ${JSON.stringify(options)}`,
    () => new Intl.DateTimeFormat(locale, { ...options, timeZone }),
  );
const numberFormat = (locale: string, options: Intl.NumberFormatOptions) =>
  keep(`n ${locale} ${JSON.stringify(options)}`, () => new Intl.NumberFormat(locale, options));

/** A count in the words of the locale: 2,314 or 2 314. */
export function formatNumber({ locale }: Pick<PageContext, 'locale'>, value: number | bigint): string {
  return numberFormat(locale, {}).format(value);
}

/** Minor units as an exact decimal string, such as `-0.05`; never through a float. */
function decimal({ amount, exponent }: MoneyValue): `${number}` {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(exponent + 1, '0');
  const point = digits.length - exponent;
  const text = exponent === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return `${amount < 0n ? '-' : ''}${text}` as `${number}`;
}

/**
 * An amount in the words of the locale. `decimals` true always writes them (prices), false never does (budgets, rounded);
 * without it they appear only where the amount is not a whole one, so that no cent is hidden by accident.
 */
export function formatMoney({ locale }: Pick<PageContext, 'locale'>, money: MoneyValue, decimals?: boolean): string {
  const whole = money.amount % 10n ** BigInt(money.exponent) === 0n;
  const digits = (decimals ?? !whole) ? money.exponent : 0;
  return numberFormat(locale, {
    style: 'currency',
    currency: money.currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(decimal(money));
}

/** Days between two instants as a calendar in that zone counts them. */
function calendarDays(zoned: Zoned, from: Date, to: Date): number {
  const day = (at: Date) => {
    const { year, month, date } = Object.fromEntries(
      dateFormat(
        { locale: 'en-u-ca-gregory-nu-latn', timeZone: zoned.timeZone },
        { year: 'numeric', month: 'numeric', day: 'numeric' },
      )
        .formatToParts(at)
        .map(({ type, value }) => [type === 'day' ? 'date' : type, Number(value)]),
    );
    return Date.UTC(year ?? 0, (month ?? 1) - 1, date ?? 1) / 86_400_000;
  };
  return day(to) - day(from);
}

const sameYear = (zoned: Zoned, a: Date, b: Date) => {
  const year = dateFormat(zoned, { year: 'numeric' });
  return year.format(a) === year.format(b);
};

function relative(page: PageContext, at: Date): string | undefined {
  const words = keep(`r ${page.locale}`, () => new Intl.RelativeTimeFormat(page.locale, { numeric: 'auto' }));
  const minutes = Math.trunc((at.getTime() - page.now.getTime()) / 60_000);
  if (minutes === 0) return words.format(0, 'second');
  if (Math.abs(minutes) < 60) return words.format(minutes, 'minute');
  const days = calendarDays(page, page.now, at);
  if (days === 0) return words.format(Math.trunc(minutes / 60), 'hour');
  if (Math.abs(days) === 1) return words.format(days, 'day');
  if (Math.abs(days) <= 6) return dateFormat(page, { weekday: 'long' }).format(at);
  return undefined;
}

/** An instant in the page's locale and zone. `relative` becomes a date when it is more than six days away. */
export function formatTime(page: PageContext, at: Date, as: TimeStyle, timeZone = page.timeZone): string {
  const zoned = { locale: page.locale, timeZone };
  const year = sameYear(zoned, at, page.now) ? {} : ({ year: 'numeric' } as const);
  const time = { hour: 'numeric', minute: '2-digit' } as const;
  switch (as) {
    case 'relative':
      return relative({ ...page, timeZone }, at) ?? formatTime(page, at, 'date', timeZone);
    case 'date':
      return dateFormat(zoned, { day: 'numeric', month: 'long', ...year }).format(at);
    case 'datetime':
      return dateFormat(zoned, { day: 'numeric', month: 'long', ...year, ...time }).format(at);
    case 'deadline':
      return dateFormat(zoned, { weekday: 'long', day: 'numeric', month: 'long', ...year, ...time }).format(at);
  }
}

/** From one day to another, as short as the locale allows: 12 Sep – 10 Oct. */
export function formatDays(page: PageContext, from: Date, to: Date): string {
  const year = sameYear(page, from, page.now) && sameYear(page, to, page.now) ? {} : ({ year: 'numeric' } as const);
  return dateFormat(page, { day: 'numeric', month: 'short', ...year }).formatRange(from, to);
}
