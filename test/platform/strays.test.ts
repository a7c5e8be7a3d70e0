/** What nobody waits for: a throw from a timer, a promise that nobody awaits. Whose it is, and what becomes of the process. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { culpritOf, type Home } from '../../core/registry/strays.ts';
import { COMMUNITY, install } from '../exactness/installation.ts';

const homes: readonly Home[] = [
  { id: 'core', directory: '/srv/home/core' },
  { id: 'groups', directory: '/srv/home/extensions/groups' },
  { id: 'groups-more', directory: '/srv/home/extensions/groups more' },
];

/** An error with these lines below its message. */
function thrown(message: string, ...frames: readonly string[]): Error {
  const error = new Error(message);
  error.stack = [`Error: ${message}`, ...frames.map((frame) => `    at ${frame}`)].join('\n');
  return error;
}
const NODE = 'listOnTimeout (node:internal/timers:685:17)';
const route = { extension: 'groups', place: 'route', id: 'POST /api/groups' };

t.test('the innermost file of an extension in the stack says whose an error is', async (t) => {
  const of = (...frames: readonly string[]) =>
    culpritOf(thrown('it fell', ...frames), 'uncaughtException', homes, undefined);
  const groups = { extension: 'groups', at: 'dist/store/list.js:12' };
  t.same(of('list (file:///srv/home/extensions/groups/dist/store/list.js:12:7)', NODE), groups, 'a module');
  t.same(of('async file:///srv/home/extensions/groups/dist/store/list.js:12:7'), groups, 'after an await');
  t.same(of('Timeout._onTimeout (/srv/home/extensions/groups/dist/store/list.js:12:7)', NODE), groups, 'a path');
  t.same(
    of(
      'query (file:///srv/home/core/dist/database/tenant.js:3:1)',
      'file:///srv/home/extensions/groups/dist/store/list.js:12:7',
    ),
    groups,
    'core, called by it',
  );
  t.same(
    of('file:///srv/home/extensions/groups%20more/index.ts:1:2', 'file:///srv/home/extensions/groups/index.ts:9:9'),
    { extension: 'groups-more', at: 'index.ts:1' },
    'one that another called, in a folder with a space',
  );
  t.same(
    of('file:///srv/home/extensions/groups/node_modules/tiny/index.js:1:1'),
    { extension: 'groups', at: 'node_modules/tiny/index.js:1' },
    'what it brought along',
  );
  t.equal(of('file:///srv/home/extensions/groups-old/index.js:1:1'), undefined, 'a name that only begins alike');
  t.equal(of('file:///srv/home/core/dist/http/server.js:4:4', NODE), undefined, 'core');
  t.equal(of('file:///srv/home/node_modules/pg/lib/client.js:4:4', NODE), undefined, 'a package of everybody');
  t.equal(of(NODE), undefined, 'nobody');
});

t.test('a message that quotes a stack accuses nobody, and a cause is looked at', async (t) => {
  const quote = 'it said:\n    at file:///srv/home/extensions/groups/index.js:1:1';
  const ask = (error: Error) => culpritOf(error, 'uncaughtException', homes, undefined);
  t.equal(ask(thrown(quote, 'file:///srv/home/core/dist/http/server.js:4:4')), undefined);
  const outer = thrown('fetch failed', NODE);
  outer.cause = thrown('refused', 'file:///srv/home/extensions/groups/fetch.ts:8:1');
  t.match(ask(outer), { extension: 'groups', at: 'fetch.ts:8' });
});

t.test('an extension that is the whole installation does not answer for the packages below it', async (t) => {
  const own: readonly Home[] = [
    { id: 'core', directory: '/srv/notes/node_modules/@polyphony/core' },
    { id: 'notes', directory: '/srv/notes' },
  ];
  const ask = (frame: string) => culpritOf(thrown('it fell', frame), 'uncaughtException', own, undefined);
  t.equal(ask('file:///srv/notes/node_modules/@polyphony/core/dist/app.js:1:1'), undefined);
  t.equal(ask('file:///srv/notes/node_modules/pg/lib/client.js:1:1'), undefined);
  t.match(ask('file:///srv/notes/index.ts:3:3'), { extension: 'notes', at: 'index.ts:3' });
});

