import { hexOf, oklchOf, type Colour } from './colour.ts';

/** Both colours that a community sets. */
export interface ThemeColours {
  readonly colour: Colour;
  readonly accent: Colour;
}

/** Every colour token, without its leading dashes, as sRGB hex. */
export type ColourTokens = Readonly<Record<string, Colour>>;

const clamp = (low: number, value: number, high: number): number => Math.min(Math.max(value, low), high);

/**
 * The derived colours of `styles/tokens.css` for one scheme, for browsers without relative colours and for the contrast test.
 * Change both together: a test compares them in a browser.
 */
export function colourTokens({ colour, accent }: ThemeColours, scheme: 'light' | 'dark'): ColourTokens {
  const brand = oklchOf(colour);
  const second = oklchOf(accent);
  const light = scheme === 'light';
  const from = (l: number, c: number): Colour => hexOf(l, Math.min(c, brand.c), brand.h);
  const fromAccent = (l: number, c: number): Colour => hexOf(l, Math.min(c, second.c), second.h);
  const fill = from(clamp(0.3, brand.l, 0.46), brand.c);
  const mid = light ? from(0.72, 0.12) : from(0.56, 0.12);
  return {
    fill,
    'fill-strong': from(clamp(0.22, brand.l - 0.1, 0.38), brand.c),
    'on-fill': '#ffffff',
    'on-fill-soft': from(0.93, 0.03),
    link: light ? fill : from(0.82, 0.13),
    tint: light ? from(0.955, 0.022) : from(0.31, 0.035),
    'tint-2': light ? from(0.9, 0.045) : from(0.38, 0.05),
    mid,
    'accent-soft': light ? fromAccent(0.93, 0.055) : fromAccent(0.4, 0.06),
    'accent-fill': fromAccent(clamp(0.74, second.l, 0.86), second.c),
    'on-accent': '#1a1300',
    bg: light ? from(0.978, 0.005) : from(0.19, 0.012),
    surface: light ? '#ffffff' : from(0.235, 0.014),
    'surface-2': light ? from(0.962, 0.008) : from(0.275, 0.016),
    ink: light ? from(0.24, 0.022) : from(0.955, 0.008),
    muted: light ? from(0.46, 0.018) : from(0.77, 0.014),
    line: light ? from(0.895, 0.01) : from(0.345, 0.014),
    control: light ? from(0.56, 0.018) : from(0.62, 0.014),
    ok: light ? '#17683a' : '#7fd6a1',
    'ok-bg': light ? '#e3f4e9' : '#14351f',
    warn: light ? '#7a4a00' : '#f2c063',
    'warn-bg': light ? '#fdf0d5' : '#3b2a08',
    bad: light ? '#a3201d' : '#ffa49c',
    'bad-bg': light ? '#fdeae8' : '#431816',
    focus: light ? '#111111' : '#ffffff',
    strong: light ? fill : mid,
  };
}
