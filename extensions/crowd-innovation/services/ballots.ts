import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { coreProblems, type SpaceService } from '@polyphony/core';
import type { Ctx } from '../extension.ts';
import { problems } from '../problems.ts';
import * as draftStore from '../store/ballot-drafts.ts';
import * as store from '../store/ballots.ts';
import * as challengeStore from '../store/challenges.ts';
import * as ideaStore from '../store/ideas.ts';
import { lookAtVote, type VoteLook } from '../store/vote-look.ts';
import { freeze, memberOf, type Challenges } from './challenges.ts';
import { idsOf, numbersOf, requireEnough, requireFitting } from './choices.ts';
import { settingsOf, type FrozenSettings } from './settings-hash.ts';
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

/** Everything that a member has on paper in one challenge. */
export interface Paper {
  /** What is recorded, and counts; null where nothing is. */
  readonly sent: Ballot | null;
  /**
   * Ids of ideas that were chosen and do not count: a ballot not sent yet, a change of one that was, or fewer votes than
   * a ballot needs. Null where there is nothing of the kind; empty where everything was taken out again.
   */
  readonly draft: readonly string[] | null;
}

/** What stands on the paper now, whether it counts or not. */
export const chosenOn = ({ sent, draft }: Paper): readonly string[] => draft ?? sent?.choices ?? [];

export interface Ballots {
  /** Sends the actor's ballot, or replaces it. Needs `crowd-innovation.ballot.cast` and an open vote. */
  cast(ctx: Ctx, challenge: string, choices: readonly string[]): Promise<Ballot>;
  /**
   * Puts one idea on the paper or takes it off, starting from what stands on it. A ballot that shares out the pot is
   * changed as a draft; one of approval is recorded at once, and taken back where it falls below what a ballot needs.
   */
  choose(ctx: Ctx, challenge: string, idea: string, chosen: boolean): Promise<Paper>;
  /** `no-ballot` where there is none. */
  mine(ctx: Ctx, challenge: string): Promise<Ballot>;
  /** The same, and null where there is none. */
  find(ctx: Ctx, challenge: string): Promise<Ballot | null>;
  /** The ballot and the draft. */
  paper(ctx: Ctx, challenge: string): Promise<Paper>;
  /** Takes the ballot back, while the vote is open. */
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

  /** What ballots are cast under, frozen or about to be: with the opening of the vote nothing in it changes any more. */
  const settingsFor = async (ctx: Ctx, id: string, vote: VoteLook): Promise<FrozenSettings> =>
    vote.hash === null
      ? settingsOf(await challenges.get(ctx, id), await ideaStore.all(ctx, id))
      : (vote.settings as FrozenSettings);

  async function record(tx: Ctx, id: string, vote: VoteLook, choices: readonly string[]): Promise<Ballot> {
    const memberId = memberOf(tx).actor.id;
    const frozen = vote.hash === null ? await freeze(tx, await challenges.get(tx, id)) : vote;
    const [settings, hash] = [frozen.settings as FrozenSettings, frozen.hash ?? ''];
    const numbers = numbersOf(tx, settings, choices);
    requireEnough(settings, numbers);
    requireFitting(tx, settings, numbers);
    const stored = await store.put(tx, id, memberId, { receipt: newReceipt(), choices: numbers });
    return ballotOf(stored, settings, hash);
  }

  async function paperOf(ctx: Ctx, id: string): Promise<Paper> {
    const memberId = memberOf(ctx).actor.id;
    const { sent, draft } = await store.paper(ctx, id, memberId);
    const vote = sent || draft ? await lookAtVote(ctx, id) : undefined;
    if (!vote) return { sent: null, draft: null };
    const settings = await settingsFor(ctx, id, vote);
    return {
      sent: sent && vote.hash !== null ? ballotOf(sent, settings, vote.hash) : null,
      draft: draft ? idsOf(settings, draft) : null,
    };
  }

  async function find(ctx: Ctx, idOrSlug: string): Promise<Ballot | null> {
    ctx.require('crowd-innovation.ballot.cast');
    return (await paperOf(ctx, await visible(ctx, idOrSlug))).sent;
  }

  return {
    async cast(ctx, idOrSlug, choices) {
      ctx.require('crowd-innovation.ballot.cast');
      const id = await visible(ctx, idOrSlug);
      return ctx.transaction(async (tx) => record(tx, id, await openVote(tx, id), choices));
    },

    async choose(ctx, idOrSlug, idea, chosen) {
      ctx.require('crowd-innovation.ballot.cast');
      const id = await visible(ctx, idOrSlug);
      return ctx.transaction(async (tx) => {
        const memberId = memberOf(tx).actor.id;
        await draftStore.hold(tx, id, memberId);
        const vote = await openVote(tx, id);
        const settings = await settingsFor(tx, id, vote);
        const [number] = numbersOf(tx, settings, [idea]);
        const paper = await store.paper(tx, id, memberId);
        const sent = paper.sent?.choices;
        const before = paper.draft ?? sent ?? [];
        const others = before.filter((one) => one !== number);
        const numbers = chosen && number !== undefined ? [...others, number].sort((a, b) => a - b) : others;
        // taking something out is never refused, whatever else stands on the paper
        if (chosen) requireFitting(tx, settings, numbers);
        const { kind, minimum } = settings.ballot;
        if (kind === 'approval' && numbers.length >= Math.max(minimum, 1))
          await record(tx, id, vote, idsOf(settings, numbers));
        else {
          if (kind === 'approval' && sent) await store.withdraw(tx, id, memberId);
          const nothingToSend = kind === 'approval' || !sent ? numbers.length === 0 : isDeepStrictEqual(numbers, sent);
          if (nothingToSend) await draftStore.discard(tx, id, memberId);
          else await draftStore.save(tx, id, memberId, numbers);
        }
        return paperOf(tx, id);
      });
    },

    find,

    async mine(ctx, idOrSlug) {
      const ballot = await find(ctx, idOrSlug);
      if (!ballot) throw problems.noBallot();
      return ballot;
    },

    async paper(ctx, idOrSlug) {
      ctx.require('crowd-innovation.ballot.cast');
      return paperOf(ctx, await visible(ctx, idOrSlug));
    },

    async withdraw(ctx, idOrSlug) {
      ctx.require('crowd-innovation.ballot.cast');
      const id = await visible(ctx, idOrSlug);
      await ctx.transaction(async (tx) => {
        const memberId = memberOf(tx).actor.id;
        await draftStore.hold(tx, id, memberId);
        await openVote(tx, id);
        if (!(await store.withdraw(tx, id, memberId))) throw problems.noBallot();
      });
    },
  };
}

const ballotOf = (stored: store.StoredBallot, settings: FrozenSettings, settingsHash: string): Ballot => ({
  receipt: stored.receipt,
  revision: Number(stored.revision),
  sentAt: stored.updatedAt,
  choices: idsOf(settings, stored.choices),
  settingsHash,
});

// Crockford's digits: nothing that is mistaken for another when it is read out over the phone. 60 random bits.
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const newReceipt = (): string =>
  Array.from(randomBytes(12), (byte) => digits[byte % 32])
    .join('')
    .replace(/^(.{4})(.{4})(.{4})$/, '$1-$2-$3');
