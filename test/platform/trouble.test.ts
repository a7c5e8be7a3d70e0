/** Whatever an extension does in whatever place, its neighbours answer, and it is named. Prints what each of them said. */
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { bootReport, startPlatform, type Platform } from '@polyphony/core/testing';

const fixtures = path.resolve(import.meta.dirname, '../fixtures');

interface Row {
  readonly extension: string;
  readonly place: string;
  readonly how: string;
  readonly named: string;
  readonly neighbours: string;
}
const rows: Row[] = [];
const missing = (what: string) => `NOT NAMED: ${what}`;

/** What everybody else answers, with the paths that the row is about. */
async function answers(platform: Platform, slug: string, paths: readonly string[]): Promise<string> {
  const of = async (name: string, address: string) => {
    const { status } = await fetch(`${platform.url}${address}`, { headers: { accept: 'text/html, application/json' } });
    return `${name} ${status}`;
  };
  const all = [
    ...paths.map((each) => of(each, `/c/${slug}${each}`)),
    of('home page', `/c/${slug}/`),
    of('other community', '/c/other/'),
    of('/healthz', '/healthz'),
  ];
  return (await Promise.all(all)).join(', ');
}

function write(t: Test, row: Row): void {
  rows.push(row);
  const { extension, place, how, named, neighbours } = row;
  t.notMatch(named, /NOT NAMED/, `${extension} is named`);
  t.same(
    neighbours.split(', ').filter((one) => !one.endsWith(' 200')),
    [],
    `${extension} ${place} ${how}: everybody else answers`,
  );
}

t.test('before it serves', async (t) => {
  const places = [
    ['throws-at-import', 'import', 'throws'],
    ['hangs-at-import', 'import', 'hangs'],
    ['bad-schema', 'admission', 'throws'],
    ['bad-migration', 'migration', 'throws'],
    ['hangs-at-migration', 'migration', 'hangs'],
    ['throws-at-build', 'build', 'throws'],
    ['twice', 'mount', 'throws'],
    ['needs-failed', 'what it needs', 'failed'],
  ] as const;
  const platform = await startPlatform(t, {
    root: path.join(fixtures, 'broken'),
    only: ['healthy', ...places.map(([extension]) => extension)],
    phaseLimit: 1500,
    communities: {
      ...Object.fromEntries(
        places.map(([id]) => [
          id,
          // what it needs has to be named beside it
          { extensions: { healthy: {}, [id]: {}, ...(id === 'needs-failed' ? { 'throws-at-import': {} } : {}) } },
        ]),
      ),
      other: { extensions: { healthy: {} } },
    },
  });
  const report = bootReport(platform.app.registry);
  for (const [extension, place, how] of places) {
    const line = report.find((one) => one.extension === extension);
    const named = line && line.state !== 'admitted' ? `${line.state}: ${line.reason}` : missing(extension);
    write(t, { extension, place, how, named, neighbours: await answers(platform, extension, ['/api/healthy']) });
  }
});

