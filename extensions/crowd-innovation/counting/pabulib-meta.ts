import { amountText, parseDecimal } from './amount.ts';
import type { AwardRule } from './award-rule.ts';
import type { CountSettings } from './award-rules.ts';
import type { BallotLimits } from './ballot.ts';
import type { BallotKind, Election } from './election.ts';
import { CountingError } from './errors.ts';

/** The META section of a `.pb` file: key to value, in the order of the file. */
export type PabulibMeta = ReadonlyMap<string, string>;

// Pabulib has no word for a knapsack ballot: it is written as approval, which others can count, with a key of ours.
const VOTE_TYPES: Readonly<Record<BallotKind, string>> = {
  'choose-1': 'choose-1',
  approval: 'approval',
  cumulative: 'cumulative',
  score: 'scoring',
  ordinal: 'ordinal',
  knapsack: 'approval',
};
const KNAPSACK_KEY = 'polyphony_vote_type';
const HASH_KEY = 'polyphony_settings_hash';

/** Finds the line of a key, for messages. */
export type LineOf = (key: string) => number | undefined;

export function readBallotKind(meta: PabulibMeta, lineOf: LineOf): BallotKind {
  const type = meta.get('vote_type');
  if (type === 'knapsack' || (type === 'approval' && meta.get(KNAPSACK_KEY) === 'knapsack')) return 'knapsack';
  const kind = (Object.keys(VOTE_TYPES) as BallotKind[]).find((name) => VOTE_TYPES[name] === type || name === type);
  if (kind) return kind;
  const known = [...new Set(Object.values(VOTE_TYPES))].join(', ');
  const given = type === undefined ? 'META has no vote_type; add one' : `vote_type "${type}" is not known; give one`;
  throw new CountingError('file-unreadable', `${given} of: ${known}.`, lineOf('vote_type'));
}

export function readLimits(meta: PabulibMeta, lineOf: LineOf): BallotLimits {
  const number = (key: string) => {
    const text = meta.get(key)?.trim();
    if (!text) return undefined;
    const value = parseDecimal(text);
    if (value) return value;
    throw new CountingError('file-unreadable', `${key} is "${text}"; write it as a number such as 5.`, lineOf(key));
  };
  const [min, max, maxPoints, maxSum] = ['min_length', 'max_length', 'max_points', 'max_sum_points'].map(number);
  return {
    ...(min && { minLength: Number(amountText(min)) }),
    ...(max && { maxLength: Number(amountText(max)) }),
    ...(maxPoints && { maxPoints }),
    ...(maxSum && { maxSumPoints: maxSum }),
  };
}

/** The settings that a published count was made with; undefined in a file that is not ours. */
export function readSettings(meta: PabulibMeta, rules: readonly AwardRule[]): CountSettings | undefined {
  const id = meta.get('polyphony_rule');
  if (id === undefined) return undefined;
  const declared = rules.find((rule) => rule.id === id)?.options ?? [];
  const options = declared.flatMap(({ name, kind }) => {
    const value = meta.get(optionKey(name));
    if (value === undefined) return [];
    return [[name, kind === 'switch' && /^(?:true|false)$/.test(value) ? value === 'true' : value] as const];
  });
  return { rule: id, options: Object.fromEntries(options) };
}

export const readSettingsHash = (meta: PabulibMeta): string | undefined => meta.get(HASH_KEY);

/** What META says about an election and its count; `meta` gives the rest, such as description, country and dates. */
export function metaEntries(
  election: Election,
  meta: PabulibMeta,
  settings?: CountSettings,
  settingsHash?: string,
): [string, string][] {
  const { minLength, maxLength, maxPoints, maxSumPoints } = election.limits;
  const own = new Map<string, string | undefined>([
    ['num_projects', String(election.projects.length)],
    ['num_votes', String(election.ballots.length)],
    ['budget', amountText(election.budget)],
    ['vote_type', VOTE_TYPES[election.kind]],
    ['rule', meta.get('rule') ?? settings?.rule],
    ['min_length', minLength?.toString()],
    ['max_length', maxLength?.toString()],
    ['max_points', maxPoints && amountText(maxPoints)],
    ['max_sum_points', maxSumPoints && amountText(maxSumPoints)],
    [KNAPSACK_KEY, election.kind === 'knapsack' ? 'knapsack' : undefined],
    ['polyphony_rule', settings?.rule],
    ...Object.entries(settings?.options ?? {}).map(([name, value]) => [optionKey(name), String(value)] as const),
    [HASH_KEY, settingsHash],
  ]);
  const first = ['description', 'country', 'unit', 'instance'];
  const rest = [...meta.keys()].filter((key) => !first.includes(key) && !own.has(key) && !isCountKey(key));
  const keys = [...first, ...own.keys(), ...rest];
  return keys.flatMap((key) => {
    const value = own.has(key) ? own.get(key) : meta.get(key);
    return value === undefined ? [] : [[key, value] as [string, string]];
  });
}

// a count with other settings must not inherit the options of the count that the file was read with
const isCountKey = (key: string): boolean => key.startsWith('polyphony_');

/** `tieBreak` is written as `polyphony_tie_break`. */
const optionKey = (name: string): string =>
  `polyphony_${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
