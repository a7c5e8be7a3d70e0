/**
 * One request for every route and page of the platform, with everything that it needs to succeed in either community. A route
 * that is missing here fails the test: whoever adds one writes down here how it is asked, and so it is asked across the wall.
 */
import type { Client } from '@polyphony/core/testing';
import { expect, type Role, type Standing, type Thing, type World } from './world.ts';

export interface Attempt {
  /** Values of the path's parameters; a thing is asked for by its slug at home, and by its id across the wall. */
  readonly params?: Readonly<Record<string, string | Thing>>;
  readonly query?: Readonly<Record<string, string>>;
  /** JSON for `/api`, the fields of a form for pages. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** Who asks, where it is not the one whose role it is. */
  readonly who?: Client;
}

type To = (world: World, role: Role) => Attempt | Promise<Attempt>;

export interface Entry {
  readonly to?: To;
  /** Answer to those who may; 200 for GET, PUT and PATCH, 204 for DELETE and 303 for forms where nothing is said. */
  readonly status?: number;
  /** Other answers than `status`, and than the 401 and 403 that the declared access gives, with the reason. */
  readonly but?: Partial<Readonly<Record<Role, readonly [status: number, because: string]>>>;
  /** The body or query names something of the community, too. */
  readonly refers?: true;
  /** Another answer than 404 to what does not exist, with the reason. It is checked to be the same for what exists elsewhere. */
  readonly nowhere?: readonly [status: number, because: string];
}

const sameSettings = 'settings are called alike in every community, and one’s own answer';
/** The form of the community's own settings as it is shown, so that it may be sent twice. */
const settingsForm: To = async (world) => {
  const { version, fields } = (await world.manager.get('/api/settings/core')).body as {
    version: number;
    fields: { name: string; locked: boolean; value: string | Record<string, string> }[];
  };
  const shown = fields.flatMap(({ name, locked, value }) =>
    locked
      ? []
      : typeof value === 'string'
        ? [[name, value]]
        : Object.entries(value).map(([part, one]) => [`${name}.${part}`, one]),
  );
  return { params: { extension: 'core' }, body: { _base: String(version), ...Object.fromEntries(shown) } };
};
/** A change that can be taken back. */
const settingsChange: To = async (world) => {
  const description = world.words(`Who meets ${crypto.randomUUID()}`);
  const changed = await world.manager.patch('/api/settings/core', { values: { description } });
  expect(200, changed);
  return { params: { revision: String(changed.body.version) } };
};
const PASSWORD = 'correct horse battery';
const day = 86_400_000;
const at = (days: number) => new Date(Date.now() + days * day).toISOString();
/** As a browser sends a date with a time, in UTC. */
const typed = (days: number) => at(days).slice(0, 16);

const group: To = (world) => ({ params: { group: world.group.open } });
const challenge =
  (standing: Standing | 'budget'): To =>
  (world) => ({ params: { challenge: world.challenge[standing] } });
const ideaOf = (world: World) => ({ challenge: world.challenge.vote, idea: world.challenge.vote.idea });
const signedIn = { manager: [303, 'signed in already'], member: [303, 'signed in already'] } as const;
const organisers = { member: [403, 'does not organise the group'] } as const;
const named = [422, 'the field says that this is nobody here'] as const;
const notOnTheBallot = [422, 'the field says that this choice is not on the ballot'] as const;

