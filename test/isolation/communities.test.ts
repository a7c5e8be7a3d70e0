/** Nothing of one community is on any surface of another, whoever asks and whatever they name. */
import t, { type Test } from 'tap';
import type { Answer } from '@polyphony/core/testing';
import { requests, type Attempt } from './requests.ts';
import { ask, crossings, expected, request, surfacesOf, type Request, type Surface } from './surfaces.ts';
import { roles, startWorlds } from './world.ts';

const { platform, mine, theirs, idsOf, rowsOf } = await startWorlds(t);
const surfaces = surfacesOf(platform, mine);
const UUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g;

/** As text, where it stands in an address. */
const decoded = (text: string) =>
  text.replaceAll(/(%[\da-f]{2})+/gi, (part) => new URLSearchParams(`x=${part}`).get('x') ?? part);

/** What an answer tells of the other community, apart from what the request itself named. */
function leaks({ headers, text }: Answer, asked: Request, theirIds: ReadonlySet<string>): readonly string[] {
  const all = decoded(`${[...headers].flat().join('\n')}\n${text}`);
  const named = JSON.stringify(asked);
  return [
    ...[...theirs.canary].filter((character) => all.includes(character)),
    ...(all.match(UUID) ?? []).filter((id) => theirIds.has(id) && !named.includes(id)),
    ...(all.includes(theirs.slug) && !named.includes(theirs.slug) ? [theirs.slug] : []),
  ];
}

/** Enough of an answer to see what went wrong. */
const brief = ({ status, headers, text }: Answer) =>
  `${status} ${headers.get('location') ?? ''} ${text
    .replace(/^.*<main/s, '')
    .replaceAll(/<[^>]*>|\s+/g, ' ')
    .slice(0, 300)}`;

t.test('every route and page of the platform is asked here', async (t) => {
  const known = new Set(surfaces.map(({ key }) => key));
  const without = [...known].filter((key) => !requests[key]);
  t.same(without, [], 'a new route needs an entry in requests.ts');
  const gone = Object.keys(requests).filter((key) => !known.has(key));
  t.same(gone, [], 'and one that is gone leaves none');
  const { has } = platform.context(mine.slug);
  const off = [...platform.app.registry.built.keys()].filter((id) => !has(id));
  t.same(off, [], 'every extension is on');
});

t.test('a leak would be seen', async (t) => {
  const ids = await idsOf(theirs);
  const asked = { path: '/', body: undefined };
  for (const path of ['/', '/people', '/api/groups', '/api/content', '/api/me', '/challenges'])
    t.not(leaks(await theirs.manager.get(path), asked, ids).length, 0, path);
  const { idea } = theirs.challenge.vote;
  t.not(leaks(await theirs.manager.get(`/ideas/${idea}`), asked, ids).length, 0, 'in a header');
});

t.test('each answers its own, and tells nothing of the other community', { timeout: 200_000 }, async (t) => {
  const elsewhere = new Map<string, Attempt>();
  for (const [key, { to }] of Object.entries(requests)) elsewhere.set(key, (await to?.(theirs, 'manager')) ?? {});
  await platform.settle(); // what that set off, such as mail, is done before anybody looks
  await platform.settle(); // mail that was caused there is made now, and not while it is looked at
  const ids = await idsOf(theirs);
  const before = await rowsOf(theirs);
  let [asked, crossed] = [0, 0];

  for (const surface of surfaces)
    for (const role of roles) {
      const entry = requests[surface.key] ?? {};
      const home = (await entry.to?.(mine, role)) ?? {};
      const who = home.who ?? mine.as[role];
      for (const foreign of crossings(entry, home, elsewhere.get(surface.key) ?? {})) {
        await crosses(t, surface, { role, who, asked: request(surface, foreign, 'id'), ids });
        crossed += 1;
      }
      const own = request(surface, home, 'slug');
      const answer = await ask(surface, who, own);
      const label = `${surface.key} as ${role}`;
      asked += 1;
      if (answer.status !== expected(surface, entry, role))
        t.equal(answer.status, expected(surface, entry, role), `${label}: ${brief(answer)}`);
      const found = leaks(answer, own, ids);
      if (found.length > 0) t.fail(`${label} tells of ${found.join()}: ${brief(answer)}`);
      const location = answer.headers.get('location');
      if (location !== null && !location.startsWith(`/c/${mine.slug}/`)) t.fail(`${label} leads to ${location}`);
      // equal slugs are one's own; a ballot has no words, and names its ideas
      if (
        answer.status === 200 &&
        home.params &&
        ![mine.canary, mine.challenge.vote.idea].some((word) => answer.text.includes(word))
      )
        t.fail(`${label} shows nothing of its own: ${brief(answer)}`);
    }

  t.same(await rowsOf(theirs), before, 'no row of the other community has changed');
  const routes = surfaces.filter(({ api }) => api).length;
  t.comment(`${routes} routes, ${surfaces.length - routes} pages and forms: ${asked} asked at home, ${crossed} across`);
});

