import { randomBytes } from 'node:crypto';
import {
  coreProblems,
  type AuditService,
  type ContentService,
  type MemberService,
  type MoneyValue,
} from '@polyphony/core';
import { fromMinorUnits, parseAmount, toMinorUnits } from '../counting/amount.ts';
import type { AwardRule, Outcome } from '../counting/award-rule.ts';
import { count, type CountSettings } from '../counting/award-rules.ts';
import { createElection, type Election } from '../counting/election.ts';
import { CountingError } from '../counting/errors.ts';
import { withoutBallots } from '../counting/trace.ts';
import { resultPublished } from '../notifications.ts';
import type { Ctx } from '../extension.ts';
import { problems } from '../problems.ts';
import * as ballotStore from '../store/ballots.ts';
import * as draftStore from '../store/ballot-drafts.ts';
import * as challengeStore from '../store/challenges.ts';
import * as ideaStore from '../store/ideas.ts';
import * as store from '../store/results.ts';
import { rulesFor } from './award-rules.ts';
import { freeze, memberOf, type Challenge, type Challenges } from './challenges.ts';
import { hasClosed, hasOpened } from './phases.ts';
import { wire } from './money.ts';
import { hashOf, type FrozenSettings } from './settings-hash.ts';

/** An idea as it was counted: its words are those of the day of publication. */
export interface CountedIdea {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly by: string | null;
  readonly cost: MoneyValue;
}

/** A published result. `outcome.trace` names ballots only where they are open to all. */
export interface Result {
  readonly challenge: Challenge;
  readonly ideas: readonly CountedIdea[];
  readonly outcome: Outcome;
  readonly ballots: number;
  /** Whether single ballots are open to all. */
  readonly ballotsPublic: boolean;
  readonly spent: MoneyValue;
  readonly pot: MoneyValue;
  readonly settings: FrozenSettings;
  readonly settingsHash: string;
  /** SHA-256 of the canonical JSON of the published ballots, each as its name and its numbers, in the order of the names. */
  readonly ballotsHash: string;
  readonly seed: string;
  readonly publishedAt: Date;
  readonly publishedBy: string | null;
}

export interface PublishedBallots {
  readonly result: Result;
  readonly election: Election;
}

export interface Counts {
  /** Counts and publishes in one act. Needs `crowd-innovation.count.publish` and a vote that is over. */
  publish(ctx: Ctx, challenge: string): Promise<Result>;
  /** `not-counted` before it is published. */
  result(ctx: Ctx, challenge: string): Promise<Result>;
  /** The ballots as they were counted; `ballots-not-published` where there are too few and the actor may not count. */
  ballots(ctx: Ctx, challenge: string): Promise<PublishedBallots>;
}

interface Needs {
  readonly challenges: Challenges;
  readonly content: ContentService;
  readonly members: MemberService;
  readonly audit: AuditService;
}

interface StoredOutcome extends Outcome {
  readonly ideas: readonly {
    readonly id: string;
    readonly number: number;
    readonly title: string;
    readonly by: string | null;
    readonly cost: string;
  }[];
}

