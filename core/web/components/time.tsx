import { formatMoney, formatTime, type MoneyValue, type TimeStyle } from './format.ts';
import { usePage } from './page-context.ts';

export interface TimeProps {
  readonly at: Date;
  readonly as?: TimeStyle | undefined;
  /** IANA zone; the page's own where it is left out. */
  readonly zone?: string | undefined;
}

/** An instant for people, with the exact UTC instant in `datetime` for machines. */
export function Time({ at, as = 'date', zone }: TimeProps) {
  return <time datetime={at.toISOString()}>{formatTime(usePage(), at, as, zone)}</time>;
}

export interface MoneyProps extends MoneyValue {
  readonly decimals?: boolean | undefined;
}

/** An amount of money. See `formatMoney` for the rule on decimals. */
export function Money({ decimals, ...money }: MoneyProps) {
  return <span class="num">{formatMoney(usePage(), money, decimals)}</span>;
}