/** A new idea of the member's, before the vote. */
const freshIdea = async (world: World) => ({
  challenge: world.challenge.pitch,
  idea: await world.newIdea(world.challenge.pitch),
});
/** Somebody else is in a new group. */
const groupWithOther = async (world: World) => {
  const thing = await world.newGroup();
  expect(204, await world.manager.post(`/api/groups/${thing.id}/members`, { member: world.other.memberId }));
  return { group: thing, member: world.other.memberId };
};
/** A new group that the manager and the member are in, and may leave. */
const groupToLeave: To = async (world) => {
  const thing = await world.newGroup();
  for (const [who, role] of [
    [world.other, 'organiser'],
    [world.member, 'member'],
  ] as const)
    expect(204, await world.manager.post(`/api/groups/${thing.id}/members`, { member: who.memberId, role }));
  return { params: { group: thing } };
};
/** Where everybody who asks has a ballot. */
const withBallot: To = async (world, role) => {
  const { id, idea } = world.challenge.vote;
  if (role !== 'visitor') expect(200, await world.as[role].put(`/api/challenges/${id}/ballot`, { choices: [idea] }));
  return { params: { challenge: world.challenge.vote } };
};
const toCount: To = async (world, role) => ({
  params: { challenge: role === 'manager' ? await world.newChallenge('counting') : world.challenge.counting },
});
const toEnd: To = async (world, role) => (role === 'visitor' ? {} : { who: await world.newcomer(role) });
const somebody = () => `${crypto.randomUUID()}@test.example`;
const joining = (world: World) => ({
  body: { email: somebody(), password: PASSWORD, name: world.words('Newcomer') },
});
const joiningByForm = (world: World) => ({ body: { ...joining(world).body, rules: 'yes' } });
/** On the way in: with a session, and no member yet. */
const pending: To = async (world, role) => (role === 'visitor' ? {} : { who: await world.pending() });
const nobody = { visitor: [401, 'nobody is on the way in'] } as const;
/** A link that was mailed to somebody new. */
const mailedLink: To = async (world) => ({ params: { token: await world.newLink() } });
/** Somebody new who changes their own account. */
const own =
  (body: Readonly<Record<string, unknown>>): To =>
  async (world, role) => ({ body, ...(role === 'visitor' ? {} : { who: await world.newcomer(role) }) });
const ownPassword = own({ current: PASSWORD, password: 'another good password' });
const ownAddress: To = (world, role) => own({ current: PASSWORD, email: somebody() })(world, role);
const ownName: To = (world, role) => own({ name: world.words('Person') })(world, role);
const ownSession: To = async (world, role) => {
  if (role === 'visitor') return { params: { session: crypto.randomUUID() } };
  const who = await world.newcomer(role);
  return { who, params: { session: expect(200, await who.get('/api/me/sessions')).items[0].id } };
};
const credentials: To = (world, role) => ({
  body: { email: (role === 'manager' ? world.manager : world.member).email, password: PASSWORD },
});
const sameName = 'pages are called alike in every community, and one’s own answers';
/** The newest version of a page in English. */
const versionOf = async (world: World, page: string): Promise<number> =>
  (await world.manager.get(`/api/pages/${page}?language=en`)).body.version ?? 0;
const pitch = (world: World) => ({
  title: world.words('Compost'),
  summary: world.words('In a sentence'),
  body: world.words('At length'),
  by: world.words('Farm'),
});

const stopLink: To = async (world) => ({ params: { token: await world.stopLink() } });

/** A new member, to be looked after. */
const newcomer =
  (param: string, body?: Readonly<Record<string, unknown>>): To =>
  async (world) => ({ params: { [param]: (await world.newcomer('member')).memberId }, ...(body && { body }) });
const newRequest =
  (param: string, body?: Readonly<Record<string, unknown>>): To =>
  async (world) => ({ params: { [param]: await world.newRequest() }, ...(body && { body }) });
const newInvitation =
  (param: string): To =>
  async (world) => ({ params: { [param]: (await world.newInvitation()).id } });
const invitationLink =
  (body?: Readonly<Record<string, unknown>>): To =>
  async (world) => ({
    params: { token: (await world.newInvitation()).token },
    ...(body && { body }),
  });
const sameStep = 'steps are called alike in every community, and one hides one’s own';

