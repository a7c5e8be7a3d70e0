import { converter, formatHex, parseHex, wcagContrast, type Oklch } from 'culori';

/** A community's colour: `#rgb` or `#rrggbb`. */
export type Colour = `#${string}`;

/** Whether a configured value is a colour. Only hex is taken, so that it can be written into CSS as it is. */
export function isColour(value: unknown): value is Colour {
  return typeof value === 'string' && /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(value);
}

const toOklch = converter('oklch');

/** Lightness, chroma and hue, as `oklch(from ... l c h)` sees them. A grey has no hue; 0 stands for it. */
export function oklchOf(colour: Colour): { readonly l: number; readonly c: number; readonly h: number } {
  const { l, c, h = 0 }: Oklch = toOklch(parseHex(colour)) ?? { mode: 'oklch', l: 0, c: 0 };
  return { l, c, h };
}

/** An OKLCH colour as sRGB hex. Channels that leave the gamut are clipped, as browsers paint them. */
export const hexOf = (l: number, c: number, h: number): Colour => formatHex({ mode: 'oklch', l, c, h }) as Colour;

/** Contrast of two colours by WCAG 2.2, from 1 to 21. */
export const contrastOf = (a: string, b: string): number => wcagContrast(a, b);
