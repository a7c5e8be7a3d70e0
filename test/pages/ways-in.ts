/** Every state of coming in, of being looked after and of one's own account, in communities that let people in differently. */
import { Client as Database } from 'pg';
import type { Answer, Client, Platform } from '@polyphony/core/testing';
import { emptied, press, type State } from './state.ts';

type Teardown = { teardown(work: () => unknown): void };

/** Communities that the states need; to be configured where the platform is started. */
export const waysIn = {
  asking: { name: 'Asking', join: 'request', languages: ['en-CA', 'fr-CA'], extensions: { groups: {} } },
  inviting: { name: 'Inviting', join: 'invitation', extensions: {} },
  shut: { name: 'Shut', join: 'closed', extensions: {} },
  door: {
    name: 'Behind a door',
    access: 'closed',
    join: 'invitation',
    safeguarding: 'high',
    door: { howToAsk: 'Ask the person who told you about us.', quickExit: 'https://weather.example/' },
    extensions: {},
  },
} as const;

/** Somebody with the cookies that an answer gave them. */
const withCookies = (who: Client, { headers }: Answer): Client => {
  const cookies = headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
  return { ...who, cookie: () => Promise.resolve(cookies.join('; ')) };
};

export async function stageWaysIn(t: Teardown, platform: Platform): Promise<readonly State[]> {
  const database = new Database(platform.ownerUrl);
  await database.connect();
  t.teardown(() => database.end());
  const slug = 'asking';
  const visitor = platform.visitor(slug);
  const manager = await platform.member(slug, { roles: ['manager'], name: 'Mara' });
  const member = await platform.member(slug, { name: 'Jun' });
  await manager.form('/manage/joining', { question1: 'Who are you?', required1: 'yes', question2: 'Who sent you?' });
  await manager.patch('/api/settings/core', { values: { description: 'People who ask' } });

  /** Where the newest mail to an address leads. */
  const mailed = async (address: string, at = slug) => {
    await platform.settle();
    const mail = (await platform.mails(at)).findLast(({ to }) => to === address);
    return new RegExp(`/c/${at}(/\\S*)`).exec(mail?.text ?? '')?.[1] ?? '';
  };
  const address = (name: string) => `${name}@asking.example`;
  const joins = async (name: string) => {
    const answers = { answer1: 'A neighbour, with a long story that goes on.', rules: 'yes' };
    const answer = await visitor.form('/join', { name, email: address(name), ...answers });
    return withCookies(visitor, answer);
  };
  /** Signs up and confirms the address: then they ask. */
  const asks = async (name: string) => {
    await joins(name);
    return withCookies(visitor, await visitor.form(await mailed(address(name)), {}));
  };
  const requests = async () =>
    (await manager.get('/api/members/requests')).body.items as { id: string; name: string }[];
  const requestOf = async (name: string) => (await requests()).find((one) => one.name === name)?.id ?? '';
  const signInLink = async (who: string) => {
    await visitor.form('/sign-in', { email: who, how: 'link' });
    return mailed(who);
  };

  const unconfirmed = await joins('una');
  const toConfirm = await mailed(address('una'));
  const asked = await asks('asa');
  const refused = await asks('rex');
  const refusal = { reason: 'We know each other in person here. Come to the market on Saturday first.' };
  await manager.form(`/manage/requests/${await requestOf('rex')}/refuse`, refusal);
  const former = await asks('finn');
  await manager.form(`/manage/requests/${await requestOf('finn')}/accept`, {});
  const { items: people } = (await manager.get('/api/members')).body as { items: { id: string; name: string }[] };
  const idOf = (name: string) => people.find((one) => one.name === name)?.id ?? '';
  const newcomer = await asks('nora');
  await manager.form(`/manage/requests/${await requestOf('nora')}/accept`, {});
  await manager.form(`/manage/people/${idOf('finn')}/end`, { reason: 'Moved away.' });

  const openLink = await signInLink(address('nora'));
  const usedLink = await signInLink(address('nora'));
  await visitor.form(usedLink, {});
  const lateLink = await signInLink(address('nora'));
  await database.query(
    `update platform.link set expires_at = clock_timestamp() where id = (select id from platform.link order by created_at desc limit 1)`,
  );
  await visitor.form('/sign-in/help', { email: address('nora') });
  const resetLink = await mailed(address('nora'));
  await member.form('/me/email', { email: address('jun'), current: 'correct horse battery' });
  const addressLink = await mailed(address('jun'));

  const invite = async (name: string, at: Client = manager, where = slug) => {
    const { body } = await at.post('/api/invitations', { email: address(name), name, message: 'The kettle is on.' });
    return { id: (body as { id: string }).id, path: await mailed(address(name), where) };
  };
  const offer = await invite('gia');
  const accepted = await invite('ada');
  await visitor.form(accepted.path, { name: 'Ada' });
  const withdrawn = await invite('wim');
  await manager.form(`/manage/invitations/${withdrawn.id}/withdraw`, {});
  const expired = await invite('eli');
  await database.query(
    `update core.invitation set created_at = clock_timestamp() - interval '15 days', expires_at = clock_timestamp() - interval '1 day' where id = $1`,
    [expired.id],
  );
  const keeper = await platform.member('door', { roles: ['manager'], name: 'Imani' });
  const behind = await invite('zoe', keeper, 'door');

  const written = async (page: string, title: string, body: string, more = {}) =>
    manager.put(`/api/pages/${page}`, { title, body, version: 0, language: 'en-CA', ...more });
  await written('rules', 'Our rules', '## One\n\nBe kind.\n\n- Bring bread');
  await written('welcome', 'Pull up a chair', 'Good that you are here.');
  const { version } = (await manager.get('/api/pages/rules?language=en-CA')).body as { version: number };
  await written('rules', 'Our rules', '## One\n\nBe kind.\n\n- Bring bread and salt', { version, agreeAgain: true });

  const stop = (await platform.mails(slug)).findLast((mail) => mail.stop !== undefined)?.stop ?? '';
  const stopPath = /\/mail\/stop\/\S+/.exec(stop)?.[0] ?? '';

  const rules = '/manage/pages/rules?language=en-CA';
  const list = 'email,name,role\nnew@asking.example,New,\nnobody,Odd,\ngia@asking.example,Gia,queen';
  return [
    { name: 'signing in where one asks', who: visitor, path: '/sign-in' },
    { name: 'signing in, without an address', who: visitor, path: '/sign-in', act: press('Mail me a link') },
    { name: 'a link is on its way', who: visitor, path: '/sign-in/sent' },
    { name: 'a forgotten password', who: visitor, path: '/sign-in/help' },
    {
      name: 'a forgotten password, after a mistake',
      who: visitor,
      path: '/sign-in/help',
      act: press('Mail me a link'),
    },
    { name: 'a link that signs in', who: visitor, path: openLink },
    { name: 'a link that confirms an address', who: visitor, path: toConfirm },
    { name: 'a link for a new password', who: visitor, path: resetLink },
    { name: 'a new password that is too short', who: visitor, path: resetLink, act: press('Save and sign in') },
    { name: 'a link for a new address', who: member, path: addressLink },
    { name: 'a link for a new address, signed out', who: visitor, path: addressLink },
    { name: 'a link that was used', who: visitor, path: usedLink, status: 410 },
    { name: 'a link that is too old', who: visitor, path: lateLink, status: 410 },
    { name: 'a link that was used, signed in', who: member, path: usedLink, status: 410 },
    { name: 'a link that nobody made', who: visitor, path: '/link/nobody-made-this', status: 404 },
    { name: 'asking to join', who: visitor, path: '/join?next=/groups' },
    { name: 'asking to join, after a mistake', who: visitor, path: '/join', act: press(/^Ask to join/) },
    { name: 'an unconfirmed address', who: unconfirmed, path: '/join/confirm' },
    { name: 'home, with an unconfirmed address', who: unconfirmed, path: '/' },
    { name: 'a request that waits', who: asked, path: '/join/confirm' },
    { name: 'home, while a request waits', who: asked, path: '/' },
    { name: 'a request that was refused', who: refused, path: '/join/confirm' },
    { name: 'asking again', who: refused, path: '/join' },
    { name: 'home, for a former member', who: former, path: '/' },
    { name: 'joining where people are invited', who: platform.visitor('inviting'), path: '/join' },
    { name: 'joining where nobody is taken in', who: platform.visitor('shut'), path: '/join' },
    { name: 'signing in where nobody is taken in', who: platform.visitor('shut'), path: '/sign-in' },
    { name: 'an invitation', who: visitor, path: offer.path },
    { name: 'an invitation, without a name', who: visitor, path: offer.path, act: emptied('Your name', 'Agree') },
    { name: 'an invitation, signed in as somebody else', who: member, path: offer.path },
    { name: 'an invitation that was used', who: visitor, path: accepted.path, status: 410 },
    { name: 'an invitation that was withdrawn', who: visitor, path: withdrawn.path, status: 410 },
    { name: 'an invitation that is too old', who: visitor, path: expired.path, status: 410 },
    { name: 'an invitation through a closed door', who: platform.visitor('door'), path: behind.path },
    { name: 'a closed door with a way to ask', who: platform.visitor('door'), path: '/', status: 401 },
    {
      name: 'a closed door, and a link on its way',
      who: platform.visitor('door'),
      path: '/sign-in?said=core.mailed.said',
    },
    { name: 'welcome, in the words of the community', who: newcomer, path: '/welcome' },
    { name: 'welcome, in the words of the platform', who: keeper, path: '/welcome' },
    { name: 'home, with next steps and changed rules', who: member, path: '/' },
    { name: 'rules of the community', who: visitor, path: '/rules' },
    { name: 'mail that is stopped with a button', who: visitor, path: stopPath },
    { name: 'mail that is stopped', who: visitor, path: stopPath.replace('/stop/', '/stopped/') },
    { name: 'one’s own password', who: member, path: '/me/password' },
    { name: 'one’s own password, after a mistake', who: member, path: '/me/password', act: press('Save password') },
    { name: 'a first password', who: newcomer, path: '/me/password' },
    { name: 'one’s own address', who: member, path: '/me/email' },
    { name: 'one’s own address, after a mistake', who: member, path: '/me/email', act: press('Mail me the link') },
    { name: 'where one is signed in', who: member, path: '/me/sessions' },
    { name: 'which mail one wants', who: manager, path: '/me/mail' },
    { name: 'leaving', who: member, path: '/me/leave' },
    { name: 'people to look after', who: manager, path: '/manage/people' },
    { name: 'people who left', who: manager, path: '/manage/people?state=ended' },
    { name: 'somebody to look after', who: manager, path: `/manage/people/${idOf('Jun')}` },
    { name: 'oneself to look after', who: manager, path: `/manage/people/${idOf('Mara')}` },
    { name: 'somebody who left', who: manager, path: `/manage/people/${idOf('finn')}` },
    { name: 'ending a membership', who: manager, path: `/manage/people/${idOf('Jun')}/end` },
    {
      name: 'ending a membership, without a reason',
      who: manager,
      path: `/manage/people/${idOf('Jun')}/end`,
      act: press('End the membership'),
    },
    { name: 'requests', who: manager, path: '/manage/requests' },
    { name: 'no requests', who: keeper, path: '/manage/requests' },
    { name: 'refusing', who: manager, path: `/manage/requests/${await requestOf('asa')}/refuse` },
    {
      name: 'refusing without a reason',
      who: manager,
      path: `/manage/requests/${await requestOf('asa')}/refuse`,
      act: press('Refuse and send'),
    },
    ...['open', 'accepted', 'expired', 'withdrawn'].map((state) => ({
      name: `invitations, ${state}`,
      who: manager,
      path: `/manage/invitations?state=${state}`,
    })),
    { name: 'no invitations', who: keeper, path: '/manage/invitations?state=expired' },
    { name: 'inviting', who: manager, path: '/manage/invitations/new' },
    { name: 'inviting nobody', who: manager, path: '/manage/invitations/new', act: press('Send the invitation') },
    { name: 'inviting many', who: manager, path: '/manage/invitations/list' },
    {
      name: 'inviting many, looked at first',
      who: manager,
      path: '/manage/invitations/list',
      before: async (page) => {
        await page.getByLabel('The list').fill(list);
        await press('Look at what would happen')(page);
        await page.getByRole('table').waitFor();
      },
    },
    {
      name: 'inviting many, with an empty list',
      who: manager,
      path: '/manage/invitations/list',
      act: press('Look at'),
    },
    { name: 'what people are asked', who: manager, path: '/manage/joining' },
    {
      name: 'asking more than fits',
      who: manager,
      path: '/manage/joining',
      act: async (page) => {
        await page
          .getByLabel('Question 1', { exact: false })
          .first()
          .evaluate((at: HTMLInputElement) => {
            at.removeAttribute('maxlength');
            at.value = 'x'.repeat(2000);
          });
        await press('Save the questions')(page);
      },
    },
    { name: 'the log', who: manager, path: '/manage/log' },
    { name: 'the log, narrowed to nothing', who: manager, path: '/manage/log?from=2000-01-01&until=2000-01-02' },
    { name: 'settings, with a change', who: manager, path: '/manage/settings' },
    { name: 'the settings of the community', who: manager, path: '/manage/settings/core' },
    {
      name: 'a setting that is too long',
      who: manager,
      path: '/manage/settings/core',
      act: async (page) => {
        await page.getByLabel('Who meets here', { exact: true }).evaluate((at: HTMLTextAreaElement) => {
          at.removeAttribute('maxlength');
          at.value = 'x'.repeat(600);
        });
        await press('Save settings')(page);
      },
    },
    { name: 'pages to write', who: manager, path: '/manage/pages' },
    { name: 'a page to write', who: manager, path: rules },
    { name: 'a page to write, in standard words', who: manager, path: '/manage/pages/privacy?language=fr-CA' },
    {
      name: 'a page, previewed',
      who: manager,
      path: rules,
      before: async (page) => {
        await press('Preview')(page);
        await page.locator('.preview__title').waitFor();
      },
    },
    { name: 'a page without a title', who: manager, path: rules, act: emptied('Title', 'Save the page') },
    {
      name: 'a page that somebody else saved meanwhile',
      who: manager,
      path: rules,
      act: async (page) => {
        await page.locator('input[name=version]').evaluate((at: HTMLInputElement) => (at.value = '1'));
        await page.getByLabel('Text', { exact: true }).fill('## One\n\nBe kind, always.');
        await press('Save the page')(page);
      },
    },
    { name: 'the history of a page', who: manager, path: '/manage/pages/rules/history?language=en-CA' },
    { name: 'a page without a history', who: manager, path: '/manage/pages/help/history?language=en-CA' },
  ];
}
