/** Who reads in which language, and how they choose. */
import t from 'tap';
import { startPlatform } from '@polyphony/core/testing';

const platform = await startPlatform(t, {
  communities: {
    food: {
      name: 'Our Food Future',
      languages: ['en-CA', 'fr-CA'],
      extensions: { groups: {}, 'crowd-innovation': { settings: { currency: 'CAD' } } },
    },
    single: { languages: ['fr-CA'] },
    circle: { access: 'closed', join: 'invitation', languages: ['en-GB', 'fr-FR'] },
    own: { languages: ['en', 'fr'], hosts: ['own.test'] },
  },
});
const visitor = platform.visitor('food');
const languageOf = (html: string) => /<html lang="([^"]+)"/.exec(html)?.[1];
const linksOf = (html: string) => [...html.matchAll(/href="([^"]*\/language\/[^"]*)"/g)].map(([, href]) => href);
const asking = (accept: string, cookie?: string) =>
  visitor.request('GET', '/', {
    headers: { 'accept-language': accept, ...(cookie === undefined ? {} : { cookie }) },
  });

t.test('the browser says what its reader prefers, and the community what it speaks', async (t) => {
  for (const [accept, language] of [
    ['fr', 'fr-CA'],
    ['fr-FR,fr;q=0.9,en;q=0.8', 'fr-CA'],
    ['de,fr;q=0.5,en;q=0.4', 'fr-CA'],
    ['en-GB,fr;q=0.5', 'en-CA'],
    ['de', 'en-CA'],
    ['*', 'en-CA'],
  ] as const)
    t.equal(languageOf((await asking(accept)).text), language, accept);
  t.match((await asking('fr')).text, 'Règles de la communauté');
});

t.test('a reader chooses a language by a link and comes back to the page', async (t) => {
  const page = await visitor.get('/groups?after=&said=groups.said.left');
  t.match(page.text, /lang="fr-CA"[^>]*>Français</);
  t.match(page.text, /aria-current="true"[^>]*>English<|>English</);
  t.ok(linksOf(page.text).includes('/c/food/language/fr-CA?next=%2Fgroups%3Fafter%3D'), 'nothing is announced again');

  const chosen = await visitor.get('/language/fr-CA?next=%2Fgroups%3Fafter%3Dx');
  t.equal(chosen.status, 303);
  t.equal(chosen.headers.get('location'), '/c/food/groups?after=x');
  const [cookie = ''] = chosen.headers.getSetCookie();
  t.match(cookie, /^polyphony-food-language=fr-CA; Max-Age=31536000; Path=\/c\/food\/; HttpOnly; SameSite=Lax$/);
  const sent = cookie.split(';')[0];
  t.equal(languageOf((await asking('en-CA', sent)).text), 'fr-CA', 'the choice wins over the browser');
  t.equal(languageOf((await asking('fr', 'polyphony-food-language=en-CA')).text), 'en-CA');
  t.equal(languageOf((await asking('en', 'polyphony-food-language=de')).text), 'en-CA', 'of the languages spoken here');
  t.match((await visitor.get('/language/fr-CA?next=/sign-in')).headers.get('location'), '/c/food/sign-in');
});

t.test('the link leads nowhere else', async (t) => {
  for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example', 'groups', '/api/me'])
    t.equal(
      (await visitor.get(`/language/fr-CA?next=${encodeURIComponent(next)}`)).headers.get('location'),
      '/c/food/',
      next,
    );
  for (const language of ['de', 'fr', 'FR-CA', '__proto__', 'fr-CA%0d%0aset-cookie:x=1'])
    t.equal((await visitor.get(`/language/${language}`)).status, 404, language);
});

t.test('on a host of its own the cookie is for the whole host', async (t) => {
  const answer = await platform.app.server.inject({ url: '/language/fr', headers: { host: 'own.test' } });
  t.match(answer.headers['set-cookie'], /^polyphony-language=fr; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax$/);
});

t.test('no choice is offered where there is none, nor at a closed door', async (t) => {
  t.same(linksOf((await platform.visitor('single').get('/')).text), []);
  t.same(linksOf((await platform.visitor('circle').get('/')).text), []);
  const door = await platform.visitor('circle').get('/nope');
  const knocked = await platform.visitor('circle').get('/language/fr-FR?next=/groups');
  t.equal(knocked.text, door.text);
  t.same(knocked.headers.getSetCookie(), []);
  const member = await platform.member('circle');
  t.equal(linksOf((await member.get('/')).text).length, 2, 'members choose');
});

t.test('what went wrong is said in the language of the reader, by pages and by the API', async (t) => {
  const french = { 'accept-language': 'fr' };
  t.match((await visitor.request('GET', '/nope', { headers: french })).text, 'Page introuvable');
  const form = await visitor.request('POST', '/join', { form: { email: 'x', name: '' }, headers: french });
  t.match(form.text, 'Écrivez une adresse courriel');
  t.match(form.text, 'Ce champ est nécessaire');
  const api = await visitor.request('POST', '/api/auth/sign-in', { json: { email: 'a@b.example' }, headers: french });
  t.equal(api.body.title, 'Quelque chose ne va pas dans la demande');
  t.match(api.body.errors, [{ pointer: '/password', detail: 'Ce champ est nécessaire.' }]);
});

t.test('money and dates are written as French writes them', async (t) => {
  const manager = await platform.member('food', { roles: ['manager'] });
  const at = (days: number) => new Date(Date.UTC(2031, 9, days, 16)).toISOString();
  const made = await manager.post('/api/challenges', {
    title: 'Fund',
    summary: 'What would you do?',
    brief: 'Brief.',
    pot: { amount: '10800000' },
    phases: [
      { kind: 'pitch', opensAt: at(1), closesAt: at(10) },
      { kind: 'vote', opensAt: at(12), closesAt: at(20) },
    ],
    ballot: { kind: 'approval', minimum: 1 },
    rule: { rule: 'equal-shares', completion: 'greedy' },
  });
  t.equal(made.status, 201, made.text);
  const { slug } = made.body as { slug: string };
  const { text } = await visitor.request('GET', `/challenges/${slug}/rules`, { headers: { 'accept-language': 'fr' } });
  const words = text.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
  t.match(words, '108 000 $');
  t.match(
    words,
    /du mercredi 1 octobre 2031 à 16 h 00|du mercredi 1er octobre 2031 à 16 h 00|du mercredi 1 octobre 2031/,
  );
});
