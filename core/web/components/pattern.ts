// Cover patterns: deterministic drawings from a seed, so that a challenge looks the same on every page and needs no image.

/** Colour classes of a drawing, painted by covers.css from the community's tokens. */
type Paint = 'a' | 'b' | 'c' | 'd' | 'e' | 'f';
type Shape = 'quarter' | 'leaf' | 'halves' | 'disc';

/** Which paints a family uses on its ground; the first one leads. One family and two shapes per item keep a grid calm. */
const families: readonly (readonly Paint[])[] = [
  ['a', 'a', 'f', 'e'],
  ['c', 'b', 'c', 'a'],
  ['c', 'b', 'e', 'f'],
  ['b', 'd', 'b', 'c', 'a'],
];
const shapePairs: readonly (readonly [Shape, Shape])[] = [
  ['leaf', 'quarter'],
  ['halves', 'quarter'],
  ['disc', 'quarter'],
  ['halves', 'leaf'],
  ['quarter', 'quarter'],
  ['leaf', 'leaf'],
];

const cell = 40;

/** Relative path commands inside a cell of 40, one per rotation. */
const shapes: Readonly<Record<Shape, readonly ((x: number, y: number) => string)[]>> = {
  quarter: [
    (x, y) => `M${x} ${y}h40a40 40 0 0 1-40 40z`,
    (x, y) => `M${x + 40} ${y}v40a40 40 0 0 1-40-40z`,
    (x, y) => `M${x + 40} ${y + 40}h-40a40 40 0 0 1 40-40z`,
    (x, y) => `M${x} ${y + 40}v-40a40 40 0 0 1 40 40z`,
  ],
  leaf: [
    (x, y) => `M${x} ${y}h20a20 20 0 0 1 20 20v20h-20a20 20 0 0 1-20-20z`,
    (x, y) => `M${x + 40} ${y}v20a20 20 0 0 1-20 20h-20v-20a20 20 0 0 1 20-20z`,
  ],
  halves: [
    (x, y) => `M${x} ${y}h40a20 20 0 0 1-40 0zm0 20h40a20 20 0 0 1-40 0z`,
    (x, y) => `M${x} ${y + 20}h40a20 20 0 0 0-40 0zm0 20h40a20 20 0 0 0-40 0z`,
    (x, y) => `M${x} ${y}v40a20 20 0 0 0 0-40zm20 0v40a20 20 0 0 0 0-40z`,
    (x, y) => `M${x + 20} ${y}v40a20 20 0 0 1 0-40zm20 0v40a20 20 0 0 1 0-40z`,
  ],
  disc: [(x, y) => `M${x + 2} ${y + 20}a18 18 0 1 0 36 0a18 18 0 1 0-36 0z`],
};

/** FNV-1a, 32 bits: spreads similar slugs apart. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** A small deterministic generator (mulberry32); numbers from 0 up to 1. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One `<path>` per paint: its class and its drawing commands. */
export interface Pattern {
  readonly family: number;
  readonly width: number;
  readonly height: number;
  readonly paths: readonly { readonly paint: string; readonly d: string }[];
}

const pick = <T>(from: readonly T[], number: number): T => from[Math.floor(number * from.length)] as T;

function collect(draw: (add: (paint: Paint, d: string) => void) => void): Pattern['paths'] {
  const found = new Map<string, string>();
  draw((paint, d) => found.set(paint, (found.get(paint) ?? '') + d));
  return [...found].map(([paint, d]) => ({ paint, d }));
}

/** The pattern of one item: `columns` by `rows` cells of 40 units, in one of four colour families. */
export function coverPattern(seed: string, columns: number, rows: number, family?: number): Pattern {
  const hash = hashOf(seed);
  const next = numbersFrom(hash);
  const chosen = (family ?? hash) % families.length;
  const paints = families[chosen] as readonly Paint[];
  const pair = pick(shapePairs, next());
  const paths = collect((add) => {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        if (next() < 0.12) continue;
        const shape = next() < 0.68 ? pair[0] : pair[1];
        add(pick(paints, next()), pick(shapes[shape], next())(column * cell, row * cell));
      }
    }
  });
  return { family: chosen, width: columns * cell, height: rows * cell, paths };
}

/** The art of the home page: every shape and paint, growing denser towards the end and the foot of the drawing. */
export function heroPattern(seed: string, columns = 9, rows = 7): Pattern {
  const next = numbersFrom(hashOf(seed));
  const ground: Paint[] = ['d', 'a', 'b'];
  const all: Paint[] = ['a', 'a', 'a', 'b', 'b', 'c', 'c', 'd', 'd', 'e'];
  const kinds: Shape[] = ['quarter', 'leaf', 'leaf', 'halves', 'disc'];
  const squares: [Paint, string][] = [];
  const drawn: [Paint, string][] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const density = (column + 1) / columns + (row + 1) / rows - 0.55;
      if (next() > density) continue;
      const [x, y] = [column * cell, row * cell];
      const under = pick(ground, next());
      const filled = next() < 0.22;
      if (filled) squares.push([under, `M${x} ${y}h40v40h-40z`]);
      const over = pick(filled ? all.filter((paint) => paint !== under) : all, next());
      drawn.push([over, pick(shapes[pick(kinds, next())], next())(x, y)]);
    }
  }
  const layer = (items: readonly [Paint, string][]) => collect((add) => items.forEach(([paint, d]) => add(paint, d)));
  return { family: 0, width: columns * cell, height: rows * cell, paths: [...layer(squares), ...layer(drawn)] };
}
