import { compact, hashOfText, type ServedStylesheet } from '../styles/stylesheet.ts';
import { isColour } from './colour.ts';
import { colourTokens, type ColourTokens, type ThemeColours } from './tokens.ts';

/** Faces for headings: fixed stacks of what devices already have. No web fonts. */
export const headingFaces = {
  sans: 'var(--font)',
  serif: "'Iowan Old Style', 'Palatino Linotype', Palatino, 'Noto Serif', 'Liberation Serif', Georgia, serif",
  rounded: "ui-rounded, 'SF Pro Rounded', 'Hiragino Maru Gothic ProN', Quicksand, Nunito, 'Varela Round', var(--font)",
} as const;

/** How a community looks: two colours and the face of its headings. */
export interface Theme extends ThemeColours {
  readonly heading?: keyof typeof headingFaces | undefined;
}

const declare = (tokens: ColourTokens): string =>
  Object.entries(tokens)
    .map(([name, value]) => `--${name}:${value};`)
    .join('');

/**
 * The sheet of one community, to be linked after core's own. Its rules stand outside of all layers and so win over the defaults.
 * Browsers without relative colours or `light-dark()` get every derived colour as plain hex. Throws for a colour that is not hex.
 */
export function themeStylesheet(theme: Theme): ServedStylesheet {
  const { colour, accent, heading = 'sans' } = theme;
  // they are written into CSS as they are, so nothing but hex may pass, whoever calls
  if (!isColour(colour) || !isColour(accent))
    throw new TypeError(`A theme needs hex colours, not ${colour} and ${accent}.`);
  const [light, dark] = [colourTokens(theme, 'light'), colourTokens(theme, 'dark')].map(declare);
  const css = compact(`
    :root{--brand:${colour};--accent:${accent};--font-heading:${headingFaces[heading]};}
    @supports (not (color: oklch(from red l c h))) or (not (color: light-dark(red, red))) {
      :root{${light}}
      @media (prefers-color-scheme: dark) { :root:not([data-theme='light']){${dark}} }
      :root[data-theme='dark']{${dark}}
    }`);
  return { css, hash: hashOfText(css) };
}