const membership: Readonly<Record<string, Entry>> = {
  'GET /api/members/requests': {},
  'POST /api/members/requests/:id/accept': { to: newRequest('id'), status: 200 },
  'POST /api/members/requests/:id/refuse': { to: newRequest('id', { reason: 'Not now' }), status: 204 },
  'GET /api/members/:id': { to: newcomer('id') },
  'PUT /api/members/:id/roles': { to: newcomer('id', { roles: ['business'] }) },
  'DELETE /api/members/:id': { to: newcomer('id') },
  'POST /api/members/:id/return': { to: newcomer('id'), status: 200 },
  'POST /api/me/leave': { to: toEnd, status: 204 },
  'GET /api/invitations': {},
  'POST /api/invitations': {
    to: (world) => ({ body: { email: somebody(), name: world.words('Guest'), message: world.words('Come in') } }),
    status: 201,
  },
  'DELETE /api/invitations/:id': { to: newInvitation('id') },
  'GET /api/log': {},
  'GET /api/log.csv': {},
  'GET /manage/requests': {},
  'POST /manage/requests/:request/accept': { to: newRequest('request') },
  'GET /manage/requests/:request/refuse': { to: newRequest('request') },
  'POST /manage/requests/:request/refuse': { to: newRequest('request', { reason: 'Not now' }) },
  'GET /manage/invitations': {},
  'GET /manage/invitations/new': {},
  'POST /manage/invitations/new': { to: (world) => ({ body: { email: somebody(), name: world.words('Guest') } }) },
  'GET /manage/invitations/list': {},
  'POST /manage/invitations/list': {
    to: (world) => ({ body: { list: `email,name\n${somebody()},${world.words('Guest')}`, send: 'yes' } }),
  },
  'POST /manage/invitations/:invitation/send': { to: newInvitation('invitation') },
  'POST /manage/invitations/:invitation/withdraw': { to: newInvitation('invitation') },
  'GET /invitations/:token': { to: invitationLink() },
  'POST /invitations/:token': { to: invitationLink({ name: 'Guest' }) },
  'GET /manage/people': {},
  'GET /manage/people/:person': { to: newcomer('person') },
  'POST /manage/people/:person': { to: newcomer('person', { roles: ['business'] }) },
  'GET /manage/people/:person/end': { to: newcomer('person') },
  'POST /manage/people/:person/end': { to: newcomer('person', { reason: 'Not now' }) },
  'POST /manage/people/:person/return': { to: newcomer('person') },
  'GET /manage/joining': {},
  'POST /manage/joining': { to: (world) => ({ body: { question1: world.words('Who are you?') } }) },
  'GET /manage/log': {},
  'GET /api/settings': {},
  'GET /api/settings/changes': {},
  'POST /api/settings/changes/:revision/undo': { to: settingsChange, status: 200, nowhere: [404, 'no change of here'] },
  'GET /api/settings/:extension': { to: () => ({ params: { extension: 'core' } }), nowhere: [200, sameSettings] },
  'PATCH /api/settings/:extension': {
    to: (world) => ({ params: { extension: 'core' }, body: { values: { description: world.words('To meet') } } }),
    nowhere: [200, sameSettings],
  },
  'GET /manage/settings': {},
  'GET /manage/settings/:extension': { to: () => ({ params: { extension: 'core' } }), nowhere: [200, sameSettings] },
  'POST /manage/settings/:extension': {
    to: settingsForm,
    nowhere: [303, sameSettings],
  },
  'POST /manage/settings/:extension/reset': {
    to: () => ({ params: { extension: 'core' }, body: { field: 'description' } }),
    nowhere: [303, sameSettings],
  },
  'POST /manage/settings/changes/:revision/undo': { to: settingsChange },
  'GET /welcome': {},
  'POST /welcome/steps/:step/hide': { to: () => ({ params: { step: 'core.welcome' } }), nowhere: [303, sameStep] },
  'POST /rules/agree': { to: async (world) => ({ body: { version: await versionOf(world, 'rules') } }) },
  'GET /me/leave': {},
  'POST /me/leave': { to: toEnd },
};

