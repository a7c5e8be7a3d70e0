import { defineProblems } from '@polyphony/core';

/** Everything that this extension refuses, with its reason and what to do next. */
export const problems = defineProblems('crowd-innovation', {
  phasesOverlap: {
    status: 422,
    title: 'The phases do not follow each other',
    detail:
      'Each phase ends after it begins, and begins when the one before it has ended or later. Check the dates of phase {position, number}.',
  },
  dateNeeded: {
    status: 422,
    title: 'A date is missing',
    detail: 'Enter a date and a time.',
  },
  oneVote: {
    status: 422,
    title: 'There is one vote in a challenge',
    detail: 'Leave out the second vote, or open a challenge of its own for it.',
    field: 'phases',
  },
  noVotePhase: {
    status: 409,
    title: 'There is no vote in this challenge',
    detail: 'Add a vote with its dates to the phases first.',
  },
  phasesOnlyExtended: {
    status: 409,
    title: 'The vote has opened',
    detail: 'From then on a phase can only be made longer. Leave what has begun as it is, and choose a later end.',
  },
  settingsFrozen: {
    status: 409,
    title: 'The vote has opened',
    detail:
      'The pot, the ballot, the rule, the ideas and their costs stay as they are from the opening of the vote, so that everyone votes on the same thing.',
  },
  ruleUnfit: {
    status: 422,
    title: 'The rule cannot be used like this',
    detail: '{why}',
    field: 'rule',
  },
  potNeeded: {
    status: 422,
    title: 'There is no money to share',
    detail: 'This rule shares money. Say how much there is.',
    field: 'pot',
  },
  unknownCurrency: {
    status: 422,
    title: 'Unknown currency',
    detail: 'Use the code of a currency, such as CAD or EUR.',
  },
  otherCurrency: {
    status: 422,
    title: 'The money is in another currency',
    detail: 'This challenge shares {currency}. Give the amount in {currency}.',
  },
  minimumAboveMaximum: {
    status: 422,
    title: 'The limits of the ballot exclude each other',
    detail: 'The least number of choices cannot be above the most.',
    field: 'ballot',
  },
  pitchNotOpen: {
    status: 409,
    title: 'Ideas are not taken now',
    detail: 'Look at the phases of the challenge for when ideas can be pitched.',
  },
  amountNeeded: {
    status: 422,
    title: 'Say how much you ask for',
    detail: 'Enter the cost as a number, such as 12000.',
    field: 'requested',
  },
  asksTooMuch: {
    status: 422,
    title: 'More than there is to share',
    detail: 'Ask for at most the whole pot.',
    field: 'requested',
  },
  costAbovePot: {
    status: 422,
    title: 'More than there is to share',
    detail: 'A cost above the whole pot could never be paid. Give a lower one.',
    field: 'cost',
  },
  ideaDecided: {
    status: 409,
    title: 'The idea has been decided on',
    detail: 'Its text stands as it was judged. Ask a manager of the challenge if something in it is wrong.',
  },
  reasonNeeded: {
    status: 422,
    title: 'Give the reason',
    detail: 'Write in a sentence or two why the idea is declined. Everyone who sees the idea can read it.',
    field: 'reason',
  },
  ideaWithdrawn: {
    status: 409,
    title: 'The idea was taken back',
    detail: 'Its author took it back, so there is nothing to decide.',
  },
  voteNotOpen: {
    status: 409,
    title: 'The vote has not opened yet',
    detail: 'Come back when it opens. The dates stand on the page of the challenge.',
  },
  voteClosed: {
    status: 409,
    title: 'The vote is closed',
    detail: 'Until {closed} ballots were taken; this came later, and nothing was changed.',
  },
  voteStillOpen: {
    status: 409,
    title: 'The vote is still open',
    detail: 'Count when it has closed. Nobody sees how people vote before that.',
  },
  notOnTheBallot: {
    status: 422,
    title: 'One of the choices is not on this ballot',
    detail: 'Choose from the ideas that were accepted in this challenge.',
    field: 'choices',
  },
  tooFewChoices: {
    status: 422,
    title: 'Too few choices',
    detail: 'Choose at least {minimum, plural, one {# idea} other {# ideas}}.',
    field: 'choices',
  },
  tooManyChoices: {
    status: 422,
    title: 'Too many choices',
    detail: 'Choose at most {maximum, plural, one {# idea} other {# ideas}}.',
    field: 'choices',
  },
  overBudget: {
    status: 422,
    title: 'More than there is to share',
    detail: 'Together the choices cost {amount} more than there is to share. Take something out.',
    field: 'choices',
  },
  noBallot: {
    status: 404,
    title: 'You have no ballot here',
    detail: 'You have not sent a ballot in this challenge, or you took it back.',
  },
  alreadyPublished: {
    status: 409,
    title: 'The result is published already',
    detail: 'Someone counted it before you. Nothing was counted a second time; look at the results.',
  },
  notCounted: {
    status: 404,
    title: 'There is no result yet',
    detail: 'The result is published after the vote has closed and the ballots are counted.',
  },
  tieUndecided: {
    status: 409,
    title: 'The count ended in a tie that its rule does not settle',
    detail: '{why}',
  },
  ballotsNotPublished: {
    status: 403,
    title: 'Single ballots are not published here',
    detail:
      'With fewer than {smallest, number} ballots, people could be recognised by how they chose. The totals are on the page of results.',
  },
});
