/** What operators are told of an installation: by the command, and by the API that it asks. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import t from 'tap';
import { bootReport, client, commandIn, startPlatform } from '@polyphony/core/testing';

/** `polyphony doctor`, told by its environment. */
const doctor = (environment: Readonly<Record<string, string>>, ...words: readonly string[]) =>
  commandIn(environment)('doctor', ...words);

t.test('before anything was started, the doctor makes nothing and finds what is wrong in the files', async (t) => {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'polyphony-doctor-'));
  t.teardown(() => rmSync(directory, { recursive: true, force: true }));
  mkdirSync(path.join(directory, 'config/communities'), { recursive: true });
  const file = path.join(directory, 'config/communities/home.yaml');
  const data = path.join(directory, 'data');
  const environment = { POLYPHONY_CONFIG: path.join(directory, 'config'), POLYPHONY_DATA: data };
  writeFileSync(file, 'name: Home\nextensions:\n  grups: {}\n');
  const found = await doctor(environment, '--url', 'http://127.0.0.1:9');
  t.equal(found.code, 1);
  t.match(found.text, /No platform answers at http:\/\/127\.0\.0\.1:9/);
  t.match(found.text, /^groups +\S+ +installed +\d+ ms$/m);
  t.match(found.text, /there is none yet; a start makes it/);
  t.match(
    found.text,
    /One thing needs attention:\n {2}configuration: communities\/home\.yaml:3:3 .*Did you mean groups\?/,
  );
  t.notOk(existsSync(data), 'no database, no secret');
});

t.test('the doctor prints of each broken extension what a start says of it', async (t) => {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'polyphony-doctor-'));
  t.teardown(() => rmSync(directory, { recursive: true, force: true }));
  writeFileSync(path.join(directory, 'package.json'), '{ "name": "broken", "private": true }');
  mkdirSync(path.join(directory, 'extensions'));
  const fixtures = path.resolve(import.meta.dirname, '../fixtures/broken/extensions');
  // those that hang are waited for, a minute each; broken-extensions.test.ts has them
  for (const name of readdirSync(fixtures).filter((one) => !one.startsWith('hangs-')))
    symlinkSync(path.join(fixtures, name), path.join(directory, 'extensions', name));
  mkdirSync(path.join(directory, 'extensions/unfit'));
  writeFileSync(path.join(directory, 'extensions/unfit/package.json'), '{ "name": "unfit", "polyphony": {} }');

  const { app } = await startPlatform(t, { root: directory, communities: {} });
  const out = bootReport(app.registry).filter(({ state }) =>
    /^(blocked|failed \((discover|resolve|admit)\))/.test(state),
  );
  t.ok(out.length > 9, out.map(({ extension }) => extension).join(' '));
  const environment = { POLYPHONY_DATA: path.join(directory, 'data') };
  const { code, text } = await commandIn(environment, directory)('doctor', '--url', 'http://127.0.0.1:9');
  t.equal(code, 1);
  for (const { extension, state, reason, remedy } of out)
    t.match(text, `\n  ${extension}: ${state}: ${reason}. To mend it: ${remedy}\n`, extension);
  t.match(text, `\n${out.length} things need attention:\n`, 'and of no other');
});

t.test(
  'the health of a running platform is for the machine itself and for operators, and the doctor prints it',
  async (t) => {
    const platform = await startPlatform(t, {
      communities: { home: { extensions: { groups: {} } } },
      platform: { trustProxy: true, limits: { signInPerAccount: 1000, signInPerAddress: 1000 } },
    });
    const from = (address: string, token?: string) =>
      fetch(`${platform.url}/api/platform/health`, {
        headers: { 'x-forwarded-for': address, ...(token ? { authorization: `Bearer ${token}` } : {}) },
      });
    const outside = '203.0.113.9';
    t.equal((await from(outside)).status, 404, 'nothing at this address for others');
    const credentials = { email: 'op@platform.example', password: 'a password for the console' };
    await platform.app.operators.add(credentials);
    const signedIn = await client({ base: platform.url }).post('/api/platform/sign-in', credentials);
    const answer = await from(outside, signedIn.body.token);
    t.equal(answer.status, 200);
    const well = (await answer.json()) as Record<string, any>;
    t.match(well, { status: 'ok', attention: [], jobs: { dead: [] }, database: { version: /^\d+/ } });
    t.match(well['schemas'].map(({ schema }: { schema: string }) => schema).sort(), [
      'core',
      'crowd_innovation',
      'groups',
      'platform',
    ]);

    await platform.configure('home', 'name: Home\nextensions:\n  grups: {}\n');
    t.equal((await from('127.0.0.1')).status, 404, 'a proxy on this machine speaks for somebody else');
    const ill = (await (await fetch(`${platform.url}/api/platform/health`)).json()) as Record<string, any>;
    t.equal(ill['status'], 'degraded');
    t.match(ill['attention'], [
      { subject: 'communities/home.yaml', reason: /Did you mean groups/, remedy: /mend the file/ },
    ]);

    const printed = await doctor(
      {
        DATABASE_URL: platform.ownerUrl,
        POLYPHONY_SECRET: 'a secret that is long enough for tests only',
        POLYPHONY_CONFIG: platform.configDirectory,
      },
      '--url',
      platform.url,
    );
    t.equal(printed.code, 1);
    t.match(printed.text, /A platform runs at .*: degraded/);
    t.match(printed.text, /^groups +\S+ +admitted +\d+ ms$/m);
    t.match(printed.text, /tables of crowd-innovation +\S+ +nothing pending/);
    t.match(printed.text, /communities\/home\.yaml: .*Did you mean groups.*To mend it: mend the file/);
  },
);

t.test(
  'what a proxy on the same machine passes on is not from the machine, whether it is believed or not',
  async (t) => {
    for (const trustProxy of [false, true]) {
      const platform = await startPlatform(t, {
        communities: {},
        platform: { trustProxy, hosts: ['platform.example'] },
      });
      const { port } = new URL(platform.url);
      const status = (headers: Readonly<Record<string, string>>) =>
        new Promise<number | undefined>((resolve, reject) => {
          const asked = request({ host: '127.0.0.1', port, path: '/api/platform/health', headers }, (answer) => {
            answer.resume();
            resolve(answer.statusCode);
          });
          asked.on('error', reject).end();
        });
      t.equal(await status({ host: `localhost:${port}` }), 200, 'a probe need not know the hosts of the platform');
      t.equal(await status({ host: `127.0.0.1:${port}` }), 200);
      t.equal(await status({ host: 'platform.example' }), 404, 'a proxy that adds nothing');
      t.equal(await status({ host: 'evil.example' }), 404);
      const added = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via'];
      for (const name of added) t.equal(await status({ host: 'localhost', [name]: '127.0.0.1' }), 404, name);
    }
  },
);
