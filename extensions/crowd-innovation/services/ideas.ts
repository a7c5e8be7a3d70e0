import {
  coreProblems,
  type AuditService,
  type ContentItem,
  type ContentService,
  type MoneyValue,
  type PageOf,
  type PageRequest,
} from '@polyphony/core';
import { ideaDecided } from '../notifications.ts';
import type { Ctx } from '../extension.ts';
import { problems } from '../problems.ts';
import * as challengeStore from '../store/challenges.ts';
import * as store from '../store/ideas.ts';
import { memberOf, type Challenge, type Challenges } from './challenges.ts';
import { amountIn, moneyOf, wire, type AmountInput } from './money.ts';
import { hasOpened, isOpen } from './phases.ts';
import { sha256 } from './settings-hash.ts';

/** An idea as its readers see it, with the texts that they may read. */
export interface Idea {
  readonly id: string;
  readonly challengeId: string;
  readonly number: number;
  readonly title: string;
  readonly summary: string;
  readonly body: string | null;
  /** The business or group it is pitched for; else its author's name. */
  readonly by: string | null;
  readonly byName: string | null;
  readonly authorId: string;
  readonly requested: MoneyValue | null;
  readonly cost: MoneyValue | null;
  readonly state: store.IdeaState;
  /** Why it was declined. */
  readonly reason: string | null;
  readonly decidedAt: Date | null;
  readonly version: number;
}

export interface Pitch {
  readonly title: string;
  readonly summary: string;
  readonly body?: string | undefined;
  readonly requested?: AmountInput | undefined;
  readonly by?: string | null | undefined;
}
export type IdeaEdit = Partial<Pitch> & { readonly version?: number | undefined };
export type Decision =
  | { readonly state: 'accepted'; readonly cost?: AmountInput | null | undefined }
  | { readonly state: 'declined'; readonly reason?: string | undefined };

export interface Ideas {
  /** Needs `crowd-innovation.idea.pitch` and an open phase for pitches. */
  pitch(ctx: Ctx, challenge: string, pitch: Pitch): Promise<Idea>;
  /** `core.not-found` where the actor may not see it, or it was taken back. */
  get(ctx: Ctx, id: string): Promise<Idea>;
  /** One page; in an order of the reader's own that stays the same, or by number. */
  list(
    ctx: Ctx,
    challenge: string,
    filter: PageRequest & {
      readonly state?: store.IdeaState | undefined;
      readonly order?: 'shuffled' | 'registered' | undefined;
    },
  ): Promise<PageOf<Idea>>;
  /** Texts and amount: by the author until it is decided on, by a manager until the vote opens. */
  edit(ctx: Ctx, id: string, edit: IdeaEdit): Promise<Idea>;
  /** Takes it back: by the author until the vote opens. */
  withdraw(ctx: Ctx, id: string): Promise<void>;
  /** Needs `crowd-innovation.challenge.manage`; until the vote opens. */
  decide(ctx: Ctx, id: string, decision: Decision): Promise<Idea>;
}

interface Needs {
  readonly challenges: Challenges;
  readonly content: ContentService;
  readonly audit: AuditService;
}

