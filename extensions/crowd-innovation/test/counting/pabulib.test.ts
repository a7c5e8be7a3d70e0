import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import t from 'tap';
import {
  amountText,
  ballotProblem,
  count,
  createElection,
  demoElection,
  parseDecimal,
  readPabulib,
  writePabulib,
} from '../../counting/index.ts';
import { anyElection, holds } from './random-elections.ts';
import { smallElection } from './small-election.ts';

const FILE = `META
key;value
description;Small pot
num_projects;2
num_votes;3
budget;1000.50
vote_type;approval
max_length;2
PROJECTS
project_id;cost;votes;name;selected
1;600;2;Garden;1
2;400.25;2;"Bench; ""green""";0
VOTES
voter_id;age;vote
a;30;1,2
b;40;1
c;50;2
`;

t.test('a file is read whole: money, names, ballots, limits and what was selected', async (t) => {
  const { election, meta, selected, settings } = readPabulib(FILE);
  t.equal(amountText(election.budget), '1000.5');
  t.same(
    election.projects.map(({ id, name, cost }) => [id, name, amountText(cost)]),
    [
      ['1', 'Garden', '600'],
      ['2', 'Bench; "green"', '400.25'],
    ],
  );
  t.same(election.ballots, [
    { id: 'a', projects: ['1', '2'] },
    { id: 'b', projects: ['1'] },
    { id: 'c', projects: ['2'] },
  ]);
  t.same([election.kind, election.limits], ['approval', { maxLength: 2 }]);
  t.equal(meta.get('description'), 'Small pot');
  t.same(selected, ['1']);
  t.equal(settings, undefined);
});

t.test('byte order marks, any line ends, blank lines and missing optional columns do no harm', async (t) => {
  const same = readPabulib(FILE).election;
  t.same(readPabulib(`\uFEFF${FILE}`).election, same);
  t.same(readPabulib(FILE.replaceAll('\n', '\r\n')).election, same);
  t.same(readPabulib(FILE.replaceAll('\n', '\r')).election, same);
  t.same(readPabulib(FILE.replace('vote_type;approval\n', 'vote_type;approval\r\n')).election, same, 'mixed');
  t.same(readPabulib(FILE.replace('PROJECTS', '\n\nPROJECTS')).election, same);
  const short = readPabulib(
    'META\nkey;value\nbudget;10\nvote_type;choose-1\nPROJECTS\nproject_id;cost\np;7\nVOTES\nvoter_id;vote\n1;p\n2;\n',
  );
  t.same(short.election.projects[0]?.name, 'p', 'a project without a name goes by its id');
  t.same(
    short.election.ballots.map(({ projects }) => projects.length),
    [1, 0],
    'an empty ballot counts as a voter',
  );
  t.equal(short.selected, undefined);
  t.equal(readPabulib(FILE.replace('Small pot', 'Small; pot')).meta.get('description'), 'Small; pot');
  t.equal(readPabulib(FILE.replace('Garden', 'The "Garden"')).election.projects[0]?.name, 'The "Garden"');
});

const wrong: readonly (readonly [what: string, text: string, message: RegExp])[] = [
  ['nothing', '', /META/],
  ['a page of text', 'hello\nworld\n', /META/],
  ['no VOTES', FILE.slice(0, FILE.indexOf('VOTES')), /no section VOTES/],
  ['no budget', FILE.replace('budget;1000.50\n', ''), /^Line 2: META has no budget; add/],
  ['a budget that is none', FILE.replace('1000.50', 'lots'), /^Line 6: The budget is "lots"; write it as a number/],
  ['a budget that could be two numbers', FILE.replace('1000.50', '1,000'), /^Line 6: .*"1,000"/],
  [
    'an unknown vote type',
    FILE.replace('approval', 'dice'),
    /^Line 7: vote_type "dice" is not known; give one of: .*ordinal/,
  ],
  ['a key twice', FILE.replace('max_length', 'budget'), /^Line 8: META has "budget" twice \(first on line 6\)/],
  ['no cost column', FILE.replace('project_id;cost', 'project_id;price'), /^Line 10: The header has no column cost/],
  ['a negative cost', FILE.replace('1;600', '1;-600'), /^Line 11: .*below zero/],
  ['a project twice', FILE.replace('2;400', '1;400'), /^Line 12: Two projects have the id "1" \(first on line 11\)/],
  ['an unquoted semicolon', FILE.replace('Garden', 'Gar;den'), /^Line 11: The line has 6 fields.*quotes/],
  ['an open quote', FILE.replace('c;50;2', 'c;50;"2'), /split into fields: .*at line 17.* Close the quote/],
  ['a line cut short', FILE.replace('b;40;1', 'b;40'), /^Line 16: The line ends before its vote/],
  ['a ballot for an unknown project', FILE.replace('b;40;1', 'b;40;7'), /^Line 16: Ballot "b" names the project "7"/],
  ['a ballot that names a project twice', FILE.replace('1,2', '1,1'), /^Line 15: .*twice/],
  ['a ballot twice', FILE.replace('c;50', 'a;50'), /^Line 17: Two ballots have the id "a" \(first on line 15\)/],
  ['half a file', FILE.replace('c;50;2\n', ''), /^Line 5: num_votes is 3, but the file lists 2: get the whole file/],
  ['two choices where one may be made', FILE.replace('approval', 'choose-1'), /^Line 15: .*more than one/],
  ['no points', FILE.replace('approval', 'cumulative'), /^Line 14: The header has no column points/],
];

