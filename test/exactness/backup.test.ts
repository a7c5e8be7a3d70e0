/** A backup taken during a vote has every ballot that was acknowledged before it began, elsewhere and after a `kill -9`. */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { commandIn } from '@polyphony/core/testing';
import { ownInstallation, writeOwnInstallation, type Installation } from './installation.ts';
import { openVote, someOf } from './vote.ts';

const VOTERS = 20;
t.setTimeout(600_000);
const skip = process.env['POLYPHONY_LOAD'] ? false : 'it keeps a machine busy for minutes: npm run test:load';

const polyphony = (environment: Readonly<Record<string, string>>, ...words: readonly string[]) =>
  commandIn(environment)(...words);

t.test('a backup during a vote, a kill -9, a restore elsewhere', { skip }, async (t) => {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'polyphony-backup-'));
  t.teardown(() => rmSync(directory, { recursive: true, force: true }));
  const backup = path.join(directory, 'backups/first');
  mkdirSync(path.dirname(backup));
  writeOwnInstallation(directory);
  const installation = ownInstallation(t, directory);
  const node = await installation.node();
  installation.connect();
  const [manager] = await installation.people(1, ['manager']);
  const people = await installation.people(VOTERS);
  if (!manager) throw new Error('no manager');
  const vote = await openVote(installation, manager.at(node));

  const acknowledged = new Map<string, { readonly revision: number; readonly choices: readonly string[] }>();
  let [count, over] = [0, false];
  const voting = Promise.all(
    people.map(async (person) => {
      const voter = person.at(node);
      while (!over) {
        const choices = someOf(vote.ideas);
        const answer = await voter.put(`${vote.path}/ballot`, { choices }).catch(() => undefined);
        if (!answer) return; // killed
        if (answer.status !== 200) continue; // busy: asked again
        acknowledged.set(person.id, { revision: answer.body.revision, choices });
        count += 1;
        await sleep(25); // the machine has to do the backup, too
      }
    }),
  );
  while (acknowledged.size < VOTERS || count < 4 * VOTERS) await sleep(5);

  const promised = new Map(acknowledged);
  const [first, began] = [count, performance.now()];
  const made = await polyphony(installation.environment, 'backup', backup);
  const [during, took] = [count - first, performance.now() - began];
  t.equal(made.code, 0, made.text);
  t.match(made.text, /Backed up to .*: \d+ files, \d+ MB, each read again/);
  t.ok(during > 0, `${during} ballots were taken meanwhile`);
  t.comment(`${made.text.split('\n')[0]}; ${during} ballots taken in its ${Math.round(took)} ms`);
  t.same(await installation.sql('select from pg_replication_slots'), [], 'the log is not held back afterwards');

  const database = installation.database;
  await node.kill();
  over = true;
  await voting;
  process.kill(database, 'SIGKILL');

  t.test('it is for its owner alone', async (t) => {
    t.equal(statSync(backup).mode & 0o777, 0o700);
    t.equal(statSync(path.join(backup, 'secret')).mode & 0o777, 0o600);
    t.equal(statSync(path.join(backup, 'postgres/password')).mode & 0o777, 0o600);
    t.same(readdirSync(path.dirname(backup)), ['first'], 'nothing else was left');
  });

  const elsewhere = mkdtempSync(path.join(os.tmpdir(), 'polyphony-restored-'));
  t.teardown(() => rmSync(elsewhere, { recursive: true, force: true }));
  const restored = ownInstallation(t, elsewhere);
  const done = await polyphony(restored.environment, 'restore', backup);
  t.equal(done.code, 0, done.text);
  t.match(done.text, /tables with \d+ rows were read, with the checksum of every page; \d\d+ indexes agree/);
  t.match(done.text, new RegExp(`1 communities, ${VOTERS + 1} accounts, ${VOTERS + 1} members`));
  t.match(done.text, /The configuration was restored/);
  t.comment(done.text.split('\n')[1]);

  const after = await restored.node();
  restored.connect();
  const stored = await storedBy(restored, vote.id, vote.ideas);
  const lost = [...promised].filter(([id, { revision, choices }]) => {
    const found = stored.get(id);
    return (
      !found || found.revision < revision || (found.revision === revision && found.choices.join() !== choices.join())
    );
  });
  t.same(lost, [], 'every ballot acknowledged before the backup began is there');
  t.equal(promised.size, VOTERS);
  const [voter] = people;
  const again = await voter!.at(after).put(`${vote.path}/ballot`, { choices: [vote.ideas[0]] });
  t.equal(again.status, 200, 'sessions hold and the vote goes on');
  const doctor = await polyphony(restored.environment, 'doctor', '--url', after.url);
  t.match(doctor, {
    // this installation has no mail server, and the doctor says so
    text: /A platform runs at [^]*crowd-innovation .*admitted[^]*One thing needs attention:\s+mail: /,
  });
  t.equal(await after.stop(), 0);

  t.test('a backup goes nowhere else than into an empty place', async (t) => {
    const full = await polyphony(restored.environment, 'restore', backup);
    t.equal(full.code, 1);
    t.match(full.text, /data is not empty\. Move it away, or name another folder with --data/);
    t.match(await polyphony(restored.environment, 'backup', backup), { code: 1, text: /is not empty/ });
    const nothing = await polyphony(
      { ...restored.environment, POLYPHONY_DATA: path.join(elsewhere, 'none') },
      'backup',
      `${backup}-2`,
    );
    t.match(nothing, { code: 1, text: /nothing to back up/ });
    t.notOk(existsSync(path.join(elsewhere, 'none')), 'and no database is made for it');
    const own = await polyphony(
      { DATABASE_URL: 'postgres://app@127.0.0.1:1/x', POLYPHONY_SECRET: 'x'.repeat(40) },
      'backup',
      `${backup}-3`,
    );
    t.match(own, { code: 1, text: /pg_basebackup.*pg_dump/s });
  });

  t.test('a damaged backup is refused and names the file', async (t) => {
    const target = path.join(elsewhere, 'other');
    const relation = largest(path.join(backup, 'postgres/cluster/base'));
    const bytes = readFileSync(relation);
    const at = Math.floor(bytes.length / 2);
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    writeFileSync(relation, bytes);
    const flipped = await polyphony(restored.environment, 'restore', backup, '--data', target);
    t.equal(flipped.code, 1);
    t.match(flipped.text, new RegExp(`damaged: postgres/cluster/base/.*${path.basename(relation)}`));
    appendFileSync(path.join(backup, 'manifest.json'), ' ');
    t.match(await polyphony(restored.environment, 'restore', backup, '--data', target), {
      code: 1,
      text: /manifest\.json is not as it was written/,
    });
    t.notOk(existsSync(target), 'nothing was made');
  });
});

/** Reads ballots of a restored database as `vote.stored` reads those of the first. */
async function storedBy({ sql }: Pick<Installation, 'sql'>, id: string, ideas: readonly string[]) {
  const rows = await sql(
    'select member_id, revision::int, choices from crowd_innovation.ballot where challenge_id = $1',
    [id],
  );
  return new Map(
    rows.map((row) => [
      row.member_id as string,
      {
        revision: row.revision as number,
        choices: row.choices.map((number: number) => ideas[number - 1] ?? '').sort() as string[],
      },
    ]),
  );
}

function largest(directory: string): string {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  return files.sort((a, b) => statSync(b).size - statSync(a).size)[0] ?? '';
}
