/** `npm run replay -- FILE.pb [--rule ..] [--completion ..]`: replays an election against a server of its own. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startPlatform } from '@polyphony/core/testing';
import { readPabulib } from '../../extensions/crowd-innovation/counting/index.ts';
import { replay } from './replay.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    rule: { type: 'string', default: 'equal-shares' },
    completion: { type: 'string', default: 'add1' },
    satisfaction: { type: 'string' },
    'tie-break': { type: 'string', default: 'cost-then-votes' },
    concurrency: { type: 'string', default: '8' },
  },
});
const [file] = positionals;
if (!file) {
  console.error('Use: npm run replay -- FILE.pb [--rule RULE] [--completion C]');
  process.exit(1);
}

const teardowns: (() => unknown)[] = [];
const t = { teardown: (work: () => unknown) => void teardowns.push(work) };
try {
  const platform = await startPlatform(t, { communities: { replay: { extensions: { 'crowd-innovation': {} } } } });
  const manager = await platform.member('replay', { roles: ['manager'] });
  const equalShares = values.rule.startsWith('equal-shares');
  const text = readFileSync(file, 'utf8');
  const result = await replay({
    text,
    manager,
    voter: (name) => platform.member('replay', { name }),
    rule: {
      rule: values.rule,
      ...(equalShares ? { completion: values.completion, tieBreak: values['tie-break'] } : {}),
      ...(values.satisfaction ? { satisfaction: values.satisfaction } : {}),
    },
    concurrency: Number(values.concurrency),
    say: (line) => console.log(line),
  });
  const selected = readPabulib(text).selected;
  const sorted = (ids: readonly string[]) => [...ids].sort().join(', ');
  console.log(`winners: ${sorted(result.winners)}`);
  if (selected)
    console.log(
      sorted(selected) === sorted(result.winners) ? 'the same as in the file' : `the file says: ${sorted(selected)}`,
    );
  console.log(
    JSON.stringify({ ballots: result.ballots, ballotsPerSecond: result.ballotsPerSecond, winners: result.winners }),
  );
} finally {
  for (const work of teardowns.toReversed()) await work();
}