for (const [what, text, message] of wrong) {
  t.test(`a file with ${what} is refused by line, with what to do`, async (t) => {
    t.throws(() => readPabulib(text), { name: 'CountingError', message });
  });
}

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    ';',
    '"',
    '""',
    '\n',
    '\r',
    '\r\n',
    'a;b',
    '"a"',
    ' a ',
    'VOTES',
    'META\n',
    '\uFEFF',
    '=1+1',
    '😀',
    "'",
  ),
  fc.array(fc.constantFrom(';', '"', '\n', '\r', 'x', ',')).map((parts) => parts.join('')),
);

t.test('texts survive writing and reading, whatever is in them', async (t) => {
  const sameTexts = fc.property(fc.uniqueArray(hostile, { minLength: 1 }), fc.uniqueArray(hostile), (names, voters) => {
    const election = createElection({
      budget: '10',
      kind: 'approval',
      projects: names.map((name, i) => ({ id: `p${i}`, name, cost: '1' })),
      ballots: voters.filter(Boolean).map((id) => ({ id, projects: ['p0'] })),
    });
    const meta = new Map(names.map((name, i) => [`note_${i}`, name]));
    const read = readPabulib(writePabulib({ election, meta }));
    const named = election.projects.map((project) => ({ ...project, name: project.name || project.id }));
    assert.deepEqual(read.election, { ...election, projects: named });
    for (const [key, value] of meta) assert.equal(read.meta.get(key), value);
  });
  holds(t, 500, sameTexts);
});

t.test('elections of every kind survive writing and reading', async (t) => {
  const same = fc.property(anyElection, (election) =>
    assert.deepEqual(readPabulib(writePabulib({ election })).election, election),
  );
  holds(t, 300, same);
});

t.test('a published count repeats itself: the file says how it was counted and what was selected', async (t) => {
  const election = smallElection({
    budget: '30',
    projects: { z: '10', y: '10', x: '8' },
    ballots: ['x y z', 'y', 'z x'],
  });
  const published = [
    {
      rule: 'equal-shares',
      options: { satisfaction: 'cardinality', completion: 'add1-greedy', tieBreak: 'lot', seed: '5f3a' },
    },
    { rule: 'greedy', options: { minimumScore: '1.5', equalScores: 'id', stopAtFirstMisfit: true } },
    { rule: 'greedy', options: { stopAtFirstMisfit: false } },
    { rule: 'phragmen', options: {} },
  ];
  for (const settings of published) {
    const { winners } = count(election, settings);
    const text = writePabulib({ election, settings, settingsHash: 'abc123', winners });
    const read = readPabulib(text);
    t.same(read.settings, settings);
    t.equal(read.settingsHash, 'abc123');
    t.same(new Set(read.selected), new Set(winners));
    t.same(count(read.election, read.settings!).winners, winners);
  }
  const text = writePabulib({ election, settings: published[0]!, settingsHash: 'abc123', winners: ['x'] });
  for (const line of [
    'num_votes;3',
    'polyphony_rule;equal-shares',
    'polyphony_tie_break;lot',
    'polyphony_seed;5f3a',
    'x;8;2;x;1',
    'z;10;2;z;0',
  ]) {
    t.ok(text.split('\n').includes(line), line);
  }
});

t.test('the settings of an earlier count do not leak into a new file', async (t) => {
  const election = demoElection();
  const first = readPabulib(
    writePabulib({ election, settings: { rule: 'equal-shares', options: { completion: 'add1' } } }),
  );
  const again = readPabulib(
    writePabulib({ election, meta: first.meta, settings: { rule: 'equal-shares', options: {} } }),
  );
  t.same(again.settings, { rule: 'equal-shares', options: {} });
});

t.test('what a list of ids or a decimal cannot say is not written', async (t) => {
  const draft = { budget: '1', kind: 'approval', ballots: [] } as const;
  for (const id of ['a,b', ' a']) {
    const election = createElection({ ...draft, projects: [{ id, cost: '1' }] });
    t.throws(() => writePabulib({ election }), { code: 'file-unwritable', message: /without commas/ });
  }
  const third = createElection({ ...draft, projects: [{ id: 'a', cost: { numerator: 1n, denominator: 3n } }] });
  t.throws(() => writePabulib({ election: third }), { code: 'file-unwritable', message: /1\/3/ });
});

t.test('a ballot being cast is held to the limits of its vote, a published one is counted as it is', async (t) => {
  const { election } = readPabulib(FILE);
  const frame = { ...election, projects: new Map(election.projects.map((project) => [project.id, project])) };
  const cast = (projects: string[]) => ballotProblem(frame, { minLength: 1, maxLength: 1 }, { id: 'x', projects });
  t.same(cast([]), { code: 'too-few', length: 0, limit: 1 });
  t.same(cast(['1', '2']), { code: 'too-many', length: 2, limit: 1 });
  t.equal(cast(['1']), undefined);
  t.match(cast(['9']), { code: 'faulty', fault: /"9"/ });
  const give = (...points: string[]) => {
    const ballot = { id: 'x', projects: ['1', '2'], points: points.map((text) => parseDecimal(text)!) };
    const limits = { maxPoints: parseDecimal('3')!, maxSumPoints: parseDecimal('5')! };
    return ballotProblem({ ...frame, kind: 'cumulative' }, limits, ballot);
  };
  t.equal(give('3', '2'), undefined);
  t.same(give('3.5', '0'), { code: 'too-many-points-for-project', project: '1', points: '3.5', limit: '3' });
  t.same(give('3', '2.5'), { code: 'too-many-points', points: '5.5', limit: '5' });
  const dear = { id: 'x', projects: ['1', '2'] };
  t.match(ballotProblem({ ...frame, kind: 'knapsack', budget: parseDecimal('1000')! }, {}, dear), {
    fault: /1000\.25.*above the budget of 1000/,
  });
});
