import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import t from 'tap';
import { ballotsCommands } from '../../commands/ballots.ts';
import { demoElection, demoSettings, replay, writePabulib } from '../../counting/index.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'ballots-'));
t.teardown(() => rmSync(folder, { recursive: true }));
const election = demoElection();
const file = (name: string, text: string): string => {
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};
const plain = file('plain.pb', writePabulib({ election }));
const published = file('published.pb', writePabulib({ election, settings: demoSettings }));

async function run(
  name: string,
  options: Record<string, unknown> = {},
): Promise<{ code: number | void; lines: string[] }> {
  const lines: string[] = [];
  const [command] = ballotsCommands;
  const code = await command!.run({ arguments: { file: name }, options, print: (line) => lines.push(line) });
  return { code, lines };
}
const winners = async (name: string, options: Record<string, unknown> = {}): Promise<string[]> => {
  const { lines } = await run(name, { ...options, json: true });
  return JSON.parse(lines.join('\n')).winners;
};

t.test('without flags a published file is counted as it was, any other greedily', async (t) => {
  t.same(await winners(published), ['fridge', 'compost', 'stand', 'mill']);
  t.same(await winners(plain), ['fridge', 'compost', 'stand', 'mill']);
  const { lines } = await run(plain, { json: true });
  t.equal(JSON.parse(lines[0]!).rule, 'greedy');
});

t.test('flags change the settings of the file, a rule replaces them', async (t) => {
  t.same(await winners(published, { completion: 'none' }), ['fridge', 'compost', 'stand']);
  t.same(await winners(published, { rule: 'equal-shares' }), ['fridge', 'compost', 'stand']);
  t.same(await winners(published, { rule: 'greedy', minimumScore: '150', stopAtFirstMisfit: true }), ['fridge']);
  t.same(await winners(plain, { rule: 'greedy', equalScores: 'id' }), ['fridge', 'compost', 'stand', 'mill']);
});

t.test('with --json it prints one line: rule, winners, money and a trace that replays to the same', async (t) => {
  const { code, lines } = await run(published, { json: true });
  t.equal(code, 0);
  t.equal(lines.length, 1);
  const printed = JSON.parse(lines[0]!);
  t.same(Object.keys(printed), ['rule', 'winners', 'spent', 'trace']);
  t.match(printed, { rule: 'equal-shares', spent: '108000' });
  t.match(replay(printed.trace), { winners: printed.winners, spent: printed.spent });
});

t.test('otherwise it prints a table with a reason for every project', async (t) => {
  const { lines } = await run(published);
  const text = lines.join('\n');
  t.match(text, /300 ballots; 108000 of 108000 for 4 projects/);
  t.match(text, /fridge Neighbourhood fridge network +170 +170 +36000 +funded +170 voters paid 211\.76 each\./);
  t.match(text, /mill .* funded +Most votes of the rest, and it fits the 30000 left over\./);
  t.match(text, /tubs .* - +Its voters had 4332\.41 of 22000 left\./);
  for (const rule of ['greedy', 'greedy-per-cost', 'phragmen', 'equal-shares-with-comparison']) {
    const { lines } = await run(plain, { rule });
    t.equal(lines.length, 4 + election.projects.length, rule);
    t.ok(
      lines.slice(4).every((line) => line.endsWith('.')),
      rule,
    );
  }
});

t.test('a wrong file or flag ends with one line on what to do, and a code other than 0', async (t) => {
  const broken = file('broken.pb', writePabulib({ election }).replace('budget;108000', 'budget;x'));
  const cases: readonly (readonly [file: string, options: Record<string, unknown>, told: RegExp])[] = [
    [path.join(folder, 'none.pb'), {}, /none\.pb: There is no such file; give the path of a \.pb file\.$/],
    [folder, {}, /cannot be read \(EISDIR\)/],
    [broken, {}, /broken\.pb: Line 5: The budget is "x"; write it as a number/],
    [plain, { completion: 'add1' }, /^--completion is not for the rule greedy; .*--rule equal-shares/],
    [plain, { rule: 'equal-shares', tieBreak: 'lot' }, /needs a seed/],
    [plain, { rule: 'best' }, /no rule "best"; choose one of: greedy/],
  ];
  const command = new URL('../../commands/ballots.ts', import.meta.url).href;
  const script = `import { ballotsCommands } from ${JSON.stringify(command)};
    for (const [file, options] of ${JSON.stringify(cases.map(([name, options]) => [name, options]))}) {
      console.error('code', await ballotsCommands[0].run({ arguments: { file }, options, print: console.log }));
    }`;
  const translated = new URL('../../../../test/typescript.mjs', import.meta.url).href;
  const args = ['--conditions=@polyphony/source', '--import', translated, '--input-type=module', '--eval', script];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', cwd: import.meta.dirname });
  t.equal(stdout, '', 'nothing where results are read');
  const lines = stderr.trim().split('\n');
  t.equal(lines.length, 2 * cases.length, stderr);
  for (const [i, [, , told]] of cases.entries()) {
    t.match(lines[2 * i], told);
    t.equal(lines[2 * i + 1], 'code 1');
  }
});
