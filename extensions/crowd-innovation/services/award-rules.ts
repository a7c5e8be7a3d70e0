import { point, type Context, type Point } from '@polyphony/core';
import type { AwardRule } from '../counting/award-rule.ts';
import { awardRules } from '../counting/award-rules.ts';

/** A rule of another extension: how it counts, and how it is spoken of. Its id begins with the id of that extension. */
export interface ContributedRule extends AwardRule {
  /** Message key of its name, where a manager chooses. */
  readonly label: string;
  /** Message key of one sentence that says how winners are chosen. */
  readonly words: string;
}

/**
 * Where other extensions add a way to award money: `contribute(awardRule, { id: 'my-extension.first-come', .. })`. A challenge that
 * declared a rule is counted by it only while its extension is on; turned off, the count waits.
 */
export const awardRule: Point<ContributedRule> = point<ContributedRule>('crowd-innovation.award-rule');

export const contributedRules = (ctx: Context): readonly ContributedRule[] => ctx.all(awardRule);

/** The rules that a community may choose from. */
export const rulesFor = (ctx: Context): readonly AwardRule[] => [...awardRules, ...contributedRules(ctx)];