export function makeCounts({ challenges, content, members, audit }: Needs): Counts {
  async function result(ctx: Ctx, idOrSlug: string): Promise<Result> {
    const challenge = await challenges.get(ctx, idOrSlug);
    const stored = await store.result(ctx, challenge.id);
    const frozen = stored && (await store.frozen(ctx, challenge.id));
    if (!stored || !frozen) throw problems.notCounted();
    const settings = frozen.settings as FrozenSettings;
    const { ideas, ...outcome } = stored.outcome as StoredOutcome;
    const pot = potOf(settings);
    const names = await members.names(ctx, [stored.publishedBy]);
    return {
      challenge,
      ideas: ideas.map((idea) => ({ ...idea, cost: { ...pot, amount: BigInt(idea.cost) } })),
      outcome: stored.ballotsPublic ? outcome : { ...outcome, trace: withoutBallots(outcome.trace) },
      ballots: stored.ballots,
      ballotsPublic: stored.ballotsPublic,
      spent: { ...pot, amount: stored.spent },
      pot,
      settings,
      settingsHash: stored.settingsHash,
      ballotsHash: stored.ballotsHash,
      seed: stored.seed,
      publishedAt: stored.publishedAt,
      publishedBy: names.get(stored.publishedBy) ?? null,
    };
  }

  return {
    result,

    async publish(ctx, idOrSlug) {
      ctx.require('crowd-innovation.count.publish');
      // most refusals are known without making every voter of a running vote wait for the lock
      const { id } = requireCountable(await challenges.get(ctx, idOrSlug));
      return ctx.transaction(async (tx) => {
        // from here on no ballot arrives: those that hold the challenge have been waited for, the others find it counted
        if (!(await challengeStore.lock(tx, id, 'alone'))) throw coreProblems.notFound();
        const challenge = requireCountable(await challenges.get(tx, id));
        const frozen = await freeze(tx, challenge);
        const settings = frozen.settings as FrozenSettings;
        const seed = await challengeStore.seedOf(tx, challenge.id);
        const ballots = anonymous(await ballotStore.choicesForCount(tx, challenge.id));
        const ideas = await ideasOf(tx, settings);
        const outcome = counted(electionOf(settings, ideas, ballots), rulesOf(settings, seed), rulesFor(tx));
        const pot = potOf(settings);
        const winners = new Set(outcome.winners);
        await store.publish(tx, challenge.id, {
          outcome: { ...outcome, ideas } satisfies StoredOutcome,
          settingsHash: frozen.hash,
          ballotsHash: hashOf(ballots),
          ballotsPublic: ballots.length >= tx.settings.smallestPublishedBallots,
          seed,
          rule: settings.rule,
          publishedBy: memberOf(tx).actor.id,
          awards: ideas
            .filter(({ number }) => winners.has(String(number)))
            .map(({ id, cost }) => ({ ideaId: id, amount: BigInt(cost) })),
          ballots,
        });
        await draftStore.discardAll(tx, challenge.id);
        await tx.notify(resultPublished, { challenge: challenge.id });
        await audit.record(tx, {
          action: 'crowd-innovation.result.published',
          subject: 'challenge',
          subjectId: challenge.id,
          detail: {
            ballots: ballots.length,
            ...(challenge.pot && { spent: wire({ ...pot, amount: toMinorUnits(outcome.spent, pot.exponent) }) }),
            settingsHash: frozen.hash,
          },
        });
        return result(tx, challenge.id);
      });
    },

    async ballots(ctx, idOrSlug) {
      const published = await result(ctx, idOrSlug);
      if (!published.ballotsPublic && !ctx.can('crowd-innovation.count.publish'))
        throw problems.ballotsNotPublished({ smallest: ctx.settings.smallestPublishedBallots });
      const ballots = await store.publishedBallots(ctx, published.challenge.id);
      const ideas = published.ideas.map((idea) => ({ ...idea, cost: idea.cost.amount.toString() }));
      return { result: published, election: electionOf(published.settings, ideas, ballots) };
    },
  };

  /** Words of the ideas on the ballot, kept with the result so that it stays readable as it was published. */
  async function ideasOf(ctx: Ctx, { ideas }: FrozenSettings): Promise<StoredOutcome['ideas']> {
    const items = await content.only(
      ctx,
      ideas.map(({ id }) => id),
    );
    const names = await ideaStore.names(
      ctx,
      ideas.map(({ id }) => id),
    );
    return ideas.map(({ id, number, cost }) => {
      const item = items.get(id);
      return {
        id,
        number,
        cost: cost ?? '0',
        title: item?.title ?? ctx.t('crowd-innovation.idea.hidden', { number }),
        by: names.get(id) ?? item?.authorName ?? null,
      };
    });
  }
}

function requireCountable(challenge: Challenge): Challenge {
  const { publishedAt, vote, now } = challenge;
  if (publishedAt) throw problems.alreadyPublished();
  if (!vote) throw problems.noVotePhase();
  if (!hasOpened(vote, now)) throw problems.voteNotOpen();
  if (!hasClosed(vote, now)) throw problems.voteStillOpen();
  return challenge;
}

/** Random names in random order: what is published leads back to no voter and to no moment. */
function anonymous(
  choices: readonly ballotStore.Choices[],
): readonly { readonly voter: string; readonly choices: ballotStore.Choices }[] {
  return choices
    .map((numbers) => ({ voter: randomBytes(10).toString('hex'), choices: numbers }))
    .sort((a, b) => (a.voter < b.voter ? -1 : 1));
}

const potOf = ({ pot, currency, exponent }: FrozenSettings): MoneyValue => ({
  amount: BigInt(pot ?? 0),
  currency: currency ?? 'XXX',
  exponent: exponent ?? 0,
});

/** The rule as it was declared, with the seed that was kept secret, where it draws lots. */
export const rulesOf = ({ rule }: FrozenSettings, seed: string): CountSettings => ({
  rule: rule.rule,
  options: rule.options['tieBreak'] === 'lot' ? { ...rule.options, seed } : rule.options,
});

function electionOf(
  settings: FrozenSettings,
  ideas: StoredOutcome['ideas'],
  ballots: readonly { readonly voter: string; readonly choices: ballotStore.Choices }[],
): Election {
  const { exponent, amount } = potOf(settings);
  const { minimum, maximum } = settings.ballot;
  return createElection({
    budget: parseAmount(fromMinorUnits(amount, exponent)),
    projects: ideas.map(({ number, title, cost }) => ({
      id: String(number),
      name: title,
      cost: parseAmount(fromMinorUnits(BigInt(cost), exponent)),
    })),
    kind: settings.ballot.kind,
    limits: { minLength: minimum, ...(maximum !== null && { maxLength: maximum }) },
    ballots: ballots.map(({ voter, choices }) => ({ id: voter, projects: choices.map(String) })),
  });
}

function counted(election: Election, settings: CountSettings, rules: readonly AwardRule[]): Outcome {
  try {
    return count(election, settings, rules);
  } catch (error) {
    if (error instanceof CountingError && error.code === 'tie-unbroken')
      throw problems.tieUndecided({ why: error.message });
    // the extension that brought it is off: the ballots wait until it is on again
    if (error instanceof CountingError && error.code === 'rule-unknown')
      throw problems.ruleUnfit({ why: error.message });
    throw error;
  }
}
