/** The emergency exit: `polyphony start --without <id>`. */
import path from 'node:path';
import t from 'tap';
import { commandIn, startPlatform } from '@polyphony/core/testing';
import { COMMUNITY, install } from '../exactness/installation.ts';

const root = path.resolve(import.meta.dirname, '../fixtures/timers');
const extensions = { 'at-timer': {}, 'needs-timer': {}, neighbour: {} };
const program = ['core/cli/polyphony.js', 'start', '--without', 'at-timer'];

t.test('what is left out is not loaded, is named with who needs it, and the rest serves', async (t) => {
  const { node, ownerUrl } = await install(t, {}, { root, extensions });
  await (await node()).stop();
  const { url, output } = await node(program);

  const page = (address: string) => fetch(`${url}/c/${COMMUNITY}${address}`);
  t.equal((await page('/neighbour')).status, 200);
  t.equal((await page('/')).status, 200);
  t.equal((await page('/api/at-timer/timer')).status, 404, 'nothing of it answers');
  const found = (await (await fetch(`${url}/api/platform/health`)).json()) as any;
  t.equal(found.status, 'degraded');
  t.same(Object.fromEntries(found.extensions.map(({ extension, state }: any) => [extension, state])), {
    'at-timer': 'blocked (--without)',
    'needs-timer': 'blocked (at-timer)',
    neighbour: 'admitted',
  });
  t.match(
    found.attention.filter(({ subject }: any) => subject in extensions),
    [
      {
        subject: 'at-timer',
        reason: 'blocked (--without): left out by --without',
        remedy: 'start without "--without at-timer"',
      },
      {
        subject: 'needs-timer',
        reason: 'blocked (at-timer): needs at-timer, which is left out by --without',
        remedy: 'start without "--without at-timer"',
      },
    ],
  );
  t.same(found.configuration, [], 'files that name it stay right');
  t.match(output(), /! at-timer: blocked \(--without\): left out by --without/, 'the start says so');
  t.notMatch(output(), /the import left a timer/, 'none of its code was loaded');

  const polyphony = commandIn(
    { DATABASE_URL: ownerUrl, POLYPHONY_SECRET: 'a secret that is long enough for tests' },
    root,
  );
  const doctor = await polyphony('doctor', '--url', url);
  t.match(doctor.stdout, /^at-timer +1\.0\.0 +blocked \(--without\)/m, 'and the doctor');
  t.match(doctor.stdout, /^needs-timer +1\.0\.0 +blocked \(at-timer\)/m);
});

t.test('a name that nothing has stops the start, and a required extension cannot be left out', async (t) => {
  const at =
    (without: readonly string[], required: readonly string[] = []) =>
    async () => {
      const platform = await startPlatform(t, { root, only: ['neighbour'], platform: { required }, communities: {} });
      await platform.node({ without });
    };
  await t.rejects(
    at(['neighbuor']),
    /--without neighbuor: there is no extension neighbuor installed\. There are: neighbour\./,
  );
  await t.rejects(at(['neighbour'], ['neighbour']), /neighbour is required by platform\.yaml .*left out by --without/);
});
