import type { Static } from '@polyphony/core';
import type { Ctx } from '../extension.ts';
import type { Ballot } from '../services/ballots.ts';
import type { Challenge, PhaseInput } from '../services/challenges.ts';
import type { Result } from '../services/counts.ts';
import { linesOf } from '../services/explained.ts';
import type { Idea } from '../services/ideas.ts';
import { wire } from '../services/money.ts';
import { nameOf, ruleInWords, stateOf } from '../services/words.ts';
import type * as schemas from './schemas.ts';

/** How things of this extension look on the wire: money as text, times as RFC 3339. */

export const challengeOnWire = (
  ctx: Ctx,
  challenge: Challenge,
  settingsHash: string | null,
): Static<typeof schemas.Challenge> => {
  const { id, slug, title, summary, brief, see, ballot, rule, voters, seedHash, standing, ideas, turnout, version } =
    challenge;
  return {
    id,
    slug,
    title,
    summary,
    brief,
    see,
    voters,
    seedHash,
    settingsHash,
    standing,
    turnout,
    version,
    pot: challenge.pot && wire(challenge.pot),
    ballot: { ...ballot },
    rule: { ...rule },
    ruleInWords: [...ruleInWords(ctx, rule)],
    phases: challenge.phases.map((phase) => ({
      kind: phase.kind,
      name: nameOf(ctx, phase),
      opensAt: phase.opensAt.toISOString(),
      closesAt: phase.closesAt?.toISOString() ?? null,
      state: stateOf(phase, challenge.now),
    })),
    ideas: { proposed: ideas.proposed, accepted: ideas.accepted, declined: ideas.declined },
    publishedAt: challenge.publishedAt?.toISOString() ?? null,
  };
};

export const ideaOnWire = (idea: Idea): Static<typeof schemas.Idea> => {
  const { id, number, title, summary, body, by, state, reason, version } = idea;
  return {
    id,
    number,
    title,
    summary,
    body,
    by,
    state,
    reason,
    version,
    challenge: idea.challengeId,
    requested: idea.requested && wire(idea.requested),
    cost: idea.cost && wire(idea.cost),
    decidedAt: idea.decidedAt?.toISOString() ?? null,
  };
};

export const ballotOnWire = (ballot: Ballot): Static<typeof schemas.Ballot> => ({
  ...ballot,
  choices: [...ballot.choices],
  sentAt: ballot.sentAt.toISOString(),
});

export const resultOnWire = (ctx: Ctx, result: Result): Static<typeof schemas.Result> => {
  const { ballots, ballotsPublic, settings, settingsHash, ballotsHash, seed, outcome } = result;
  return {
    ballots,
    ballotsPublic,
    settings,
    settingsHash,
    ballotsHash,
    seed,
    challenge: result.challenge.id,
    pot: wire(result.pot),
    spent: wire(result.spent),
    ideas: linesOf(ctx, result).map(({ idea, votes, supportersHad, funded, reason }) => ({
      id: idea.id,
      number: idea.number,
      title: idea.title,
      by: idea.by,
      votes,
      funded,
      reason,
      cost: wire(idea.cost),
      supportersHad: supportersHad && wire(supportersHad),
      award: funded ? wire(idea.cost) : null,
    })),
    rule: { ...settings.rule },
    ruleInWords: [...ruleInWords(ctx, settings.rule)],
    seedHash: settings.seedHash,
    winners: outcome.winners.map(Number),
    trace: [...outcome.trace],
    publishedAt: result.publishedAt.toISOString(),
    publishedBy: result.publishedBy,
  };
};

export const phasesFromWire = (phases: schemas.PhasesBody['phases']): readonly PhaseInput[] =>
  phases.map(({ opensAt, closesAt, ...phase }) => ({
    ...phase,
    opensAt: new Date(opensAt),
    closesAt: closesAt ? new Date(closesAt) : null,
  }));