t.test('where the stack names nobody, whose function was called decides, and never for a throw of core', async (t) => {
  const core = thrown('syntax error', 'file:///srv/home/core/dist/database/tenant.js:3:1', NODE);
  const called = { extension: 'groups', at: 'route POST /api/groups' };
  t.same(culpritOf(core, 'unhandledRejection', homes, route), called, 'a query that was not awaited');
  t.same(culpritOf('words alone', 'unhandledRejection', homes, route), called, 'what is no error');
  t.same(culpritOf(thrown('ECONNREFUSED', NODE), 'uncaughtException', homes, route), called, 'what node reports');
  t.equal(culpritOf(core, 'uncaughtException', homes, route), undefined, 'core itself is in an unknown state');
  t.equal(culpritOf(core, 'unhandledRejection', homes, { ...route, extension: 'core' }), undefined);
  t.equal(culpritOf(core, 'unhandledRejection', homes, undefined), undefined);
});

/** Throws from a timer of nobody's when it is told to. */
const saboteur = `data:text/javascript,${encodeURIComponent(
  "process.on('SIGUSR2', () => setTimeout(() => { throw new Error('the platform fell over') }, 1))",
)}`;

t.test(
  'an extension that throws where nobody waits is named, and the process lives; the platform itself ends it',
  async (t) => {
    const { node } = await install(
      t,
      {},
      {
        root: path.resolve(import.meta.dirname, '../fixtures/timers'),
        extensions: { 'at-timer': {}, neighbour: {} },
        environment: { NODE_OPTIONS: `--import=${saboteur}` },
      },
    );
    const running = await node();
    const health = async () => (await (await fetch(`${running.url}/api/platform/health`)).json()) as any;
    const incidents = async () =>
      (await health()).incidents as { place: string; extension: string; id: string; throws: number; text: string }[];
    const neighbour = async () => (await fetch(`${running.url}/c/${COMMUNITY}/neighbour`)).status;

    const expected = {
      timer: [/^later\.ts:3$/, /the timer fell over/],
      promise: [/^index\.ts:\d+$/, /the promise fell over/],
      words: [/^route POST \/api\/at-timer\/:way$/, /words alone/],
      query: [/^route POST \/api\/at-timer\/:way$/, /no_such_column/],
      socket: [/^route POST \/api\/at-timer\/:way$/, /ECONNREFUSED/],
    } as const;
    const found = async (id: RegExp, message: RegExp) => {
      for (let tries = 0; tries < 200; tries += 1) {
        const one = (await incidents()).find((each) => id.test(each.id) && message.test(each.text));
        if (one) return one;
        await sleep(50);
      }
      return undefined;
    };
    t.match(
      await found(/^index\.ts:\d+$/, /the import left a timer/),
      { extension: 'at-timer', place: 'timer' },
      'import',
    );
    for (const [way, [id, message]] of Object.entries(expected)) {
      const answer = await fetch(`${running.url}/c/${COMMUNITY}/api/at-timer/${way}`, { method: 'POST' });
      t.equal(answer.status, 204, way);
      t.match(await found(id, message), { extension: 'at-timer', place: 'timer' }, `${way} is named`);
      t.equal(await neighbour(), 200, `${way}: the neighbour answers`);
    }
    const { status, attention } = await health();
    t.equal(status, 'degraded');
    t.match(
      attention
        .filter(({ subject }: { subject: string }) => subject === 'at-timer')
        .map(({ reason }: { reason: string }) => reason)
        .join('\n'),
      /error in timer later\.ts:3; the last one: the timer fell over/,
      'and so does the doctor, who asks for this',
    );
    t.match(running.output(), /"extension":"at-timer","place":"timer","id":"later\.ts:3"/, 'the log has it');
    t.notMatch(running.output(), /"level":60/);

    process.kill(running.pid, 'SIGUSR2');
    t.equal(await running.gone, 1, 'a fault of the platform ends the process with exit code 1');
    t.match(running.output(), /"level":60.*the platform fell over.*the platform itself threw/s, 'and says so');
  },
);

t.test('the files of this repository are found as they lie', async (t) => {
  const directory = path.resolve(import.meta.dirname, '../fixtures/timers/extensions/at-timer');
  const frame = `later (${pathToFileURL(path.join(directory, 'later.ts')).href}:3:1)`;
  t.match(culpritOf(thrown('x', frame), 'uncaughtException', [{ id: 'at-timer', directory }], undefined), {
    extension: 'at-timer',
  });
});