t.test('while it serves', async (t) => {
  const at = ['before', 'after', 'event', 'job', 'block', 'page', 'route', 'navigation', 'step', 'health', 'mail'];
  const names = at.map((place) => `at-${place}`);
  const platform = await startPlatform(t, {
    root: path.join(fixtures, 'trouble'),
    only: ['notes', 'at-enable', ...names],
    communities: {
      ...Object.fromEntries(names.map((id) => [id, { extensions: { notes: {}, [id]: {} } }])),
      'enable-throws': { extensions: { notes: {} } },
      'enable-hangs': { extensions: { notes: {} } },
      other: { extensions: { notes: {} } },
    },
  });
  const get = (slug: string, address: string) => platform.visitor(slug).get(address);
  const save = (slug: string, text: string) => platform.visitor(slug).post('/api/notes', { text });
  const member = await platform.member('at-mail');
  const reader = await platform.member('at-step');
  const health = () => fetch(`${platform.url}/api/platform/health`);
  const turnOn = (slug: string, how: string) =>
    platform.configure(slug, { extensions: { notes: {}, 'at-enable': { settings: { how } } } });

  const settled = async (more: { until?: Date } = {}) => {
    await platform.settle(more);
  };
  const tomorrow = new Date(Date.now() + 86_400_000);

  /** Extension, place in the incidents, id, how, what makes it happen, and the community where it does. */
  type Case = readonly [string, string, RegExp, 'throws' | 'hangs', () => Promise<unknown>, string?];
  const cases: readonly Case[] = [
    ['at-before', 'before', /./, 'throws', () => save('at-before', 'throw')],
    ['at-before', 'before', /./, 'hangs', () => save('at-before', 'hang')],
    ['at-after', 'after', /./, 'throws', () => save('at-after', 'throw')],
    ['at-after', 'after', /./, 'hangs', () => save('at-after', 'sleep')],
    ['at-block', 'block', /throws/, 'throws', () => get('at-block', '/')],
    ['at-block', 'block', /hangs/, 'hangs', () => get('at-block', '/')],
    ['at-block', 'block', /written/, 'throws', () => get('at-block', '/')],
    ['at-page', 'page', /throws/, 'throws', () => get('at-page', '/at-page/throws')],
    ['at-page', 'page', /written/, 'throws', () => get('at-page', '/at-page/written')],
    ['at-page', 'page', /hangs/, 'hangs', () => get('at-page', '/at-page/hangs')],
    ['at-route', 'route', /throws/, 'throws', () => get('at-route', '/api/at-route/throws')],
    ['at-route', 'route', /hangs$/, 'hangs', () => get('at-route', '/api/at-route/hangs')],
    ['at-navigation', 'navigation', /throws/, 'throws', () => get('at-navigation', '/')],
    ['at-navigation', 'navigation', /hangs/, 'throws', () => get('at-navigation', '/')],
    ['at-step', 'next-step', /throws/, 'throws', () => reader.get('/')],
    ['at-step', 'next-step', /hangs/, 'hangs', () => reader.get('/')],
    ['at-health', 'health', /./, 'throws', health],
    [
      'at-event',
      'event',
      /fell/,
      'throws',
      async () => {
        await platform.visitor('at-event').post('/api/at-event');
        await settled();
      },
    ],
    ['at-event', 'event', /stuck/, 'hangs', settled],
    ['at-event', 'job', /falls/, 'throws', () => settled({ until: tomorrow })],
    ['at-event', 'job', /sticks/, 'hangs', settled],
    [
      'at-job',
      'job',
      /throws/,
      'throws',
      async () => {
        await platform.visitor('at-job').post('/api/at-job');
        await settled();
      },
    ],
    ['at-job', 'job', /hangs/, 'hangs', settled],
    [
      'at-mail',
      'mail',
      /to-throws/,
      'throws',
      async () => {
        await member.post('/api/at-mail', { how: 'throws' });
        await settled();
      },
    ],
    ['at-mail', 'mail', /message-throws/, 'throws', settled],
    ['at-enable', 'enable', /throws/, 'throws', () => turnOn('enable-throws', 'throws'), 'enable-throws'],
    [
      'at-mail',
      'mail',
      /to-hangs/,
      'hangs',
      async () => {
        hanging = turnOn('enable-hangs', 'hangs');
        await member.post('/api/at-mail', { how: 'hangs' });
        const choosing = settled();
        // the mails of the kind before it have been added by then
        await sleep(2000);
        await Promise.all([choosing, settled()]);
      },
    ],
    ['at-mail', 'mail', /message-hangs/, 'hangs', async () => {}],
    ['at-health', 'health', /./, 'hangs', health],
    ['at-enable', 'enable', /hangs/, 'hangs', () => hanging, 'enable-hangs'],
  ];
  // 30 s, in which everything else goes on
  let hanging: Promise<unknown> = Promise.resolve();
  for (const [extension, place, id, how, provoke, slug = extension] of cases) {
    await provoke();
    const found = platform.app.registry.runs
      .incidents()
      .find(
        (one) =>
          one.extension === extension &&
          one.place === place &&
          id.test(one.id) &&
          (how === 'throws' ? one.throws : one.timeouts) > 0,
      );
    const named = found ? `${found.place} ${found.id}: ${found.message}` : missing(`${place} ${String(id)}`);
    const neighbours = await answers(platform, slug, ['/notes', '/api/notes']);
    write(t, {
      extension,
      place: place === 'job' && /falls|sticks/.test(id.source) ? 'schedule' : place,
      how,
      named,
      neighbours,
    });
  }
});

t.teardown(() => {
  const headings = { extension: 'fixture', place: 'place', how: 'what', named: 'named as', neighbours: 'the others' };
  const keys = ['extension', 'place', 'how', 'named', 'neighbours'] as const;
  const all = [headings, ...rows].map((row) => keys.map((key) => row[key].slice(0, key === 'named' ? 76 : 200)));
  const widths = keys.map((_, at) => Math.max(...all.map((cells) => cells[at]?.length ?? 0)));
  const lines = all.map((cells) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join(' | ')
      .trimEnd(),
  );
  console.error(lines.join('\n'));
});
