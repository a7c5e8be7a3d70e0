export { contrastOf, isColour, type Colour } from './colour.ts';
export { headingFaces, themeStylesheet, type Theme } from './stylesheet.ts';
export { colourTokens, type ColourTokens, type ThemeColours } from './tokens.ts';
