import type { Context } from '../contract/context.ts';
import { directionOf, type LanguageLink } from './components/index.ts';

/** A tag without the region where a community has the language only once. */
function shortTag(tag: string, all: readonly string[]): string {
  const base = (one: string) => one.split('-')[0];
  return all.filter((other) => base(other) === base(tag)).length > 1 ? tag : (base(tag) ?? tag);
}

/** What a language calls itself: Français. */
export function languageName(tag: string, all: readonly string[]): string {
  const [first = '', ...rest] = languageIn(tag, all, tag);
  return `${first.toLocaleUpperCase(tag)}${rest.join('')}`;
}

/** What a language is called in another one, as it stands in a sentence: French. */
export const languageIn = (tag: string, all: readonly string[], locale: string): string =>
  new Intl.DisplayNames(locale, { type: 'language' }).of(shortTag(tag, all)) ?? tag;

/**
 * Links to this page in each language of the community. None where there is one language, and none at a closed door, whose
 * bytes must not depend on where somebody knocked.
 */
export function languageLinks({ community, locale, actor }: Context, url: string): readonly LanguageLink[] {
  const { languages, access } = community;
  if (languages.length < 2 || (access === 'closed' && !actor)) return [];
  // what was said after a form is said once, and not again in another language
  const here = url.replace(/([?&])said=[^&]*&?/, '$1').replace(/[?&]$/, '');
  return languages.map((language) => ({
    lang: language,
    dir: directionOf(language),
    label: languageName(language, languages),
    href: `/language/${language}?next=${encodeURIComponent(here)}`,
    current: language === locale,
  }));
}