const core: Readonly<Record<string, Entry>> = {
  'GET /api/community': {},
  'GET /api/openapi.json': {},
  'GET /api/docs': {},
  'GET /api/docs/:call': {
    to: () => ({ params: { call: 'getCommunity' } }),
    nowhere: [200, 'calls are named alike in every community that has them'],
  },
  'GET /api/me': {},
  'GET /api/members': {},
  'GET /api/content': {
    to: (world) => ({ query: { space: world.challenge.vote.id } }),
    refers: true,
    nowhere: [200, 'nothing is in a space that is not there'],
  },
  'GET /api/search': {
    to: (world) => ({ query: { q: world.canary, space: world.group.open.id } }),
    refers: true,
    nowhere: [200, 'nothing is found in a space that is not here'],
  },
  'GET /api/content/:id': { to: (world) => ({ params: { id: world.challenge.vote.idea } }) },
  'GET /api/content/:id/access': {
    to: (world, role) => ({
      params: { id: world.challenge.vote.idea },
      query: role === 'manager' ? { member: world.member.memberId } : {},
    }),
  },
  'GET /api/audiences': {},
  'POST /api/audiences/reach': {
    to: (world) => ({ body: { audience: { see: { space: world.group.open.id }, read: 'member' } } }),
    status: 200,
    refers: true,
    nowhere: [422, 'the audience names a space that is not here'],
  },
  'POST /api/auth/sign-up': { to: joining, status: 201 },
  'POST /api/auth/sign-in': { to: credentials, status: 200, refers: true },
  'POST /api/auth/sign-out': { to: toEnd, status: 204, but: { visitor: [401, 'nobody is signed in'] } },
  'POST /api/auth/link': { to: () => ({ body: { email: somebody() } }), status: 202 },
  'POST /api/auth/link/use': {
    to: async (world) => ({ body: { token: await world.newLink() } }),
    status: 200,
    refers: true,
  },
  'GET /api/joining': {},
  'GET /api/me/joining': { to: pending, but: nobody },
  'PUT /api/me': { to: ownName },
  'PUT /api/me/password': { to: ownPassword, status: 204 },
  'PUT /api/me/email': { to: ownAddress, status: 202 },
  'GET /api/me/sessions': {},
  'DELETE /api/me/sessions': { to: toEnd },
  'DELETE /api/me/sessions/:session': { to: ownSession },
  'GET /': {},
  'GET /manage': {},
  'GET /more': {},
  'GET /about': {},
  'GET /rules': {},
  'GET /accessibility': {},
  'GET /privacy': {},
  'GET /help': {},
  'GET /faq': {},
  'GET /contact': {},
  'GET /api/pages/:page': { to: () => ({ params: { page: 'rules' } }), nowhere: [200, sameName] },
  'PUT /api/pages/:page': {
    to: async (world) => ({
      params: { page: 'help' },
      body: { title: world.words('Help'), body: world.words('Ask us'), version: await versionOf(world, 'help') },
    }),
    nowhere: [200, sameName],
  },
  'GET /manage/pages': {},
  'GET /manage/pages/:page': { to: () => ({ params: { page: 'rules' } }), nowhere: [200, sameName] },
  'POST /manage/pages/:page': {
    to: async (world) => ({
      params: { page: 'privacy' },
      body: {
        language: 'en',
        title: world.words('Privacy'),
        body: world.words('Kept here'),
        version: await versionOf(world, 'privacy'),
      },
    }),
    nowhere: [303, sameName],
  },
  'GET /manage/pages/:page/history': { to: () => ({ params: { page: 'rules' } }), nowhere: [200, sameName] },
  'POST /manage/pages/:page/restore': {
    to: () => ({ params: { page: 'rules' }, body: { version: 1 } }),
    nowhere: [303, sameName],
  },
  'GET /people': {},
  'GET /search': { to: (world) => ({ query: { q: world.canary } }) },
  'GET /me': {},
  'GET /sign-in': { but: signedIn },
  'POST /sign-in': { to: credentials, refers: true },
  'GET /join': { but: signedIn },
  'POST /join': { to: joiningByForm },
  'GET /join/confirm': { status: 303 }, // members to the home page, visitors to the sign-in
  'POST /join/confirm/again': { to: pending, but: nobody },
  'POST /join/anew': { to: pending, but: nobody },
  'GET /sign-in/sent': {},
  'GET /sign-in/help': {},
  'POST /sign-in/help': { to: () => ({ body: { email: somebody() } }) },
  'GET /link/:token': { to: mailedLink },
  'POST /link/:token': { to: mailedLink },
  'POST /sign-out': { to: toEnd, but: { visitor: [401, 'nobody is signed in'] } },
  'POST /me': { to: ownName },
  'GET /me/mail': {},
  'POST /me/mail': {},
  'GET /mail/stop/:token': { to: stopLink },
  'POST /mail/stop/:token': { to: stopLink },
  'GET /mail/stopped/:token': { to: stopLink },
  'GET /me/password': {},
  'POST /me/password': { to: ownPassword },
  'POST /me/password/forgotten': {},
  'GET /me/email': {},
  'POST /me/email': { to: ownAddress },
  'GET /me/sessions': {},
  'POST /me/sessions/end-others': { to: toEnd },
  'POST /me/sessions/:session/end': { to: ownSession },
  'GET /language/:language': { to: (world) => ({ params: { language: world.language } }), status: 303 },
};

