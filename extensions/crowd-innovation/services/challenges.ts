import { randomBytes } from 'node:crypto';
import {
  coreProblems,
  type AuditService,
  type MoneyValue,
  type PageOf,
  type PageRequest,
  type Space,
  type SpaceService,
} from '@polyphony/core';
import type { Ctx, MemberCtx } from '../extension.ts';
import { problems } from '../problems.ts';
import * as ballotStore from '../store/ballots.ts';
import * as store from '../store/challenges.ts';
import * as ideaStore from '../store/ideas.ts';
import * as resultStore from '../store/results.ts';
import { planAnnouncements } from './announcing.ts';
import { potOf, type AmountInput, type Pot } from './money.ts';
import { firstOutOfOrder, hasClosed, hasOpened, isExtension, standingOf, voteOf } from './phases.ts';
import type { Phase, Standing, VotePhase } from './phases.ts';
import { rulesFor } from './award-rules.ts';
import {
  declaredBallot,
  declaredRule,
  type BallotDesign,
  type BallotDraft,
  type Rule,
  type RuleDraft,
} from './rule.ts';
import { hashOf, settingsOf, sha256 } from './settings-hash.ts';

/** A challenge as its readers see it. Nothing in it tells how anybody votes. */
export interface Challenge {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly brief: string;
  /** Who sees it. */
  readonly see: 'everyone' | 'member';
  readonly pot: Pot;
  readonly ballot: BallotDesign;
  readonly rule: Rule;
  /** How voters are checked. */
  readonly voters: string;
  /** SHA-256 of the seed of the lot; the seed is shown with the result. */
  readonly seedHash: string;
  readonly phases: readonly Phase[];
  readonly vote: VotePhase | undefined;
  readonly standing: Standing;
  /** By the database's clock. */
  readonly now: Date;
  readonly ideas: Readonly<Record<ideaStore.IdeaState, number>>;
  /** Ballots that stand; null where it does not show. */
  readonly turnout: number | null;
  readonly publishedAt: Date | null;
  readonly result: { readonly ballots: number; readonly spent: MoneyValue | null; readonly awards: number } | null;
  readonly version: number;
}

export interface NewChallenge {
  readonly title: string;
  readonly summary: string;
  readonly brief?: string | undefined;
  readonly pot: AmountInput | null;
  readonly phases: readonly PhaseInput[];
  readonly ballot: BallotDraft;
  readonly rule: RuleDraft;
  readonly see?: 'everyone' | 'member' | undefined;
  readonly voters?: string | undefined;
}
export type PhaseInput = Omit<Phase, 'name' | 'closesAt'> & {
  readonly name?: string | null | undefined;
  readonly closesAt?: Date | null | undefined;
};

export type ChallengeChanges = Partial<Omit<NewChallenge, 'phases' | 'see'>> & {
  readonly version?: number | undefined;
};

export interface Challenges {
  /** Needs `crowd-innovation.challenge.create`. */
  open(ctx: Ctx, input: NewChallenge): Promise<Challenge>;
  /** By id or slug; `core.not-found` where the actor may not see it. */
  get(ctx: Ctx, idOrSlug: string): Promise<Challenge>;
  /** What the actor may see, by title. */
  list(ctx: Ctx, page: PageRequest): Promise<PageOf<Challenge>>;
  /** Needs `crowd-innovation.challenge.manage`; texts at any time, the rest until the vote opens. */
  change(ctx: Ctx, idOrSlug: string, changes: ChallengeChanges): Promise<Challenge>;
  /** Needs `crowd-innovation.challenge.manage`; once the vote is open phases can only be prolonged. */
  setPhases(ctx: Ctx, idOrSlug: string, phases: readonly PhaseInput[]): Promise<Challenge>;
  /** The hash of the settings that ballots are cast under; null before the vote opens. */
  settingsHash(ctx: Ctx, challenge: Challenge): Promise<string | null>;
}

interface Needs {
  readonly spaces: SpaceService;
  readonly audit: AuditService;
}

