import { directionOf, usePage } from './page-context.ts';

export interface MeterProps {
  /** The whole statement in words: "34 of 40 places taken". */
  readonly label: string;
  readonly parts: readonly number[];
  readonly of: number;
}

/** A share of the whole as an SVG length; two decimals are below a tenth of a pixel. */
export const percent = (share: number): string => `${Math.round(share * 10_000) / 100}%`;

/** A bar of one or several parts. Drawn with SVG attributes, since the pages forbid inline styles. */
export function Meter({ label, parts, of }: MeterProps) {
  const { locale } = usePage();
  const total = Math.max(of, 1e-9);
  let used = 0;
  const bars = parts.map((part) => {
    const from = Math.min(used / total, 1);
    used += Math.max(part, 0);
    return { from, width: Math.min(used / total, 1) - from };
  });
  const start = (from: number, width: number) => percent(directionOf(locale) === 'rtl' ? 1 - from - width : from);
  return (
    <svg class="meter" role="img" aria-label={label}>
      {bars.map(({ from, width }) => (
        <rect class="meter__part" x={start(from, width)} width={percent(width)} height="100%" />
      ))}
      {bars.slice(1).map(({ from }) => (
        <line class="meter__gap" x1={start(from, 0)} x2={start(from, 0)} y1="0" y2="100%" />
      ))}
    </svg>
  );
}

/** Small rounds, one for each of a few: votes used and votes left. */
export function Pips({ used, of }: { readonly used: number; readonly of: number }) {
  return (
    <span class="pips" aria-hidden="true">
      {Array.from({ length: of }, (_, at) => (
        <i class={at < used ? 'on' : undefined} />
      ))}
    </span>
  );
}
