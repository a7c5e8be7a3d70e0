/** What messages are made of, and a language that nobody speaks: English in brackets, to tell what has no entry anywhere. */
import { IntlMessageFormat } from 'intl-messageformat';
import type { ExtensionDefinition } from '@polyphony/core';
import type { Platform } from '@polyphony/core/testing';

type Element = ReturnType<IntlMessageFormat['getAst']>[number];
/** The numbers that the parser gives to kinds of elements. */
const literal = 0;
const pound = 7;
const nameOfKind: readonly string[] = ['', 'argument', 'number', 'date', 'time', 'select', 'plural'];

const parse = (text: string): readonly Element[] =>
  new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst();

interface Option {
  readonly value: readonly Element[];
}
const optionsOf = (element: Element): readonly (readonly [string, Option])[] =>
  'options' in element ? Object.entries(element.options as Readonly<Record<string, Option>>) : [];

/** Each argument of a message with its kind, and what a select distinguishes; in order of the alphabet. */
export function argumentsOf(text: string): readonly string[] {
  const found = new Set<string>();
  const visit = (elements: readonly Element[]): void => {
    for (const element of elements) {
      if (element.type === literal || element.type === pound) continue;
      const kind = nameOfKind[element.type] ?? '';
      const cases = kind === 'select' ? optionsOf(element).map(([name]) => name) : [];
      found.add([element.value, kind, ...cases].join(' '));
      for (const [, { value }] of optionsOf(element)) visit(value);
    }
  };
  visit(parse(text));
  return [...found].sort();
}

/** The English words of an extension or of core, problems too. */
export const englishOf = ({ messages, problems }: ExtensionDefinition): Readonly<Record<string, string>> => ({
  ...messages?.['en'],
  ...Object.fromEntries(
    Object.entries(problems?.entries ?? {}).flatMap(([code, { title, detail }]) => [
      [`problem.${code}.title`, title],
      [`problem.${code}`, detail],
    ]),
  ),
});

const accents: Readonly<Record<string, string>> = { a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ú', t: 'ŧ', n: 'ñ', c: 'ç' };
const accented = (text: string) => `⟦${text.replaceAll(/[aeioutnc]/g, (letter) => accents[letter] ?? letter)}⟧`;
/** Braces and apostrophes that are no syntax. */
const quoted = (text: string) => text.replaceAll("'", "''").replaceAll(/[{}]/g, "'$&'");

/** A message with its own words in brackets; what fills its blanks stays outside of them, and is looked at as well. */
export function pseudo(text: string): string {
  const print = (element: Element): string => {
    switch (element.type) {
      case 0:
        return element.value.trim() === '' ? element.value : quoted(accented(element.value));
      case 1:
        return `{${element.value}}`;
      case 5:
      case 6: {
        const offset = 'offset' in element && element.offset ? ` offset:${element.offset}` : '';
        const cases = optionsOf(element).map(([name, { value }]) => `${name} {${value.map(print).join('')}}`);
        return `{${element.value}, ${nameOfKind[element.type]},${offset} ${cases.join(' ')}}`;
      }
      case 7:
        return '#';
      case 2:
      case 3:
      case 4:
        return typeof element.style === 'string'
          ? `{${element.value}, ${nameOfKind[element.type]}, ${element.style}}`
          : `{${element.value}, ${nameOfKind[element.type]}}`;
      default:
        throw new Error(`an element of a message that is not known here: ${element.type}`);
    }
  };
  return parse(text).map(print).join('');
}

export const pseudoLocale = 'en-XA';

/** Gives every extension of a platform words in the pseudo-language. Before any community speaks it, as words are kept. */
export function teachPseudo(platform: Platform): number {
  const { core, built } = platform.app.registry;
  let taught = 0;
  for (const { definition } of [core, ...built.values()]) {
    const words = Object.entries(englishOf(definition)).map(([key, text]) => [key, pseudo(text)] as const);
    Object.assign(definition.messages ?? {}, { [pseudoLocale]: Object.fromEntries(words) });
    taught += words.length;
  }
  return taught;
}
