/** The conformance suite sees what is broken: twelve extensions, each broken in one way, and one that is not. */
import path from 'node:path';
import t from 'tap';
import { brokenPromises, type Seeding } from '@polyphony/core/testing';

/** The promise that each of them breaks, and what is said of it. */
const expected: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  'keeps-all': {},
  'down-forgets': { migrations: /down leaves/ },
  'loose-key': { migrations: /community_id/ },
  'no-eraser': { privacy: /no_eraser\.item leads to people by member_id/ },
  undeclared: { alone: /imports @polyphony\/groups/ },
  'enables-twice': { switching: /rows of item/ },
  'forgets-all': { switching: /rows of item are not the same once it is off/ },
  trips: { garbage: /GET \/api\/trips\/:item answers 500 .*POLYPHONY_SEED=\d+/s },
  'open-door': { access: /a visitor changed item/ },
  'throwing-block': { contained: /nothing works/ },
  stumbles: { contained: /the log complains: .*it stumbled/ },
  'fails-open': { contained: /PUT \/api\/fails-open answers 200 although a guard of it threw/ },
  remembers: { communities: /has words of the other community/ },
};

const root = path.resolve(import.meta.dirname, '../fixtures/nonconforming');
const seed = (extension: string) =>
  async function seedIt({ member, words }: Seeding) {
    const made = await member.post(`/api/${extension}`, { title: words('An item') });
    if (made.status !== 200 && made.status !== 201) throw new Error(`${made.status} ${made.text}`);
  };

for (const [extension, promises] of Object.entries(expected))
  t.test(extension, async (t) => {
    const found = await brokenPromises(t, { extension, root, seed: seed(extension) });
    t.same(Object.keys(found), Object.keys(promises), JSON.stringify(found));
    for (const [promise, words] of Object.entries(promises)) t.match(found[promise]?.join('\n'), words);
  });
