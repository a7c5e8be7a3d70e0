/** The JSX runtime of pages. Extensions set `jsxImportSource: "@polyphony/core"`, so a package from outside never brings a second copy. */
export { Fragment, jsx, jsxs, jsxDEV, jsxTemplate, jsxAttr, jsxEscape } from 'preact/jsx-runtime';
export type { JSX } from 'preact/jsx-runtime';
