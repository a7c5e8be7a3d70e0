import { hashOfText, readStylesheet } from '../web/styles/stylesheet.ts';
import { themeStylesheet } from '../web/theme/index.ts';

/** Indigo, so that nobody takes the console for a community. */
const THEME = { colour: '#3d3f8f', accent: '#f0a03c' } as const;

/** What the console's pages need besides core's sheet: their colours and the matrix. Members never load it. */
export function consoleStylesheet(): { readonly path: string; readonly css: string } {
  const css = `@layer components{${readStylesheet('console.css')}}${themeStylesheet(THEME).css}`;
  return { path: `/theme/${hashOfText(css)}.css`, css };
}