const groups: Readonly<Record<string, Entry>> = {
  'GET /api/groups': {},
  'POST /api/groups': {
    to: (world) => ({ body: { title: world.words('Soil'), summary: world.words('Earth'), openness: 'closed' } }),
    status: 201,
  },
  'GET /api/groups/:group': { to: group },
  'PATCH /api/groups/:group': {
    to: (world) => ({ params: { group: world.group.open }, body: { summary: world.words('Changed') } }),
    but: organisers,
  },
  'POST /api/groups/:group/join': { to: group, status: 200 },
  'POST /api/groups/:group/leave': { to: groupToLeave, status: 204 },
  'GET /api/groups/:group/members': { to: group },
  'POST /api/groups/:group/members': {
    to: (world) => ({ params: { group: world.group.open }, body: { member: world.other.memberId } }),
    status: 204,
    but: organisers,
    refers: true,
    nowhere: named,
  },
  'DELETE /api/groups/:group/members/:member': {
    to: async (world) => ({ params: await groupWithOther(world) }),
    but: organisers,
    nowhere: [204, 'who is not in it is out of it already'],
  },
  'GET /groups': {},
  'GET /groups/new': {},
  'POST /groups/new': {
    to: (world) => ({ body: { title: world.words('Seeds'), summary: world.words('To sow'), openness: 'open' } }),
  },
  'GET /groups/:group': { to: group },
  'POST /groups/:group/join': { to: group },
  'POST /groups/:group/leave': { to: groupToLeave },
  'GET /groups/:group/settings': { to: group, but: organisers },
  'POST /groups/:group/settings': {
    to: async (world) => {
      const made = await world.newGroup();
      const { title, summary, about, openness, kindLabel, version } = made;
      return { params: { group: made }, body: { title, summary, about, openness, kindLabel, version } };
    },
    but: organisers,
  },
  'GET /groups/:group/members': { to: group },
  'GET /groups/:group/members/add': { to: group, but: organisers },
  'POST /groups/:group/members/add': {
    to: async (world) => ({
      params: { group: await world.newGroup() },
      body: { member: world.other.memberId, role: 'member' },
    }),
    but: organisers,
    refers: true,
    nowhere: named,
  },
  'POST /groups/:group/members/:member/role': {
    to: async (world) => ({ params: await groupWithOther(world), body: { role: 'organiser' } }),
    but: organisers,
    nowhere: named,
  },
  'POST /groups/:group/members/:member/remove': {
    to: async (world) => ({ params: await groupWithOther(world) }),
    but: organisers,
    nowhere: [303, 'who is not in it is out of it already'],
  },
};

