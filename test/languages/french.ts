/** What a French page says in English: what no catalogue translates, and what nobody would write in French. */
import type { Platform } from '@polyphony/core/testing';
import { unescaped, wordsOf } from '../pages/walk.ts';
import { englishOf } from './words.ts';

/** Whole messages of the English catalogues that are no French message. */
export type EnglishOnly = ReadonlySet<string>;

const plain = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

export function englishOnly({ app }: Platform): EnglishOnly {
  const definitions = [app.registry.core, ...app.registry.built.values()].map(({ definition }) => definition);
  const french = new Set(definitions.flatMap(({ messages }) => Object.values(messages?.['fr'] ?? {})).map(plain));
  const english = definitions.flatMap((definition) => Object.values(englishOf(definition))).map(plain);
  return new Set(english.filter((text) => !french.has(text) && !/[{}]/.test(text) && /\p{L}{3}/u.test(text)));
}

/** Small words without which no English sentence gets along, and that French does not have. */
const small =
  /(?<![\p{L}’'-])(?:the|and|your|you|with|this|that|of|is|was|have|will|from|who|what|when|where|they|people|until|not|it|to|by|for)(?![\p{L}-])/iu;

/** Texts of a page, or its words around one, that are English. Code and what is marked as another language is left out. */
export function englishIn(html: string, english: EnglishOnly): readonly string[] {
  const own = html
    .replaceAll(/<(script|style|pre|code|symbol)\b.*?<\/\1>/gs, ' ')
    .replaceAll(/<(\w+)[^>]*\slang="en[^"]*"[^>]*>.*?<\/\1>/gs, ' ');
  const attributes = [...own.matchAll(/\s(?:aria-label|title|placeholder|alt)="([^"]*)"/g)].map(
    ([, text = '']) => text,
  );
  const whole = [...own.split(/<[^>]*>/), ...attributes].map((text) => plain(unescaped(text)));
  const words = wordsOf(own);
  const at = small.exec(words)?.index;
  return [
    ...new Set(whole.filter((text) => english.has(text))),
    ...(at === undefined ? [] : [words.slice(Math.max(0, at - 40), at + 40)]),
  ];
}