interface Crossing {
  readonly role: (typeof roles)[number];
  readonly who: Parameters<typeof ask>[1];
  readonly asked: Request;
  readonly ids: ReadonlySet<string>;
}

/** What is elsewhere is refused, and cannot be told from what is nowhere. */
async function crosses(t: Test, surface: Surface, { role, who, asked, ids }: Crossing): Promise<void> {
  const label = `${surface.key} as ${role}: ${asked.path} ${JSON.stringify(asked.body ?? {})}`;
  const answer = await ask(surface, who, asked);
  const found = leaks(answer, asked, ids);
  if (found.length > 0) t.fail(`${label} tells of ${found.join()}: ${brief(answer)}`);
  const { status } = answer;
  const toTheDoor = status === 303 && /\/sign-in\?next=/.test(answer.headers.get('location') ?? '');
  if (![401, 403, 404, requests[surface.key]?.nowhere?.[0]].includes(status) && !(role === 'visitor' && toTheDoor))
    t.fail(`${label} answers ${brief(answer)}`);

  const made = new Map<string, string>();
  const nowhere = JSON.parse(
    JSON.stringify(asked).replaceAll(UUID, (id) => {
      if (!ids.has(id)) return id;
      if (!made.has(id)) made.set(id, crypto.randomUUID());
      return made.get(id) ?? id;
    }),
  ) as Request;
  const twin = await ask(surface, who, nowhere);
  let { text } = twin;
  for (const [id, random] of made) text = text.replaceAll(random, id);
  if (twin.status !== status || text !== answer.text)
    t.same([status, answer.text], [twin.status, text], `${label} is not as if it were nowhere`);
}

t.test('a token or cookie of the other community is worth nothing', async (t) => {
  const cookie = (await theirs.manager.cookie()) ?? '';
  // what is in the cookie is a token, so it is tried under the name of this community as well
  const renamed = cookie.replace(theirs.slug, mine.slug);
  t.not(renamed, cookie);
  const disguises = {
    token: { authorization: `Bearer ${theirs.manager.token}` },
    cookie: { cookie },
    renamed: { cookie: renamed },
  };
  const ids = await idsOf(theirs);
  const visitor = platform.visitor(mine.slug);
  let refused = 0;
  for (const surface of surfaces.filter(({ refusal }) => refusal('visitor') === 401)) {
    const attempt = await requests[surface.key]?.to?.(mine, 'visitor');
    const { path, body = {} } = request(surface, attempt ?? {}, 'slug');
    const content =
      surface.method === 'GET' ? {} : surface.api ? { json: body } : { form: body as Record<string, string> };
    for (const [name, headers] of Object.entries(disguises)) {
      const answer = await visitor.request(surface.method, path, { ...content, headers });
      const said = surface.method === 'GET' && !surface.api ? 303 : 401;
      if (answer.status !== said) t.equal(answer.status, said, `${surface.key} with their ${name}: ${brief(answer)}`);
      if (leaks(answer, { path, body }, ids).length > 0) t.fail(`${surface.key} with their ${name} tells of them`);
      refused += 1;
    }
  }
  t.ok(refused > 100, `${refused} refused`);
  t.equal((await theirs.manager.get('/api/me')).status, 200, 'and is good at home');
});
