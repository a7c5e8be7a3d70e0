import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import t, { type Test } from 'tap';
import {
  count,
  readPabulib,
  type CountSettings,
  type Election,
} from '../../extensions/crowd-innovation/counting/index.ts';

// Real elections with the winners that an independent implementation and the cities themselves found. Their licence does
// not let them into the repository: they are read from a folder beside it where there is one.
const root = path.resolve(import.meta.dirname, '../..');
const folder = process.env['POLYPHONY_ELECTIONS'] ?? path.resolve(root, '../shared/data/elections');
const files = existsSync(folder) ? globSync('*.expected.json', { cwd: folder }).sort() : [];

interface Expected {
  readonly official_selected: readonly string[] | null;
  readonly official_reproduced_by: readonly string[] | null;
  readonly min_project_score_threshold: number | null;
  readonly rules: Readonly<Record<string, { readonly winners: readonly string[] }>>;
}

const shares = (options: CountSettings['options']): CountSettings => ({ rule: 'equal-shares', options });

/** The settings that a name of the reference results stands for; undefined for rules that we do not define. */
function settingsFor(name: string): CountSettings | undefined {
  if (name === 'greedy_cost') return { rule: 'greedy', options: { equalScores: 'id' } };
  if (name === 'greedy_card') return { rule: 'greedy-per-cost', options: {} };
  if (name === 'phragmen') return { rule: 'phragmen', options: {} };
  if (name === 'mes_points') return shares({ satisfaction: 'points' });
  const [, unit, suffix = ''] = /^mes_(cost|card)(.*)$/.exec(name) ?? [];
  const completion = { '': 'none', _add1: 'add1', _add1_exh: 'add1-exhaustive', '+greedy_cost': 'greedy' }[suffix];
  if (!unit || !completion) return undefined;
  return shares({ satisfaction: unit === 'card' ? 'cardinality' : 'cost', completion });
}

/** The settings that give the published winners, from the sentence that says so. */
function officialSettings(sentence: string, minimum: number | null): CountSettings | undefined {
  if (sentence === 'mes:cost:add1 (tie: cheaper, then more approvals)') {
    return shares({ completion: 'add1', tieBreak: 'cost-then-votes' });
  }
  const minimumScore = minimum === null ? {} : { minimumScore: String(minimum) };
  if (sentence === 'greedy(score order, threshold, skip)') return { rule: 'greedy', options: minimumScore };
  if (sentence !== 'greedy-no-skip(score order, threshold)') return undefined;
  return { rule: 'greedy', options: { ...minimumScore, stopAtFirstMisfit: true } };
}

let [equal, compared] = [0, 0];

t.test(
  'counts of real elections equal the reference results',
  { skip: files.length === 0 && `no elections in ${folder}` },
  async (t) => {
    for (const file of files) {
      const expected: Expected = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
      const { election } = readPabulib(readFileSync(path.join(folder, file.replace('.expected.json', '.pb')), 'utf8'));
      for (const [name, { winners }] of Object.entries(expected.rules)) {
        const settings = settingsFor(name);
        if (settings) check(t, `${file} ${name}`, election, settings, winners);
      }
      for (const sentence of expected.official_reproduced_by ?? []) {
        const settings = officialSettings(sentence, expected.min_project_score_threshold);
        t.ok(settings, `${file}: ${sentence} is a rule that we define`);
        if (settings) check(t, `${file} official`, election, settings, expected.official_selected ?? []);
      }
    }
    t.comment(`reference results: ${equal} of ${compared}`);
  },
);

function check(t: Test, name: string, election: Election, settings: CountSettings, winners: readonly string[]): void {
  const found = count(election, settings).winners.toSorted();
  compared += 1;
  if (t.same(found, winners.toSorted(), name)) equal += 1;
}
