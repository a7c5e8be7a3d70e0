/** What operators are told of an installation: by the command, and by the API that it asks. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import t from 'tap';
import { client, startPlatform } from '@polyphony/core/testing';

const root = path.resolve(import.meta.dirname, '../..');

function doctor(environment: Readonly<Record<string, string>>, ...words: readonly string[]) {
  const { PATH = '', HOME = '' } = process.env;
  return promisify(execFile)(process.execPath, [path.join(root, 'core/cli/polyphony.js'), 'doctor', ...words], {
    cwd: root,
    env: { PATH, HOME, ...environment },
  }).then(
    ({ stdout }) => ({ code: 0, text: stdout }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
      code,
      text: `${stdout}${stderr}`,
    }),
  );
}

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
    const ill = (await (await from('127.0.0.1')).json()) as Record<string, any>;
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