export function makeChallenges({ spaces, audit }: Needs): Challenges {
  async function get(ctx: Ctx, idOrSlug: string): Promise<Challenge> {
    const space = await spaces.get(ctx, 'challenge', idOrSlug);
    if (!space || space.locked) throw coreProblems.notFound();
    const [challenge] = await describe(ctx, [space]);
    if (!challenge) throw coreProblems.notFound();
    return challenge;
  }

  /** The challenge that the caller has alone until its transaction ends, and who may change it. */
  async function alone(ctx: Ctx, idOrSlug: string): Promise<Challenge> {
    ctx.require('crowd-innovation.challenge.manage');
    const space = await spaces.get(ctx, 'challenge', idOrSlug);
    if (!space || !(await store.lock(ctx, space.id, 'alone'))) throw coreProblems.notFound();
    return get(ctx, space.id);
  }

  return {
    get,

    async list(ctx, page) {
      const { items, next } = await spaces.list(ctx, { ...page, kind: 'challenge' });
      return { items: await describe(ctx, items), next };
    },

    async open(ctx, input) {
      ctx.require('crowd-innovation.challenge.create');
      const actor = memberOf(ctx);
      const values = valuesOf(ctx, input);
      const phases = phasesOf(ctx, input.phases);
      return actor.transaction(async (tx) => {
        const space = await spaces.create(memberOf(tx), {
          kind: 'challenge',
          title: input.title,
          summary: input.summary,
          see: values.see,
          read: values.see,
          joining: 'closed',
        });
        const seed = randomBytes(32);
        await store.insert(tx, space.id, values, {
          seed: seed.toString('hex'),
          seedHash: sha256(seed),
          openedBy: actor.actor.id,
        });
        await store.replacePhases(tx, space.id, phases);
        await planAnnouncements(tx, space.id, phases);
        await audit.record(tx, {
          action: 'crowd-innovation.challenge.opened',
          subject: 'challenge',
          subjectId: space.id,
        });
        return get(tx, space.id);
      });
    },

    change: (ctx, idOrSlug, { version, title, summary, ...changes }) =>
      ctx.transaction(async (tx) => {
        const challenge = await alone(tx, idOrSlug);
        if (version !== undefined && version !== challenge.version)
          throw coreProblems.changedMeanwhile({}, { extra: { current: challenge.version } });
        const { brief, ...declared } = Object.fromEntries(
          Object.entries(changes).filter(([, value]) => value !== undefined),
        ) as ChallengeChanges;
        if (Object.keys(declared).length > 0 && challenge.vote && hasOpened(challenge.vote, challenge.now))
          throw problems.settingsFrozen();
        const texts = { ...(title !== undefined && { title }), ...(summary !== undefined && { summary }) };
        if (Object.keys(texts).length > 0) await spaces.update(tx, challenge.id, texts);
        await store.update(tx, challenge.id, {
          ...(brief !== undefined && { brief }),
          ...(declared.voters !== undefined && { voters: declared.voters }),
          ...(declared.pot !== undefined && columnsOf(checkedPot(potOf(declared.pot, tx.settings.currency)))),
          ...(declared.ballot && { ballot: declaredBallot(declared.ballot) }),
          ...(declared.rule && { rule: declaredRule(declared.rule, rulesFor(tx)) }),
        });
        await audit.record(tx, {
          action: 'crowd-innovation.challenge.changed',
          subject: 'challenge',
          subjectId: challenge.id,
          detail: { fields: [...Object.keys(texts), ...Object.keys(changes)] },
        });
        return get(tx, challenge.id);
      }),

    setPhases: (ctx, idOrSlug, input) =>
      ctx.transaction(async (tx) => {
        const challenge = await alone(tx, idOrSlug);
        const phases = phasesOf(tx, input);
        if (challenge.vote && hasOpened(challenge.vote, challenge.now)) {
          if (!isExtension(challenge.phases, phases, challenge.now)) throw problems.phasesOnlyExtended();
          await freeze(tx, challenge); // the declared end stays in the hash, also where nobody has voted yet
        }
        await store.replacePhases(tx, challenge.id, phases);
        await planAnnouncements(tx, challenge.id, phases);
        await store.update(tx, challenge.id, {});
        await audit.record(tx, {
          action: 'crowd-innovation.challenge.phases-changed',
          subject: 'challenge',
          subjectId: challenge.id,
          detail: { before: challenge.phases, after: phases },
        });
        return get(tx, challenge.id);
      }),

    async settingsHash(ctx, challenge) {
      const frozen = await resultStore.frozen(ctx, challenge.id);
      if (frozen) return frozen.hash;
      if (!challenge.vote || !hasOpened(challenge.vote, challenge.now)) return null;
      return hashOf(settingsOf(challenge, await ideaStore.all(ctx, challenge.id)));
    },
  };
}

