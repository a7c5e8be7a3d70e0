/** Every language is whole: what is said in English is said in French too, with the same blanks to fill. */
import { IntlMessageFormat } from 'intl-messageformat';
import t from 'tap';
import { startPlatform } from '@polyphony/core/testing';
import { argumentsOf, englishOf } from './words.ts';

const platform = await startPlatform(t, { communities: {} });
const { core, built } = platform.app.registry;
const definitions = [core, ...built.values()].map(({ id, definition }) => ({
  id,
  english: englishOf(definition),
  french: definition.messages?.['fr'] ?? {},
}));

/** Words that French writes as English does. */
const same = new Set([
  'core.frontDoor.title', // the product
  'core.info.about.lede', // a blank alone
  'core.operators.extension',
  'core.operators.extensions',
  'core.operators.extensions.short',
  'core.operators.version',
  'core.operators.versionTitle',
  'core.invitations.title',
  'core.ballot.bar',
  'core.vote.count',
  'crowd-innovation.results.votes',
  'problem.crowd-innovation.rule-unfit', // blanks alone
  'problem.crowd-innovation.tie-undecided',
]);

t.test('French has exactly the keys of English', async (t) => {
  for (const { id, english, french } of definitions) {
    const keys = new Set(Object.keys(english));
    t.same(
      [...keys].filter((key) => !Object.hasOwn(french, key)),
      [],
      `${id}: nothing is missing of ${keys.size}`,
    );
    t.same(
      Object.keys(french).filter((key) => !keys.has(key)),
      [],
      `${id}: nothing is left over`,
    );
  }
});

t.test('each message can be read, and asks for what English asks for', async (t) => {
  for (const { english, french } of definitions)
    for (const [key, text] of Object.entries(french)) {
      const original = english[key];
      if (original === undefined) continue;
      t.doesNotThrow(() => new IntlMessageFormat(text, 'fr-CA', undefined, { ignoreTag: true }), key);
      t.same(argumentsOf(text), argumentsOf(original), key);
    }
});

t.test('French is French, set as French is', async (t) => {
  for (const { english, french } of definitions)
    for (const [key, text] of Object.entries(french)) {
      if (!same.has(key)) t.not(text, english[key], `${key} is translated`);
      t.equal(text.trim(), text, `${key} has no space around it`);
      t.notMatch(text, /'/, `${key}: apostrophes are typographic`);
      const shown = text.replaceAll(/::[\w-]+/g, ''); // how a number is written
      t.notMatch(shown, /(?<!\u00a0)[;!?»]| :|«(?!\u00a0)/, `${key}: no line begins with a mark`);
    }
});

t.test('money, dates and plurals are those of the language', async (t) => {
  const money = new Intl.NumberFormat('fr-CA', { style: 'currency', currency: 'CAD', maximumFractionDigits: 0 });
  t.equal(money.format(108_000).replaceAll(/\s/g, ' '), '108 000 $');
  const messages = definitions.find(({ id }) => id === 'groups')!.french;
  const count = new IntlMessageFormat(messages['groups.members']!, 'fr-CA');
  t.same(
    [0, 1, 2].map((count_) => count.format({ count: count_ })),
    ['0 membre', '1 membre', '2 membres'],
  );
});
