/** What a phase allows: `pitch` ideas, `vote` ballots; the others only say what happens. */
export const phaseKinds = ['pitch', 'review', 'vote', 'result', 'other'] as const;
export type PhaseKind = (typeof phaseKinds)[number];

export interface Phase {
  readonly kind: PhaseKind;
  /** Null: the word for its kind. */
  readonly name: string | null;
  readonly opensAt: Date;
  /** Open up to this instant, and not at it. Null for a date without an end. */
  readonly closesAt: Date | null;
}
export type VotePhase = Phase & { readonly kind: 'vote'; readonly closesAt: Date };

/** Where a challenge stands: `review` is also the time between two phases, `counting` the one after the vote. */
export type Standing = 'upcoming' | 'pitch' | 'review' | 'vote' | 'counting' | 'published';

export const hasOpened = (phase: Phase, now: Date): boolean => phase.opensAt <= now;
export const hasClosed = (phase: Phase, now: Date): boolean => phase.closesAt !== null && phase.closesAt <= now;
export const isOpen = (phase: Phase, now: Date): boolean => hasOpened(phase, now) && !hasClosed(phase, now);

export const voteOf = (phases: readonly Phase[]): VotePhase | undefined =>
  phases.find((phase): phase is VotePhase => phase.kind === 'vote');

/** Computed from the dates each time; no job moves a challenge from phase to phase. */
export function standingOf(phases: readonly Phase[], now: Date, published: boolean): Standing {
  if (published) return 'published';
  const vote = voteOf(phases);
  if (vote && hasClosed(vote, now)) return 'counting';
  const open = phases.findLast((phase) => isOpen(phase, now));
  if (open?.kind === 'vote' || open?.kind === 'pitch') return open.kind;
  return phases.some((phase) => hasOpened(phase, now)) ? 'review' : 'upcoming';
}

/** The place of the first phase that ends before it begins, has no end where it needs one, or begins before the last has ended; -1. */
export const firstOutOfOrder = (phases: readonly Phase[]): number =>
  phases.findIndex(({ kind, opensAt, closesAt }, at) => {
    const before = phases[at - 1];
    if (before && (before.closesAt ?? before.opensAt) > opensAt) return true;
    return closesAt === null ? kind !== 'result' && kind !== 'other' : closesAt <= opensAt;
  });

/**
 * Whether a change is one that may happen once the vote has opened: ends may move later, and phases that have not begun may move. Nothing that has
 * begun changes its beginning, and what has ended stays ended.
 */
export const isExtension = (before: readonly Phase[], after: readonly Phase[], now: Date): boolean =>
  before.length === after.length &&
  before.every((old, at) => {
    const next = after[at];
    if (next?.kind !== old.kind) return false;
    if (!hasOpened(old, now)) return true;
    if (next.opensAt.getTime() !== old.opensAt.getTime()) return false;
    if (hasClosed(old, now)) return next.closesAt?.getTime() === old.closesAt?.getTime();
    return old.closesAt === null ? next.closesAt === null : next.closesAt !== null && next.closesAt >= old.closesAt;
  });
