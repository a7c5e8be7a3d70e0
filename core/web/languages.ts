import type { Context } from '../contract/context.ts';
import { directionOf, type LanguageLink } from './components/index.ts';

/** What a language calls itself, without the region where the community has the language only once: Français. */
function nameOf(tag: string, all: readonly string[]): string {
  const base = (one: string) => one.split('-')[0];
  const shown = all.filter((other) => base(other) === base(tag)).length > 1 ? tag : (base(tag) ?? tag);
  const name = new Intl.DisplayNames(tag, { type: 'language' }).of(shown) ?? tag;
  const [first = '', ...rest] = name;
  return `${first.toLocaleUpperCase(tag)}${rest.join('')}`;
}

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
    label: nameOf(language, languages),
    href: `/language/${language}?next=${encodeURIComponent(here)}`,
    current: language === locale,
  }));
}