const crowdInnovation: Readonly<Record<string, Entry>> = {
  'GET /api/challenges': {},
  'POST /api/challenges': {
    to: (world) => ({
      body: {
        title: world.words('Another fund'),
        summary: world.words('Where to?'),
        brief: world.words('All about it'),
        pot: { amount: '500000', currency: 'CAD' },
        phases: [{ kind: 'vote', name: world.words('Vote'), opensAt: at(2), closesAt: at(3) }],
        ballot: { kind: 'approval' },
        rule: { rule: 'greedy' },
      },
    }),
    status: 201,
  },
  'GET /api/challenges/:challenge': { to: challenge('vote') },
  'PATCH /api/challenges/:challenge': {
    to: (world) => ({ params: { challenge: world.challenge.pitch }, body: { brief: world.words('Changed') } }),
  },
  'GET /api/challenges/:challenge/phases': { to: challenge('vote') },
  'PUT /api/challenges/:challenge/phases': {
    to: (world) => ({
      params: { challenge: world.challenge.pitch },
      body: {
        phases: [
          { kind: 'pitch', name: world.words('First'), opensAt: at(-1), closesAt: at(2) },
          { kind: 'vote', name: world.words('Then'), opensAt: at(3), closesAt: at(4) },
        ],
      },
    }),
  },
  'GET /api/challenges/:challenge/ideas': { to: challenge('vote') },
  'POST /api/challenges/:challenge/ideas': {
    to: (world) => ({
      params: { challenge: world.challenge.pitch },
      body: { ...pitch(world), requested: { amount: '100000' } },
    }),
    status: 201,
  },
  'GET /api/ideas/:idea': { to: (world) => ({ params: { idea: world.challenge.vote.declined } }) },
  'PATCH /api/ideas/:idea': {
    to: async (world) => ({
      params: { idea: (await freshIdea(world)).idea },
      body: { summary: world.words('Changed') },
    }),
  },
  'PUT /api/challenges/:challenge/ballot': {
    to: (world) => ({
      params: { challenge: world.challenge.vote },
      body: { choices: [world.challenge.vote.idea] },
    }),
    refers: true,
    nowhere: notOnTheBallot,
  },
  'GET /api/challenges/:challenge/ballot': { to: withBallot },
  'DELETE /api/challenges/:challenge/ballot': { to: withBallot },
  'POST /api/challenges/:challenge/count': { to: toCount, status: 201 },
  'GET /api/challenges/:challenge/results': { to: challenge('published') },
  'GET /api/challenges/:challenge/ballots.pb': { to: challenge('published') },
  'GET /api/challenges/:challenge/results.csv': { to: challenge('published') },

  'GET /challenges': {},
  'GET /challenges/:challenge': { to: challenge('vote') },
  'GET /challenges/:challenge/rules': { to: challenge('vote') },
  'GET /challenges/:challenge/results': { to: challenge('published') },
  'GET /challenges/:challenge/ideas/new': { to: challenge('pitch') },
  'POST /challenges/:challenge/ideas/new': {
    to: (world) => ({ params: { challenge: world.challenge.pitch }, body: { ...pitch(world), requested: '1000' } }),
  },
  'GET /ideas/:idea': { to: (world) => ({ params: { idea: world.challenge.vote.idea } }), status: 303 },
  'GET /challenges/:challenge/ideas/:idea': { to: (world) => ({ params: ideaOf(world) }) },
  'GET /challenges/:challenge/ideas/:idea/edit': { to: async (world) => ({ params: await freshIdea(world) }) },
  'POST /challenges/:challenge/ideas/:idea/edit': {
    to: async (world) => ({ params: await freshIdea(world), body: { ...pitch(world), requested: '1000' } }),
  },
  'POST /challenges/:challenge/ideas/:idea/withdraw': {
    to: async (world) => ({ params: await freshIdea(world) }),
    but: { manager: [403, 'is not its author'] },
  },
  'GET /challenges/:challenge/ballot': { to: challenge('vote') },
  'POST /challenges/:challenge/ballot': {
    to: (world) => ({ params: { challenge: world.challenge.vote }, body: { add: world.challenge.vote.idea } }),
    but: { visitor: [401, 'the form is shown to anyone, and members vote'] },
    refers: true,
    nowhere: notOnTheBallot,
  },
  'GET /challenges/:challenge/ballot/check': { to: challenge('budget') },
  'POST /challenges/:challenge/ballot/check': {
    to: (world) => ({
      params: { challenge: world.challenge.budget },
      body: { choices: [world.challenge.budget.idea] },
    }),
    refers: true,
    nowhere: notOnTheBallot,
  },
  'GET /challenges/:challenge/ballot/sent': { to: withBallot },
  'POST /challenges/:challenge/ballot/withdraw': { to: withBallot },

  'GET /manage/challenges': {},
  'GET /manage/challenges/new': {},
  'POST /manage/challenges/new': {
    to: (world) => ({
      body: {
        title: world.words('A third fund'),
        summary: world.words('Where to?'),
        pot: '5000',
        rule: 'greedy',
        pitchOpens: typed(1),
        pitchCloses: typed(2),
        voteOpens: typed(3),
        voteCloses: typed(4),
        see: 'everyone',
      },
    }),
  },
  'GET /manage/challenges/:challenge': { to: challenge('pitch') },
  'GET /manage/challenges/:challenge/phases': { to: challenge('pitch') },
  'POST /manage/challenges/:challenge/phases': {
    to: (world) => ({
      params: { challenge: world.challenge.pitch },
      body: { opens: [typed(-1), typed(3)], closes: [typed(2), typed(4)] },
    }),
  },
  'GET /manage/challenges/:challenge/ideas/:idea/accept': { to: async (world) => ({ params: await freshIdea(world) }) },
  'POST /manage/challenges/:challenge/ideas/:idea/accept': {
    to: async (world) => ({ params: await freshIdea(world), body: { cost: '900' } }),
  },
  'GET /manage/challenges/:challenge/ideas/:idea/decline': {
    to: async (world) => ({ params: await freshIdea(world) }),
  },
  'POST /manage/challenges/:challenge/ideas/:idea/decline': {
    to: async (world) => ({ params: await freshIdea(world), body: { reason: world.words('Not now') } }),
  },
  'GET /manage/challenges/:challenge/count': { to: challenge('counting') },
  'POST /manage/challenges/:challenge/count': { to: toCount },
};

/** By method and path, in the words of the registry. */
export const requests: Readonly<Record<string, Entry>> = { ...core, ...membership, ...groups, ...crowdInnovation };