export function makeIdeas({ challenges, content, audit }: Needs): Ideas {
  async function get(ctx: Ctx, id: string): Promise<Idea> {
    const stored = await store.find(ctx, id);
    if (!stored || stored.state === 'withdrawn') throw coreProblems.notFound();
    const challenge = await challenges.get(ctx, stored.challengeId);
    const item = await content.get(ctx, id);
    if (!item) throw coreProblems.notFound();
    return ideaOf(challenge, stored, item);
  }

  /** The idea and its challenge, which the caller has alone, while its vote has not opened. */
  async function beforeTheVote(ctx: Ctx, id: string): Promise<{ idea: store.StoredIdea; challenge: Challenge }> {
    const { challengeId } = await get(ctx, id);
    await challengeStore.lock(ctx, challengeId, 'alone');
    const challenge = await challenges.get(ctx, challengeId);
    const idea = await store.find(ctx, id);
    if (!idea) throw coreProblems.notFound();
    if (challenge.vote && hasOpened(challenge.vote, challenge.now)) throw problems.settingsFrozen();
    return { idea, challenge };
  }

  return {
    get,

    async pitch(ctx, idOrSlug, { title, summary, body, requested, by }) {
      ctx.require('crowd-innovation.idea.pitch');
      const { id: challengeId } = await challenges.get(ctx, idOrSlug);
      return memberOf(ctx).transaction(async (tx) => {
        await challengeStore.lock(tx, challengeId, 'alone');
        const challenge = await challenges.get(tx, challengeId);
        if (!challenge.phases.some((phase) => phase.kind === 'pitch' && isOpen(phase, challenge.now)))
          throw problems.pitchNotOpen();
        const amount = requestedIn(challenge, requested);
        const author = memberOf(tx);
        const id = await content.create(author, {
          kind: 'idea',
          title,
          summary,
          ...(body !== undefined && { body }),
          audience: { see: challenge.see, read: challenge.see },
          spaces: [challengeId],
        });
        await store.insert(tx, {
          id,
          challengeId,
          requested: amount,
          titleHash: sha256(title),
          byName: by || null,
          authorId: author.actor.id,
        });
        return get(tx, id);
      });
    },

    async list(ctx, idOrSlug, { state, order = 'shuffled', limit = 20, after }) {
      const challenge = await challenges.get(ctx, idOrSlug);
      const rows = await store.page(ctx, {
        challengeId: challenge.id,
        state: state === 'withdrawn' ? 'proposed' : state,
        shuffle: order === 'registered' ? null : shuffleOf(ctx, challenge),
        limit: limit + 1,
        after,
      });
      const items = await content.only(
        ctx,
        rows.slice(0, limit).map(({ id }) => id),
      );
      return {
        items: rows.slice(0, limit).flatMap((row) => {
          const item = items.get(row.id);
          return item ? [ideaOf(challenge, row, item)] : [];
        }),
        next: rows.length > limit ? (rows[limit - 1]?.key ?? null) : null,
      };
    },

    edit: (ctx, id, { requested, by, version, ...texts }) =>
      ctx.transaction(async (tx) => {
        const { idea, challenge } = await beforeTheVote(tx, id);
        const manages = tx.can('crowd-innovation.challenge.manage');
        if (!manages && idea.authorId !== tx.actor?.id) throw coreProblems.notPermitted();
        if (!manages && idea.state !== 'proposed') throw problems.ideaDecided();
        const { title, summary, body } = texts;
        await content.update(tx, id, {
          ...(title !== undefined && { title }),
          ...(summary !== undefined && { summary }),
          ...(body !== undefined && { body }),
          ...(version !== undefined && { version }),
        });
        const amount = requested && requestedIn(challenge, requested);
        await store.update(tx, id, {
          state: idea.state,
          ...(title !== undefined && { title_hash: sha256(title) }),
          ...(by !== undefined && { by_name: by || null }),
          ...(amount !== undefined && amount !== null && { requested: amount }),
        });
        if (idea.authorId !== tx.actor?.id)
          await audit.record(tx, { action: 'crowd-innovation.idea.edited', subject: 'idea', subjectId: id });
        return get(tx, id);
      }),

    withdraw: (ctx, id) =>
      ctx.transaction(async (tx) => {
        const { idea } = await beforeTheVote(tx, id);
        if (idea.authorId !== tx.actor?.id) throw coreProblems.notPermitted();
        await store.update(tx, id, { state: 'withdrawn' });
        await content.withdraw(tx, id);
      }),

    decide: (ctx, id, decision) =>
      ctx.transaction(async (tx) => {
        tx.require('crowd-innovation.challenge.manage');
        const { idea, challenge } = await beforeTheVote(tx, id);
        if (idea.state === 'withdrawn') throw problems.ideaWithdrawn();
        const reason = decision.state === 'declined' ? decision.reason?.trim() : undefined;
        if (decision.state === 'declined' && !reason) throw problems.reasonNeeded();
        const cost = decision.state === 'accepted' ? costIn(challenge, decision.cost) : undefined;
        await store.update(tx, id, {
          state: decision.state,
          reason: reason ?? null,
          decided_by: memberOf(tx).actor.id,
          ...(cost !== undefined && { cost }),
        });
        if (idea.authorId) await tx.notify(ideaDecided, { idea: id, author: idea.authorId });
        await audit.record(tx, {
          action: `crowd-innovation.idea.${decision.state}`,
          subject: 'idea',
          subjectId: id,
          detail: {
            ...(reason && { reason }),
            ...(cost != null && challenge.pot && { cost: wire({ ...challenge.pot, amount: cost }) }),
          },
        });
        return get(tx, id);
      }),
  };
}

/** The reader's own order of a challenge's ideas. Visitors get one of the day, so that no idea stays first. */
export const shuffleOf = (ctx: Ctx, challenge: Challenge): string =>
  `${ctx.actor?.id ?? challenge.now.toISOString().slice(0, 10)} ${challenge.id} `;

function ideaOf(challenge: Challenge, stored: store.StoredIdea, item: ContentItem): Idea {
  const { id, challengeId, number, byName, authorId, state, reason, decidedAt } = stored;
  return {
    id,
    challengeId,
    number,
    byName,
    authorId,
    state,
    reason,
    decidedAt,
    title: item.title,
    summary: item.summary,
    body: item.body,
    by: byName ?? item.authorName,
    requested: moneyOf(challenge.pot, stored.requested),
    cost: moneyOf(challenge.pot, stored.cost),
    version: item.version,
  };
}

function requestedIn({ pot }: Challenge, input: AmountInput | undefined): bigint | null {
  if (!pot) return null;
  if (!input) throw problems.amountNeeded();
  const amount = amountIn(pot, input);
  if (amount > pot.amount) throw problems.asksTooMuch();
  return amount;
}

/** Undefined: leave it as it is; null: back to the requested amount. */
function costIn({ pot }: Challenge, input: AmountInput | null | undefined): bigint | null | undefined {
  if (!pot || !input) return input === null ? null : undefined;
  const cost = amountIn(pot, input);
  if (cost > pot.amount) throw problems.costAbovePot();
  return cost;
}
