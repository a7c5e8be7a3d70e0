import { defineExtension } from '@polyphony/core';
import { ballotsCommands } from './commands/ballots.ts';
import { demo } from './demo/index.ts';
import { phaseChanged } from './events.ts';
import { jobs, mailsOfPhases, schedules } from './jobs.ts';
import { lifecycle } from './lifecycle.ts';
import { en } from './messages/en.ts';
import { fr } from './messages/fr.ts';
import { haveYourSay } from './next-step.ts';
import { notifications } from './notifications.ts';
import { blocks, pages } from './pages/index.ts';
import { permissions } from './permissions.ts';
import { privacy } from './privacy.ts';
import { problems } from './problems.ts';
import { routes } from './routes/index.ts';
import { services } from './services/index.ts';
import { settings } from './settings.ts';

export { phaseChanged } from './events.ts';
export { ballots, challenges, counts, ideas } from './services/index.ts';
/** How ballots are counted, for extensions that bring a rule of their own. */
export * as counting from './counting/index.ts';
export { awardRule, type ContributedRule } from './services/award-rules.ts';
export type { Ballot, Ballots } from './services/ballots.ts';
export type { Challenge, ChallengeChanges, Challenges, NewChallenge, PhaseInput } from './services/challenges.ts';
export type { CountedIdea, Counts, PublishedBallots, Result } from './services/counts.ts';
export type { Decision, Idea, IdeaEdit, Ideas, Pitch } from './services/ideas.ts';
export type { Phase, PhaseKind, Standing } from './services/phases.ts';
export type { BallotDesign, Rule } from './services/rule.ts';

export default defineExtension({
  settings,
  paths: ['challenges', 'ideas'],
  permissions,
  problems,
  messages: { en, fr },
  kinds: [{ id: 'idea', label: 'crowd-innovation.kind.idea', path: ({ id }) => `/ideas/${id}` }],
  spaces: [{ id: 'challenge', label: 'crowd-innovation.kind.challenge', path: ({ slug }) => `/challenges/${slug}` }],
  migrations: new URL('./migrations/', import.meta.url),
  services,
  routes,
  pages,
  blocks,
  hooks: (r) => [haveYourSay(r), mailsOfPhases()],
  events: [phaseChanged],
  jobs,
  schedules,
  notifications,
  commands: ballotsCommands,
  lifecycle,
  demo,
  privacy,
  navigation: [
    {
      id: 'challenges',
      label: 'crowd-innovation.challenges',
      short: 'crowd-innovation.challenges.short',
      icon: 'lightbulb',
      path: '/challenges',
      order: 30,
      access: 'anyone',
    },
  ],
});