/** Freezes what ballots are cast under, unless somebody has; gives what is frozen. The caller holds the challenge. */
export async function freeze(ctx: Ctx, challenge: Challenge): Promise<resultStore.StoredFrozen> {
  const settings = settingsOf(challenge, await ideaStore.all(ctx, challenge.id));
  await resultStore.freeze(ctx, challenge.id, { settings, hash: hashOf(settings) });
  const frozen = await resultStore.frozen(ctx, challenge.id);
  if (!frozen) throw new Error('settings were neither frozen nor found frozen');
  return frozen;
}

/** Puts together what spaces, this extension's tables and the clock say. Spaces without a challenge are left out. */
async function describe(ctx: Ctx, spaces: readonly Space[]): Promise<readonly Challenge[]> {
  const ids = spaces.map(({ id }) => id);
  const stored = await store.read(ctx, ids);
  const ideas = await ideaStore.counts(ctx, ids);
  const turnout = await ballotStore.turnout(ctx, ids);
  const results = await resultStore.summaries(ctx, ids);
  const showsTurnout = ctx.settings.showTurnout || ctx.can('crowd-innovation.challenge.manage');
  return spaces.flatMap(({ id, slug, title, summary }) => {
    const row = stored.get(id);
    if (!row) return [];
    const { pot: amount, currency, exponent, ...rest } = row;
    const pot = amount === null || currency === null || exponent === null ? null : { amount, currency, exponent };
    const count = (state: ideaStore.IdeaState) => ideas.get(id)?.get(state) ?? 0;
    const result = results.get(id);
    return [
      {
        ...rest,
        slug,
        title,
        summary,
        pot,
        ballot: row.ballot as BallotDesign,
        rule: row.rule as Rule,
        vote: voteOf(row.phases),
        standing: standingOf(row.phases, row.now, row.publishedAt !== null),
        ideas: {
          proposed: count('proposed'),
          accepted: count('accepted'),
          declined: count('declined'),
          withdrawn: count('withdrawn'),
        },
        turnout: showsTurnout || row.publishedAt ? (result?.ballots ?? turnout.get(id) ?? 0) : null,
        result: result ? { ...result, spent: pot && { ...pot, amount: result.spent } } : null,
      },
    ];
  });
}

/** The same context where its actor is a member; `core.sign-in-required` otherwise. */
export function memberOf(ctx: Ctx): MemberCtx {
  if (!ctx.actor) throw coreProblems.signInRequired();
  return ctx as MemberCtx;
}

export const isVoteOver = ({ vote, now }: Challenge): boolean => vote !== undefined && hasClosed(vote, now);

const columnsOf = (pot: Pot) => ({
  pot: pot?.amount ?? null,
  currency: pot?.currency ?? null,
  exponent: pot?.exponent ?? null,
});

// every rule so far shares money; contests for a place or a prize without money bring their own rules
function checkedPot(pot: Pot): Pot {
  if (!pot || pot.amount <= 0n) throw problems.potNeeded();
  return pot;
}

export const valuesOf = (ctx: Ctx, input: NewChallenge): store.ChallengeValues => ({
  brief: input.brief ?? '',
  see: input.see ?? 'everyone',
  ...columnsOf(checkedPot(potOf(input.pot, ctx.settings.currency))),
  ballot: declaredBallot(input.ballot),
  rule: declaredRule(input.rule, rulesFor(ctx)),
  voters: input.voters ?? ctx.settings.votersChecked,
});

function phasesOf(ctx: Ctx, input: readonly PhaseInput[]): readonly Phase[] {
  const phases = input.map(({ kind, name, opensAt, closesAt }) => ({
    kind,
    name: name || null,
    opensAt,
    closesAt: closesAt ?? null,
  }));
  if (phases.filter(({ kind }) => kind === 'vote').length > 1) throw problems.oneVote();
  const wrong = firstOutOfOrder(phases);
  if (wrong >= 0) {
    const detail = ctx.t('crowd-innovation.error.phase');
    throw problems.phasesOverlap({ position: wrong + 1 }, { fields: [{ pointer: `/phases/${wrong}`, detail }] });
  }
  return phases;
}
