import { diffLines } from 'diff';

/** A line of one text or the other, or of both. `left-out` stands for so many lines that are the same in both. */
export type DifferenceLine =
  | { readonly kind: 'same' | 'add' | 'remove'; readonly text: string }
  | { readonly kind: 'left-out'; readonly count: number };

/** Lines of both texts that are shown before and after what differs. */
const AROUND = 1;

const linesOf = (text: string) => text.split('\n').filter((line) => line.trim() !== '');

/** Of lines that are the same, those next to a change: what stands far from any is left out. */
function shortened(lines: readonly string[], isFirst: boolean, isLast: boolean): DifferenceLine[] {
  const head = isFirst ? 0 : AROUND;
  const tail = isLast ? 0 : AROUND;
  const same = (some: readonly string[]) => some.map((text): DifferenceLine => ({ kind: 'same', text }));
  const count = lines.length - head - tail;
  if (count < 2) return same(lines);
  return [...same(lines.slice(0, head)), { kind: 'left-out', count }, ...same(lines.slice(lines.length - tail))];
}

/** What changed from one text to another, by lines that say something. Empty where nothing differs. */
export function differenceOf(before: string, after: string): readonly DifferenceLine[] {
  const [old, now] = [before, after].map((text) =>
    linesOf(text)
      .map((line) => `${line}\n`)
      .join(''),
  );
  const parts = diffLines(old ?? '', now ?? '');
  if (parts.every(({ added, removed }) => !added && !removed)) return [];
  return parts.flatMap(({ value, added, removed }, at): DifferenceLine[] => {
    const lines = linesOf(value);
    if (!added && !removed) return shortened(lines, at === 0, at === parts.length - 1);
    return lines.map((text) => ({ kind: added ? 'add' : 'remove', text }));
  });
}
