import { formatTime, type PageContext, type TimeStyle } from '@polyphony/core';
import type { Ctx } from '../extension.ts';
import type { Phase } from './phases.ts';
import { contributedRules } from './award-rules.ts';
import { hasClosed, hasOpened } from './phases.ts';
import { ruleNames, type Rule } from './rule.ts';

/** What formatting asks for, from a context. */
export const wordsOf = (ctx: Ctx): PageContext => ({
  t: ctx.t,
  url: ctx.url,
  locale: ctx.locale,
  timeZone: ctx.community.timeZone,
  now: ctx.now(),
});

/** An instant in the community's zone, for sentences. */
export const timeInWords = (ctx: Ctx, at: Date, as: TimeStyle = 'deadline'): string => formatTime(wordsOf(ctx), at, as);

export const nameOf = (ctx: Ctx, { kind, name }: Phase): string => name ?? ctx.t(`crowd-innovation.phase.${kind}`);

export const stateOf = (phase: Phase, now: Date): 'done' | 'now' | 'next' => {
  if (!hasOpened(phase, now)) return 'next';
  return hasClosed(phase, now) ? 'done' : 'now';
};

const isOwn = (rule: string): boolean => ruleNames.some((own) => own === rule);

/** The rule in two sentences: how winners are chosen, and what happens with what is left or with equal votes. */
export function ruleInWords(ctx: Ctx, { rule, options }: Rule): readonly [string, string] {
  const contributed = contributedRules(ctx).find(({ id }) => id === rule);
  // a rule whose extension is off has no words here, and is named as it was declared
  const own = contributed ? ctx.t(contributed.words) : rule;
  const first = isOwn(rule) ? ctx.t(`crowd-innovation.rule.${rule}`) : own;
  const completion = options['completion'];
  if (typeof completion === 'string') return [first, ctx.t(`crowd-innovation.completion.${completion}`)];
  if (rule === 'greedy')
    return [
      ctx.t(
        options['stopAtFirstMisfit'] === true ? 'crowd-innovation.rule.greedy-stop' : 'crowd-innovation.rule.greedy',
      ),
      ctx.t(`crowd-innovation.equal.${String(options['equalScores'] ?? 'registered')}`),
    ];
  return [first, tiesInWords(ctx, { rule, options })];
}

/** How ties are broken, in a sentence. */
export function tiesInWords(ctx: Ctx, { rule, options }: Rule): string {
  if (rule === 'greedy') return ctx.t(`crowd-innovation.equal.${String(options['equalScores'] ?? 'registered')}`);
  return ctx.t(`crowd-innovation.ties.${String(options['tieBreak'] ?? 'id')}`);
}
