import { readFile } from 'node:fs/promises';
import {
  awardRules,
  count,
  CountingError,
  readPabulib,
  type CountSettings,
  type PabulibFile,
  type RuleOption,
} from '../counting/index.ts';
import type { CommandDefinition } from '@polyphony/core';
import { resultTable } from './result-table.ts';

// one flag per option, whichever rules have it; whether the chosen rule has it is checked by the count
const ruleOptions = [
  ...new Map(awardRules.flatMap(({ options }) => options).map((option) => [option.name, option])).values(),
];

/** Counts a `.pb` file again: without flags as it says it was counted, otherwise as the flags say. */
export const ballotsCommands: readonly CommandDefinition[] = [
  {
    path: ['ballots', 'count'],
    summary: 'Count the ballots of a .pb file, as it was published or under another rule',
    arguments: [{ name: 'file', description: 'An election in the Pabulib format (.pb)', required: true }],
    options: [
      { flags: '--rule <rule>', description: 'Count under this rule', choices: awardRules.map(({ id }) => id) },
      ...ruleOptions.map((option) => ({ flags: flagsOf(option), description: option.title, ...choicesOf(option) })),
      { flags: '--json', description: 'Print the result and its trace as one line of JSON' },
    ],
    async run({ arguments: { file = '' }, options, print }) {
      try {
        const read = readPabulib(await textOf(file));
        const outcome = count(read.election, settingsOf(read, options));
        const { rule, winners, spent, trace } = outcome;
        if (options['json']) print(JSON.stringify({ rule, winners, spent, trace }));
        else for (const line of resultTable(read.election, outcome)) print(line);
        return 0;
      } catch (error) {
        if (!(error instanceof CountingError)) throw error;
        console.error(error.line === undefined ? error.message : `${file}: ${error.message}`);
        return 1;
      }
    },
  },
];

/** Without `--rule` the settings of the file (or plain greedy), changed by the flags; with it, the flags alone. */
function settingsOf({ settings }: PabulibFile, given: Readonly<Record<string, unknown>>): CountSettings {
  const rule = given['rule'];
  const base: CountSettings = (rule === undefined && settings) || { rule: String(rule ?? 'greedy'), options: {} };
  const flags = ruleOptions.flatMap((option) => {
    const { name, kind } = option;
    const value = given[name];
    if (value === undefined || (kind === 'switch' && value === false)) return [];
    const suited = awardRules.filter((rule) => rule.options.some((own) => own.name === name)).map(({ id }) => id);
    if (!suited.includes(base.rule)) {
      const flag = flagsOf(option).split(' ')[0];
      const message = `${flag} is not for the rule ${base.rule}; leave it out, or choose --rule ${suited.join(' or --rule ')}.`;
      throw new CountingError('option-unknown', message);
    }
    return [[name, kind === 'switch' ? true : String(value)] as const];
  });
  return { rule: base.rule, options: { ...base.options, ...Object.fromEntries(flags) } };
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.code : undefined;
    const why = reason === 'ENOENT' ? 'There is no such file' : `The file cannot be read (${String(reason)})`;
    throw new CountingError('file-unreadable', `${file}: ${why}; give the path of a .pb file.`);
  }
}

function flagsOf({ name, kind }: RuleOption): string {
  const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  const value = { choice: ` <${name}>`, decimal: ' <number>', seed: ' <hex>', switch: '' }[kind];
  return flag + value;
}

/** All choices that any rule offers for an option. */
function choicesOf({ name, kind }: RuleOption): { choices?: readonly string[] } {
  if (kind !== 'choice') return {};
  const all = awardRules.flatMap(({ options }) => options.find((option) => option.name === name)?.choices ?? []);
  return { choices: [...new Set(all)] };
}
