import { IntlMessageFormat } from 'intl-messageformat';
import type { Built, Contributions } from '../registry/contributions.ts';

export type Values = Readonly<Record<string, unknown>>;
type Catalogue = Readonly<Record<string, string>>;

/** Words of one language, with English for what is missing in it. */
export type Translate = (key: string, values?: Values) => string;

const cache = new WeakMap<Contributions, Map<string, Translate>>();

/** `fr-CA` looks into `fr-CA`, then `fr`, then `en`. */
const chain = (locale: string) => [...new Set([locale, locale.split('-')[0] ?? locale, 'en'])];

function catalogues(extensions: readonly Built[], locale: string): Catalogue[] {
  return chain(locale).map((language) =>
    Object.assign(
      {},
      ...extensions.map(({ definition }) => ({
        ...(language === 'en' ? problemTexts(definition.problems?.entries) : {}),
        ...definition.messages?.[language],
      })),
    ),
  );
}

const problemTexts = (entries: Readonly<Record<string, { title: string; detail: string }>> = {}) =>
  Object.fromEntries(
    Object.entries(entries).flatMap(([code, { title, detail }]) => [
      [`problem.${code}.title`, title],
      [`problem.${code}`, detail],
    ]),
  );

/**
 * The words of some extensions in one language. An unknown key comes back as itself, which the tests look for. Messages are
 * ICU; parsed once per key.
 */
export function translatorOf(extensions: readonly Built[], locale: string, timeZone: string): Translate {
  const texts = catalogues(extensions, locale);
  const formats = new Map<string, IntlMessageFormat | string>();
  // the library merges these with its own of the same name, whose parts `dateStyle` may not stand beside
  const parts = { weekday: undefined, year: undefined, month: undefined, day: undefined };
  const zoned = Object.fromEntries(
    (['short', 'medium', 'long', 'full'] as const).map((style) => [style, { ...parts, dateStyle: style, timeZone }]),
  );
  return (key, values) => {
    let format = formats.get(key);
    if (format === undefined) {
      const text = texts.find((catalogue) => Object.hasOwn(catalogue, key))?.[key];
      // most messages are plain words: no parser for those
      format =
        text === undefined
          ? key
          : /[{'<]/.test(text)
            ? new IntlMessageFormat(text, locale, { date: zoned }, { ignoreTag: true })
            : text;
      // a key that nobody knows may come from outside, so it is not kept
      if (text !== undefined) formats.set(key, format);
    }
    if (typeof format === 'string') return format;
    // a time such as “8 p.m.” at the end of a sentence brings the full stop with it
    return String(format.format(values as Record<string, string>)).replaceAll(/(\b[ap]\.m\.)\./g, '$1');
  };
}

/** The same, kept for communities with equal extensions. */
export function translator(contributions: Contributions, locale: string, timeZone: string): Translate {
  const byLocale = cache.get(contributions) ?? new Map<string, Translate>();
  cache.set(contributions, byLocale);
  const id = `${locale} ${timeZone}`;
  const translate = byLocale.get(id) ?? translatorOf(contributions.extensions, locale, timeZone);
  byLocale.set(id, translate);
  return translate;
}
