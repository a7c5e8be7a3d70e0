import type { Kept, Privacy } from '@polyphony/core';
import type { Ctx } from './extension.ts';
import * as people from './store/people.ts';

/** A line for the person, where there is anything to tell. */
const kept = (count: bigint | number, what: string, why: string): readonly Kept[] =>
  count > 0 ? [{ what: `${count} ${what}`, why, until: null }] : [];

/** What a count has counted stays as it was counted, and leads to nobody. */
export const privacy: Privacy = Object.freeze({
  tables: {
    challenge: {
      purpose: 'says who opened a challenge',
      basis: 'legitimate interest: what staff did stays accountable',
      retention: 'as long as the challenge',
    },
    idea: {
      purpose: 'an idea belongs to whoever pitched it, and was decided by somebody',
      basis: 'contract: taking part in a challenge',
      retention: 'as long as the challenge',
    },
    ballot: {
      purpose: 'one ballot for each member',
      basis: 'contract: taking part in a vote',
      retention: 'the choices as long as the challenge; who sent them until the person is erased',
    },
    ballot_draft: {
      purpose: 'choices that were not sent yet',
      basis: 'contract: taking part in a vote',
      retention: 'until the result is published',
    },
    result: {
      purpose: 'says who published a result',
      basis: 'legitimate interest: what staff did stays accountable',
      retention: 'as long as the challenge',
    },
  },
  exportMember: async (ctx: Ctx, member: string) => ({
    challengesOpened: await people.challengesOf(ctx, member),
    ideas: await people.ideasOf(ctx, member),
    ballots: await people.ballotsOf(ctx, member),
    ballotsNotSent: await people.draftsOf(ctx, member),
    ideasDecided: await people.decisionsOf(ctx, member),
    resultsPublished: await people.resultsOf(ctx, member),
  }),
  async eraseMember(ctx: Ctx, member: string) {
    await people.dropDrafts(ctx, member);
    await people.withdrawOpenBallots(ctx, member);
    const ballots = await people.unlinkBallots(ctx, member);
    const ideas = await people.emptyIdeas(ctx, member);
    const acts = (await people.challengesOf(ctx, member)).length + (await people.resultsOf(ctx, member)).length;
    return [
      ...kept(
        ballots,
        'ballots without whose they were',
        'a vote that has closed must count to the same result for ever',
      ),
      ...kept(
        ideas,
        'ideas without words and author: their number, cost and what became of them',
        'ballots name ideas by their number',
      ),
      ...kept(acts, 'challenges opened and results published, by a former member', 'what staff did stays accountable'),
    ];
  },
});
