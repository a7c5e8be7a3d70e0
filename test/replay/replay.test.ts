/** Real ballots through the public door, and the same result from the download by one command. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import t from 'tap';
import { commandIn, startPlatform } from '@polyphony/core/testing';
import { replay, type Replay } from './replay.ts';

const root = path.resolve(import.meta.dirname, '../..');
const elections = process.env.POLYPHONY_ELECTIONS ?? path.resolve(root, '../shared/data/elections');

/** Winners by the command, with the ids of the file. */
async function countFile(text: string, ...flags: string[]): Promise<string[]> {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'polyphony-recount-'));
  try {
    const file = path.join(directory, 'ballots.pb');
    writeFileSync(file, text);
    const { stdout } = await commandIn()('ballots', 'count', file, '--json', ...flags);
    return (JSON.parse(stdout) as { winners: string[] }).winners;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Counts the download without flags, and names the winners as the original file does. */
const recount = async ({ pabulib, originals }: Replay) =>
  (await countFile(pabulib)).map((id) => originals.get(id) ?? id);

const peopleOf = async (t: { teardown(work: () => unknown): void }) => {
  const platform = await startPlatform(t, { communities: { town: { extensions: { 'crowd-innovation': {} } } } });
  return {
    manager: await platform.member('town', { roles: ['manager'] }),
    voter: (name: string) => platform.member('town', { name }),
  };
};

/** Sixty voters on two streets: more agree on the cheap things of their own street than on the dear thing for all. */
const twoStreets = () => {
  const projects = [
    'hall;22000;0;A hall for all;0',
    'bench;4000;0;Benches in North Street;0',
    'trees;9000;0;Trees in North Street;0',
    'lamp;7000;0;Lamps in South Street;0',
    'bins;3000;0;Bins in South Street;0',
  ];
  const votes = Array.from(
    { length: 60 },
    (_, at) => `${at};${at % 3 === 0 ? 'hall' : at % 2 === 0 ? 'bench,trees' : 'lamp,bins,hall'}`,
  );
  const meta = {
    description: 'Two streets',
    country: 'Nowhere',
    unit: 'Two streets',
    instance: '1',
    num_projects: '5',
    num_votes: '60',
    budget: '24000',
    vote_type: 'approval',
    rule: 'greedy',
  };
  return [
    'META',
    'key;value',
    ...Object.entries(meta).map((entry) => entry.join(';')),
    'PROJECTS',
    'project_id;cost;votes;name;selected',
    ...projects,
    'VOTES',
    'voter_id;vote',
    ...votes,
    '',
  ].join('\n');
};

t.test('a small election through HTTP is counted as the download is', async (t) => {
  const result = await replay({
    text: twoStreets(),
    ...(await peopleOf(t)),
    rule: { rule: 'equal-shares', completion: 'add1-greedy', tieBreak: 'cost-then-votes' },
  });
  t.equal(result.ballots, 60);
  const expected = await countFile(
    twoStreets(),
    '--rule',
    'equal-shares',
    '--completion',
    'add1-greedy',
    '--tie-break',
    'cost-then-votes',
  );
  t.ok(expected.length > 1);
  t.same([...result.winners].sort(), [...expected].sort(), 'as the file itself is counted');
  t.same(await recount(result), expected, 'and the download, in the same order');
});

const assen = path.join(elections, 'Netherlands_Assen_2024');
t.test(
  'Assen 2024, every ballot: winners equal the published ones',
  { skip: existsSync(`${assen}.pb`) ? false : 'the real elections are not on this machine (POLYPHONY_ELECTIONS)' },
  async (t) => {
    const { official_selected: official, rules } = JSON.parse(readFileSync(`${assen}.expected.json`, 'utf8')) as {
      official_selected: string[];
      rules: Record<string, { winners: string[] }>;
    };
    const people = await peopleOf(t);
    const text = readFileSync(`${assen}.pb`, 'utf8');
    const published = await replay({
      text,
      ...people,
      rule: { rule: 'equal-shares', completion: 'add1', tieBreak: 'cost-then-votes' },
    });
    t.equal(published.ballots, 84);
    t.same([...published.winners].sort(), [...official].sort(), 'as the city published');
    t.same((await recount(published)).sort(), [...official].sort(), 'the download says the same');
    t.comment(`${published.ballotsPerSecond} ballots a second`);
    const greedy = await replay({ text, ...people, rule: { rule: 'greedy', equalScores: 'id' } });
    t.same(
      [...greedy.winners].sort(),
      [...(rules['greedy_cost']?.winners ?? [])].sort(),
      'and most votes first, as the reference has it',
    );
  },
);
