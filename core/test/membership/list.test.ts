/** Inviting many from a list: everything is said before anything is sent. */
import { sql } from 'kysely';
import t from 'tap';
import { startPlatform } from '@polyphony/core/testing';

const platform = await startPlatform(t, {
  communities: { oak: { roles: { steward: { label: 'Steward', permissions: ['core.members.invite'] } } } },
  only: [],
});
const steward = await platform.member('oak', { roles: ['steward'], name: 'Stefan' });
await platform.member('oak', { email: 'mo@x.example' });
await steward.post('/api/invitations', { email: 'open@x.example' });
const PATH = '/manage/invitations/list';
const check = (list: string) => steward.form(PATH, { list });
const invitations = async () => {
  const { rows } = await sql<{ email: string; name: string | null; roles: string[] }>`
    select email, name, roles from core.invitation order by created_at`.execute(platform.context('oak').db);
  return rows;
};
const words = (html: string) =>
  html
    .replace(/^.*<main/s, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');

const bad: readonly (readonly [row: string, says: RegExp])[] = [
  [',Nobody,', /Has no address/],
  ['no address,Ann,', /Is no e-mail address/],
  [`${'a'.repeat(260)}@x.example,Long,`, /Is no e-mail address/],
  ['good@x.example,Again,', /Is in line 2 already/],
  ['GOOD@X.EXAMPLE,Shouted,', /Is in line 2 already/],
  ['mo@x.example,Mo,', /Is a member already/],
  ['open@x.example,Open,', /Has an open invitation already/],
  ['role@x.example,Rolf,emperor', /There is no role “emperor”/],
  ['up@x.example,Uli,manager', /The role “manager” gives more/],
  ['member@x.example,Mem,visitor', /There is no role “visitor”/],
  [`long@x.example,${'n'.repeat(81)},`, /longer than 80 characters/],
  ['wide@x.example,Wim,steward,more', /Has more than 3 columns/],
  ['"break@x.example","two\nlines",', /line break/],
];

t.test('each line is told what stands against it, by its number, and nothing is sent', async (t) => {
  const before = (await invitations()).length;
  for (const [row, says] of bad) {
    const answer = await check(`email,name,role\ngood@x.example,Good,Steward\n${row}\n`);
    t.equal(answer.status, 200);
    t.match(words(answer.text), says, row.slice(0, 40));
    t.match(words(answer.text), /1 person can be invited/, 'the good line beside it');
  }
  t.equal((await invitations()).length, before, 'nothing is sent by looking');
  const numbered = words((await check(`name,role,email\r\n\r\nAnn,,ann@x.example\r\n\r\nBob,,bob\r\n`)).text);
  t.match(numbered, /5 bob/, 'lines are counted as an editor counts them');
});

t.test('a list that cannot be read says which line, and stays in the field', async (t) => {
  const whole: readonly (readonly [string, RegExp])[] = [
    ['email,name\na@x.example,"open', /cannot be read/],
    ['email,salary\na@x.example,5', /a column “salary”/],
    ['name,role\nAnn,', /names no column email/],
    ['email,E-Mail\na@x.example,b@x.example', /twice/],
    ['email', /nobody in this list/],
    ['\n\n  \n', /./],
    [`email\n${Array.from({ length: 501 }, (_, at) => `p${at}@x.example`).join('\n')}`, /at most 500/],
  ];
  for (const [list, says] of whole) {
    const answer = await check(list);
    t.equal(answer.status, 422, list.slice(0, 30));
    t.match(words(answer.text), says);
  }
});

t.test('hostile cells are shown as what they are, and go nowhere', async (t) => {
  const list = [
    'email,name,role',
    '=cmd|calc@x.example,=HYPERLINK("x"),',
    'script@x.example,<script>alert(1)</script>,',
    'nul@x.example,nu\u0000l,',
    `"x@x.example
Bcc: all@x.example",Header,`,
    '__proto__@x.example,constructor,__proto__',
  ].join('\n');
  const answer = await check(list);
  t.equal(answer.status < 500, true);
  t.notMatch(answer.text, /<script>alert/);
  const sent = await steward.form(PATH, { list, send: 'yes' });
  t.equal(sent.status < 500, true);
  t.notOk((await invitations()).some(({ email }) => /\n|,/.test(email)));
});

t.test(
  'sent once confirmed: those that can be, with their roles, semicolons and a mark at the start too',
  async (t) => {
    const list = '\uFEFFNom;Courriel;Rôle\r\nCleo;cleo@x.example;steward\r\nDan;dan@x.example;\r\nX;mo@x.example;\r\n';
    t.match(words((await check(list)).text), /2 people can be invited; 1 line needs a look/);
    t.equal((await steward.form(PATH, { list, send: 'yes' })).status, 303);
    const rows = await invitations();
    t.match(
      rows.find(({ email }) => email === 'cleo@x.example'),
      { name: 'Cleo', roles: ['steward'] },
    );
    t.match(
      rows.find(({ email }) => email === 'dan@x.example'),
      { name: 'Dan', roles: [] },
    );
    await steward.form(PATH, { list, send: 'yes' });
    t.equal((await invitations()).length, rows.length, 'sent again, nobody gets two');
    await platform.settle();
    const mails = await platform.mails('oak');
    for (const to of ['cleo@x.example', 'dan@x.example']) t.equal(mails.filter((mail) => mail.to === to).length, 1);
  },
);
