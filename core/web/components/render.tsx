import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { FieldNames, withFieldNames } from './field-names.ts';
import { Page, type PageContext } from './page-context.ts';

/** A whole page, from a `Document`. */
export function renderDocument(page: PageContext, document: VNode): string {
  return `<!doctype html>${renderFragment(page, document)}`;
}

/** A part of a page, to replace the same part where it is already shown. Its icons carry their own drawings. */
export function renderFragment(page: PageContext, children: ComponentChildren): string {
  const names = new Map<string, string>();
  const html = renderToString(
    <Page.Provider value={page}>
      <FieldNames.Provider value={names}>{children}</FieldNames.Provider>
    </Page.Provider>,
  );
  return withFieldNames(html, names);
}
