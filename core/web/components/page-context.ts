import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/**
 * What every component may know about the page it is on. The server makes one per response.
 * `t` looks up a message by key and fills its values (ICU MessageFormat). `locale` is a BCP 47 tag, `timeZone` an IANA name.
 * `url` turns a path of the community (`/groups/food`) into the path to link to; components call it, pages hand over plain paths.
 * `csrf` is the token of the session, absent where nobody is signed in.
 */
export interface PageContext {
  readonly t: (key: string, values?: Record<string, unknown>) => string;
  readonly locale: string;
  readonly timeZone: string;
  readonly now: Date;
  readonly url: (path: string) => string;
  readonly csrf?: string;
}

/** Provide with `<Page.Provider value={...}>` around everything that is rendered, fragments included. */
export const Page = createContext<PageContext | undefined>(undefined);

/** The page of the component that is being rendered. Throws outside of `Page.Provider`. */
export function usePage(): PageContext {
  const page = useContext(Page);
  if (!page) throw new Error('A component was rendered without a page. Wrap it in <Page.Provider value={...}>.');
  return page;
}

const rightToLeft: ReadonlySet<string> = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Syrc', 'Thaa']);

/** The writing direction of a locale. Drawings need it: an SVG is not mirrored by `dir`. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  return rightToLeft.has(new Intl.Locale(locale).maximize().script ?? '') ? 'rtl' : 'ltr';
}
