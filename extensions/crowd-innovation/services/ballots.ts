import { randomBytes } from 'node:crypto';
import { coreProblems, type FieldProblem, type SpaceService } from '@polyphony/core';
import type { Ctx } from '../extension.ts';
import { problems } from '../problems.ts';
import * as store from '../store/ballots.ts';
import * as challengeStore from '../store/challenges.ts';
import { lookAtVote, type VoteLook } from '../store/vote-look.ts';
import { freeze, memberOf, type Challenges } from './challenges.ts';
import type { FrozenSettings } from './settings-hash.ts';
import { timeInWords } from './words.ts';

/** A member's own ballot. Nobody else is ever given one. */
export interface Ballot {
  /** Proves that a ballot is recorded, and never what it says. */
  readonly receipt: string;
  /** Counts every change, so that of two answers the later one can be told. */
  readonly revision: number;
  readonly sentAt: Date;
  /** Ids of ideas. */
  readonly choices: readonly string[];
  /** What it was cast under. */
  readonly settingsHash: string;
}

export interface Ballots {
  /** Sends the actor's ballot, or replaces it. Needs `crowd-innovation.ballot.cast` and an open vote. */
  cast(ctx: Ctx, challenge: string, choices: readonly string[]): Promise<Ballot>;
  /** `no-ballot` where there is none. */
  mine(ctx: Ctx, challenge: string): Promise<Ballot>;
  /** The same, and null where there is none. */
  find(ctx: Ctx, challenge: string): Promise<Ballot | null>;
  /** Takes it back, while the vote is open. */
  withdraw(ctx: Ctx, challenge: string): Promise<void>;
}

interface Needs {
  readonly spaces: SpaceService;
  readonly challenges: Challenges;
}

export function makeBallots({ spaces, challenges }: Needs): Ballots {
  const visible = async (ctx: Ctx, idOrSlug: string): Promise<string> => {
    const space = await spaces.get(ctx, 'challenge', idOrSlug);
    if (!space || space.locked) throw coreProblems.notFound();
    return space.id;
  };

  /** Holds the challenge against the count, and only then looks at the clock: a ballot is in time or refused, never lost. */
  async function openVote(ctx: Ctx, id: string): Promise<VoteLook> {
    if (!(await challengeStore.lock(ctx, id, 'share'))) throw coreProblems.notFound();
    const vote = await lookAtVote(ctx, id);
    if (!vote?.opensAt || !vote.closesAt || vote.now < vote.opensAt) throw problems.voteNotOpen();
    if (vote.published || vote.now >= vote.closesAt)
      throw problems.voteClosed({ closed: timeInWords(ctx, vote.closesAt) });
    return vote;
  }

  async function find(ctx: Ctx, idOrSlug: string): Promise<Ballot | null> {
    ctx.require('crowd-innovation.ballot.cast');
    const id = await visible(ctx, idOrSlug);
    const stored = await store.find(ctx, id, memberOf(ctx).actor.id);
    const vote = stored && (await lookAtVote(ctx, id));
    return stored && vote?.hash ? ballotOf(stored, vote.settings as FrozenSettings, vote.hash) : null;
  }

  return {
    async cast(ctx, idOrSlug, choices) {
      ctx.require('crowd-innovation.ballot.cast');
      const { id: memberId } = memberOf(ctx).actor;
      const id = await visible(ctx, idOrSlug);
      return ctx.transaction(async (tx) => {
        const vote = await openVote(tx, id);
        const { settings, hash } =
          vote.hash === null
            ? await freeze(tx, await challenges.get(tx, id))
            : { settings: vote.settings, hash: vote.hash };
        const numbers = numbersOf(tx, settings as FrozenSettings, choices);
        const stored = await store.put(tx, id, memberId, { receipt: newReceipt(), choices: numbers });
        return ballotOf(stored, settings as FrozenSettings, hash);
      });
    },

    find,

    async mine(ctx, idOrSlug) {
      const ballot = await find(ctx, idOrSlug);
      if (!ballot) throw problems.noBallot();
      return ballot;
    },

    async withdraw(ctx, idOrSlug) {
      ctx.require('crowd-innovation.ballot.cast');
      const id = await visible(ctx, idOrSlug);
      await ctx.transaction(async (tx) => {
        await openVote(tx, id);
        if (!(await store.withdraw(tx, id, memberOf(tx).actor.id))) throw problems.noBallot();
      });
    },
  };
}

function ballotOf(stored: store.StoredBallot, { ideas }: FrozenSettings, settingsHash: string): Ballot {
  const ids = new Map(ideas.map(({ number, id }) => [number, id]));
  return {
    receipt: stored.receipt,
    revision: Number(stored.revision),
    sentAt: stored.updatedAt,
    choices: stored.choices.flatMap((number) => ids.get(number) ?? []),
    settingsHash,
  };
}

/** The numbers of the chosen ideas, ascending. Throws where a choice is not on the ballot, or there are too few or too many. */
function numbersOf(ctx: Ctx, { ideas, ballot }: FrozenSettings, choices: readonly string[]): readonly number[] {
  const onTheBallot = new Map(ideas.map(({ id, number }) => [id, number]));
  const numbers = choices.map((id) => onTheBallot.get(id.toLowerCase()));
  const detail = ctx.t('crowd-innovation.error.choice');
  const strange = numbers.flatMap((number, at): FieldProblem[] =>
    number === undefined ? [{ pointer: `/choices/${at}`, detail }] : [],
  );
  if (strange.length > 0) throw problems.notOnTheBallot({}, { fields: strange });
  const chosen = [...new Set(numbers)].filter((number) => number !== undefined).sort((a, b) => a - b);
  if (chosen.length < ballot.minimum) throw problems.tooFewChoices({ minimum: ballot.minimum });
  if (ballot.maximum !== null && chosen.length > ballot.maximum)
    throw problems.tooManyChoices({ maximum: ballot.maximum });
  return chosen;
}

// Crockford's digits: nothing that is mistaken for another when it is read out over the phone. 60 random bits.
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const newReceipt = (): string =>
  Array.from(randomBytes(12), (byte) => digits[byte % 32])
    .join('')
    .replace(/^(.{4})(.{4})(.{4})$/, '$1-$2-$3');
