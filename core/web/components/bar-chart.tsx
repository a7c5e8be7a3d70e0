import { useId } from 'preact/hooks';
import { classNames } from './class-names.ts';
import { percent } from './meter.tsx';
import { directionOf, usePage } from './page-context.ts';

export interface BarRow {
  readonly label: string;
  readonly value: number;
  /** Added after the value, in the second colour. */
  readonly extra?: number | undefined;
  /** Where a line crosses the bar: what the project costs. */
  readonly mark?: number | undefined;
  readonly tone: 'won' | 'lost';
}

export interface BarChartProps {
  /** A question, which the drawing answers. */
  readonly caption: string;
  readonly rows: readonly BarRow[];
  /** What the bar, its second part and the line stand for. */
  readonly keys: { readonly value: string; readonly extra?: string | undefined; readonly mark?: string | undefined };
  /** Writes a number of the scale: `(cents) => "$20k"`. */
  readonly unit: (value: number) => string;
}

/** Round steps of 1, 2 or 5 that cover the largest number in at most `most` steps. */
export function ticksFor(largest: number, most: number): readonly number[] {
  if (!(largest > 0)) return [0];
  const rough = largest / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((size) => size >= rough) ?? 10 * power;
  return Array.from({ length: Math.floor(largest / step + 1e-9) + 1 }, (_, at) => at * step);
}

/** Breaks a label into at most two lines of about `width` letters; the table below has it in full. */
function linesOf(label: string, width: number): readonly string[] {
  const lines: string[] = [''];
  for (const word of label.split(/\s+/)) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  const shown = lines.length > 2 ? [lines[0] ?? '', `${lines[1]}…`] : lines;
  return shown.map((line) => (line.length > width + 2 ? `${line.slice(0, width)}…` : line));
}

interface DrawingProps extends Pick<BarChartProps, 'rows' | 'unit'> {
  readonly wide: boolean;
}

/** Widths are shares of the drawing and heights are in rem, so that letters keep the reader's own size at every width. */
function Drawing({ rows, unit, wide }: DrawingProps) {
  const mirrored = directionOf(usePage().locale) === 'rtl';
  const [plot, room] = wide ? [0.24, 0.73] : [0, 0.94];
  const [rowHeight, barTop] = wide ? [2.9, 0.7] : [3.9, 1.75];
  // on a narrow drawing the label stands right above, and the line must not strike it through
  const overhang = wide ? 0.3 : 0.15;
  const head = 1.9;
  const height = head + rows.length * rowHeight;
  const largest = Math.max(...rows.flatMap(({ value, extra = 0, mark = 0 }) => [value + extra, mark]), 0) || 1;
  const at = (value: number) => plot + (room * value) / largest;
  const x = (share: number) => percent(mirrored ? 1 - share : share);
  const bar = (from: number, to: number) => ({
    x: percent(mirrored ? 1 - at(to) : at(from)),
    width: percent(at(to) - at(from)),
  });
  return (
    <svg class={classNames('chart', wide ? 'only-wide' : 'only-phone')} height={`${height}rem`} aria-hidden="true">
      {ticksFor(largest, wide ? 7 : 3).map((tick) => (
        <>
          <line class="chart__grid" x1={x(at(tick))} x2={x(at(tick))} y1={`${head}rem`} y2="100%" />
          <text class="chart__tick" x={x(at(tick))} y="1.1rem" text-anchor={tick === 0 ? 'start' : 'middle'}>
            {unit(tick)}
          </text>
        </>
      ))}
      {rows.map(({ label, value, extra = 0, mark, tone }, row) => {
        const top = head + row * rowHeight;
        const lines = wide ? linesOf(label, 26) : linesOf(label, 38).slice(0, 1);
        const first = wide ? top + barTop + (lines.length > 1 ? 0.55 : 1.1) : top + 1.15;
        return (
          <>
            {lines.map((line, index) => (
              <text class="chart__label" x={x(0)} y={`${first + index * 1.15}rem`}>
                {line}
              </text>
            ))}
            <rect class={tone} {...bar(0, value)} y={`${top + barTop}rem`} height="1.5rem" />
            {extra > 0 && (
              <rect class="extra" {...bar(value, value + extra)} y={`${top + barTop}rem`} height="1.5rem" />
            )}
            {mark !== undefined &&
              ['chart__halo', 'chart__mark'].map((name) => (
                <line
                  class={name}
                  x1={x(at(mark))}
                  x2={x(at(mark))}
                  y1={`${top + barTop - overhang}rem`}
                  y2={`${top + barTop + 1.5 + overhang}rem`}
                />
              ))}
          </>
        );
      })}
    </svg>
  );
}

/** Bars with a line for the goal, drawn twice: wide and narrow. Hidden from assistive technology, so a `DataTable` of the same numbers follows. */
export function BarChart({ caption, rows, keys, unit }: BarChartProps) {
  const id = useId();
  return (
    <figure class="stack g3" aria-labelledby={id}>
      <figcaption class="stack g2">
        <b id={id}>{caption}</b>
        <span class="legend" aria-hidden="true">
          <span>
            <i class="swatch swatch--won" /> {keys.value}
          </span>
          {keys.extra !== undefined && (
            <span>
              <i class="swatch swatch--extra" /> {keys.extra}
            </span>
          )}
          {keys.mark !== undefined && (
            <span>
              <i class="swatch swatch--mark" /> {keys.mark}
            </span>
          )}
        </span>
      </figcaption>
      <Drawing rows={rows} unit={unit} wide />
      <Drawing rows={rows} unit={unit} wide={false} />
    </figure>
  );
}
