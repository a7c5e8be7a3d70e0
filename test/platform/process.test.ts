/** The process as a newcomer and an operator meet it: start, stop, start again, and the command beside it. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import t from 'tap';
import { client, commandIn } from '@polyphony/core/testing';
import { startNode } from '../exactness/node.ts';

const root = path.resolve(import.meta.dirname, '../..');

const environment = (directory: string) => ({
  POLYPHONY_DATA: path.join(directory, 'data'),
  POLYPHONY_CONFIG: path.join(directory, 'config'),
});

const alive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

t.test('a first start, the command beside it, Ctrl-C, and a warm second start', async (t) => {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'polyphony-process-'));
  t.teardown(() => rmSync(directory, { recursive: true, force: true }));
  cpSync(path.join(root, 'config'), path.join(directory, 'config'), { recursive: true });

  const start = (more: Record<string, string> = {}) =>
    startNode(t, { LOG_LEVEL: 'warn', ...environment(directory), ...more });
  const first = await start({ LOG_LEVEL: 'info' });
  t.match(first.output(), /Our Food Future +http:\/\/localhost:\d+\/c\/our-food-future\//, 'prints the addresses');
  t.match(first.output(), /officer@ourfoodfuture\.example/, 'and the demo sign-ins');
  t.equal(
    statSync(path.join(directory, 'data/secret')).mode & 0o777,
    0o600,
    'the secret is readable by its owner only',
  );
  const postmaster = Number(
    readFileSync(path.join(directory, 'data/postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0],
  );
  t.ok(alive(postmaster));

  const community = `${first.url}/c/our-food-future`;
  const signIn = (email: string, password: string, url = community) =>
    client({ base: url }).post('/api/auth/sign-in', { email, password });
  const officer = await signIn('officer@ourfoodfuture.example', 'let-me-look-around');
  t.equal(officer.status, 200);
  const results = await client({ base: community }).get('/api/challenges/circular-food-fund-2025/results');
  t.same(
    [results.body.ballots, results.body.spent.amount],
    [300, '10800000'],
    'last year is published with 300 ballots',
  );
  const open = await client({ base: community }).get('/api/challenges/circular-food-fund-2026');
  t.equal(open.body.standing, 'vote', 'this year is open for voting');

  const command = commandIn(environment(directory));
  const added = await command(
    'member',
    'add',
    '--community',
    'our-food-future',
    '--email',
    'eve@city.example',
    '--role',
    'manager',
    '--password',
    'four words or more',
  );
  t.match(added.text, /eve@city\.example is a member of Our Food Future and has the role manager/);
  const eve = await signIn('eve@city.example', 'four words or more');
  t.same(eve.body.member.roles, ['manager']);
  const made = await client({ base: community, token: eve.body.token }).post('/api/groups', {
    title: 'Kept over night',
    summary: 'Still here',
    openness: 'open',
  });
  t.equal(made.status, 201, made.text);
  const refused = await command('member', 'add', '--community', 'our-food-futur', '--email', 'eve@city.example');
  t.match(refused, { code: 1, text: /There is no community our-food-futur\. There are: .*our-food-future/ });

  // what is logged of requests; where the server listens is said once, and is no member's address
  const log = first
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{') && !line.includes('Server listening'))
    .join('\n');
  t.match(log, /"route":"\/api\/auth\/sign-in"/, 'requests are logged at info');
  for (const secret of [
    'let-me-look-around',
    'four words or more',
    officer.body.token,
    'eve@city.example',
    '127.0.0.1',
  ])
    t.notOk(log.includes(secret), `the log has no ${secret.slice(0, 12)}`);

  t.equal(await first.stop('SIGINT'), 0, 'Ctrl-C ends it cleanly');
  t.notOk(alive(postmaster), 'and the database server with it');

  const began = performance.now();
  const second = await start();
  t.comment(`warm start in ${Math.round(performance.now() - began)} ms`);
  t.notMatch(second.output(), /made just now/);
  const kept = await client({ base: second.url + '/c/our-food-future' }).get('/groups/kept-over-night');
  t.equal(kept.status, 200, 'data is kept');
  const me = await client({ base: second.url + '/c/our-food-future', token: eve.body.token }).get('/api/me');
  t.equal(me.status, 200, 'and so are sessions');
  t.equal(await second.stop('SIGTERM'), 0);

  const exposed = await start({ HOST: '0.0.0.0' });
  t.notMatch(exposed.output(), /officer@ourfoodfuture\.example/);
  const outside = await signIn(
    'officer@ourfoodfuture.example',
    'let-me-look-around',
    `${exposed.url}/c/our-food-future`,
  );
  t.equal(outside.status, 401, 'demo people sign in on loopback only');
  await exposed.stop('SIGTERM');
});

t.test('what is wrong at the start is said in one sentence', async (t) => {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'polyphony-process-'));
  t.teardown(() => rmSync(directory, { recursive: true, force: true }));
  cpSync(path.join(root, 'config'), path.join(directory, 'config'), { recursive: true });
  const start = (more: Record<string, string> = {}) => startNode(t, { ...environment(directory), ...more });
  await t.rejects(start({ PORT: 'many' }), /PORT must be a number/);
  await t.rejects(start({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }), /POLYPHONY_SECRET is required/);
  writeFileSync(path.join(directory, 'config/platform.yaml'), 'name: X\nhostss: []\n');
  await t.rejects(start(), /platform\.yaml:2:1 hostss: is not a known key here. Did you mean hosts/);
  t.notOk(existsSync(path.join(directory, 'data/postgres/cluster/postmaster.pid')), 'nothing is left running');
});
