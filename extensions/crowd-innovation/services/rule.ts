import { Type, type Static } from '@polyphony/core';
import { checkedOptions, type AwardRule, type RuleOptions } from '../counting/award-rule.ts';
import { awardRule } from '../counting/award-rules.ts';
import { CountingError } from '../counting/errors.ts';
import { problems } from '../problems.ts';

const closed = { additionalProperties: false };
const one = <T extends string>(values: readonly T[], description: string) =>
  Type.Unsafe<T>({ type: 'string', enum: [...values], description });

/** Rules that share money by ballots that choose ideas, of either kind. */
export const ruleNames = [
  'equal-shares',
  'equal-shares-with-comparison',
  'phragmen',
  'greedy',
  'greedy-per-cost',
] as const;
export const completions = ['none', 'add1', 'add1-exhaustive', 'greedy', 'add1-greedy'] as const;

/** How the money will be shared, declared before the vote opens. Options that are left out get the rule's defaults. */
export const RuleDraft = Type.Object(
  {
    rule: Type.String({
      minLength: 1,
      maxLength: 100,
      examples: [...ruleNames],
      description: `How winners are chosen: ${ruleNames.join(', ')}, or a rule that another extension brings`,
    }),
    completion: Type.Optional(one(completions, 'Equal shares: what happens with money that nobody can spend together')),
    satisfaction: Type.Optional(
      one(['cost', 'cardinality'], 'Equal shares: whether a costly idea satisfies more than a cheap one'),
    ),
    tieBreak: Type.Optional(
      one(['lot', 'id', 'cost-then-votes'], 'How ties are broken; by lot where the rule knows it'),
    ),
    equalScores: Type.Optional(one(['registered', 'id'], 'Most votes first: order of equal votes')),
    minimumScore: Type.Optional(
      Type.String({
        pattern: '^\\d{1,9}$',
        description: 'Where a list is spent along: ideas with fewer votes are left out; 1 if not given',
      }),
    ),
    stopAtFirstMisfit: Type.Optional(
      Type.Boolean({ description: 'Most votes first: stop where an idea does not fit, instead of skipping it' }),
    ),
  },
  closed,
);
export type RuleDraft = Static<typeof RuleDraft>;

/** A rule with every option that it has, as it is frozen, hashed and counted with. */
export interface Rule {
  readonly rule: string;
  readonly options: RuleOptions;
}

function knownRule(name: string, rules: readonly AwardRule[]): AwardRule {
  try {
    return awardRule(name, rules);
  } catch (error) {
    throw unfit(error);
  }
}

const unfit = (error: unknown): unknown =>
  error instanceof CountingError
    ? problems.ruleUnfit({ why: error.message }, { fields: [{ pointer: '/rule', detail: error.message }] })
    : error;

/**
 * Completes and checks what a manager declared. Ties are broken by lot where the rule can: every other order favours
 * somebody who could know it. What nobody voted for gets nothing, unless a manager says so: the rules as they are written would
 * spend along the whole list. Throws `rule-unfit`.
 */
export function declaredRule({ rule: name, ...given }: RuleDraft, rules: readonly AwardRule[]): Rule {
  const rule = knownRule(name, rules);
  const knows = (option: string) => rule.options.find(({ name: known }) => known === option);
  const live = {
    ...(knows('tieBreak')?.choices?.includes('lot') && { tieBreak: 'lot' }),
    ...(knows('minimumScore') && { minimumScore: '1' }),
  };
  const options = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as RuleOptions;
  try {
    return { rule: name, options: checkedOptions(rule, { ...live, ...options }) };
  } catch (error) {
    throw unfit(error);
  }
}

/**
 * `approval`: any ideas that a voter would pay for, each vote saved at once. `knapsack`: ideas that together cost at most the
 * pot, a draft until it is sent.
 */
export const ballotKinds = ['approval', 'knapsack'] as const;
export type BallotKind = (typeof ballotKinds)[number];

/** What a ballot is. More kinds come; all have limits of length. */
export const BallotDraft = Type.Object(
  {
    kind: one(
      ballotKinds,
      'approval: a set of ideas that a voter would pay for; knapsack: such a set that together costs at most the pot',
    ),
    minimum: Type.Optional(Type.Integer({ minimum: 0, maximum: 200, default: 1, description: 'Fewest choices' })),
    maximum: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, description: 'Most choices' })),
  },
  closed,
);
export type BallotDraft = Static<typeof BallotDraft>;
export interface BallotDesign {
  readonly kind: BallotKind;
  readonly minimum: number;
  readonly maximum: number | null;
}

export function declaredBallot({ kind, minimum = 1, maximum }: BallotDraft): BallotDesign {
  if (maximum !== undefined && maximum < minimum) throw problems.minimumAboveMaximum();
  return { kind, minimum, maximum: maximum ?? null };
}
