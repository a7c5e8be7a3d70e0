/** Dates inside of messages are those of the community's zone, in the reader's language. */
import t from 'tap';
import { translatorOf } from '../../messages/translator.ts';
import type { Built } from '../../registry/contributions.ts';

const words = (message: string, locale: string, timeZone: string) => {
  const built = { definition: { messages: { en: { key: message }, fr: { key: message } } } } as unknown as Built;
  return translatorOf([built], locale, timeZone)('key', { at: new Date('2026-12-05T01:00:00Z') });
};

t.test('a date in a message has the style that it names, in the zone of the community', async (t) => {
  t.equal(words('until {at, date, long}', 'en', 'America/Toronto'), 'until December 4, 2026');
  t.equal(words('until {at, date, full}', 'en', 'UTC'), 'until Saturday, December 5, 2026');
  t.equal(words('{at, date, long}', 'fr', 'America/Toronto'), '4 décembre 2026');
  t.equal(words('{at, date, short}', 'en', 'UTC'), '12/5/26');
});
