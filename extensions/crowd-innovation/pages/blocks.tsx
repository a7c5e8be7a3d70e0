import {
  Button,
  Chip,
  FeatureCard,
  formatMoney,
  Link,
  Panel,
  type BlockDefinition,
  type Resolver,
} from '@polyphony/core';
import { block, type Ctx } from '../extension.ts';
import type { Paper } from '../services/ballots.ts';
import type { Challenge } from '../services/challenges.ts';
import { challenges } from '../services/index.ts';
import { byUrgency, outcomeOf } from './directory.tsx';
import { waitingFor } from './manage-directory.tsx';
import { hasUnsent, stateInWords } from './ballot-state.ts';
import { ownPaper, pathOf, standingChip } from './parts.tsx';

/** The challenge that something can be done about now. */
const isOn = ({ standing }: Challenge) => standing === 'vote' || standing === 'pitch' || standing === 'published';

export const blocks = (r: Resolver): readonly BlockDefinition[] => [
  block({
    id: 'crowd-innovation.first',
    region: 'home.hero',
    order: 10,
    render: async ({ ctx }) => {
      const { items } = await r.get(challenges).list(ctx, { limit: 100 });
      const now = items.toSorted(byUrgency).find(isOn);
      if (!now || !ctx.actor) return null;
      return <Button kind="inverse" size="lg" {...mainAction(ctx, now, await ownPaper(r, ctx, now))} />;
    },
  }),
  block({
    id: 'crowd-innovation.now',
    region: 'home.main',
    order: 10,
    render: async ({ ctx }) => {
      const { items } = await r.get(challenges).list(ctx, { limit: 100 });
      const now = items.toSorted(byUrgency).find(isOn);
      if (!now) return null;
      const paper = await ownPaper(r, ctx, now);
      return <HappeningNow ctx={ctx} challenge={now} last={lastResult(items)} paper={paper} />;
    },
  }),
  block({
    id: 'crowd-innovation.waiting',
    region: 'manage.dashboard',
    order: 20,
    render: async ({ ctx }) => {
      if (!ctx.can('crowd-innovation.challenge.manage')) return null;
      const { items } = await r.get(challenges).list(ctx, { limit: 100 });
      const shown = items
        .filter((challenge) => challenge.standing === 'vote' || waitingFor(ctx, challenge) !== null)
        .toSorted(byUrgency);
      if (shown.length === 0) return null;
      return (
        <Panel
          title={ctx.t('crowd-innovation.challenges')}
          more={{ label: ctx.t('crowd-innovation.manage.all'), href: '/manage/challenges' }}
        >
          <ul class="rows">
            {shown.map((challenge) => (
              <li class="stack g1">
                <div class="split">
                  <Link href={`/manage${pathOf(challenge)}`}>
                    <span dir="auto">{challenge.title}</span>
                  </Link>
                  <Chip {...standingChip(ctx, challenge)} />
                </div>
                <p class="sm muted">
                  {waitingFor(ctx, challenge) ?? ctx.t('crowd-innovation.turnout', { count: challenge.turnout ?? 0 })}
                </p>
              </li>
            ))}
          </ul>
        </Panel>
      );
    },
  }),
];

/** The newest result before the one that is running: what this year's turnout is held against. */
const lastResult = (items: readonly Challenge[]): Challenge | undefined =>
  items.filter(({ result }) => result !== null).toSorted(byUrgency)[0];

/** What there is to do about it now, said alike in the welcome and on its card. */
function mainAction(ctx: Ctx, challenge: Challenge, paper: Paper): { readonly label: string; readonly href: string } {
  const action = (key: string, below = '') => ({
    label: ctx.t(`crowd-innovation.${key}`),
    href: `${pathOf(challenge)}${below}`,
  });
  if (challenge.standing === 'published') return action('results.see', '/results');
  if (challenge.standing !== 'vote') return action('ideas.look');
  if (!ctx.actor) return action('vote.sign-in', '/ballot');
  if (!ctx.can('crowd-innovation.ballot.cast')) return action('ideas.look');
  if (hasUnsent(paper)) return action('vote.go-on', '/ballot');
  return action(paper.sent ? 'vote.change' : 'vote.fill-in', '/ballot');
}

interface HappeningNowProps {
  readonly ctx: Ctx;
  readonly challenge: Challenge;
  readonly last: Challenge | undefined;
  readonly paper: Paper;
}

/** The open vote, else the open call for ideas, else the newest result. */
function HappeningNow({ ctx, challenge, last, paper }: HappeningNowProps) {
  const { t } = ctx;
  const { standing, turnout, pot } = challenge;
  const open = challenge.phases.find(({ kind }) => kind === standing);
  const before = last?.result?.ballots ?? 0;
  const text =
    standing === 'published'
      ? outcomeOf(ctx, challenge)
      : standing === 'vote' && pot
        ? t('crowd-innovation.now.vote', { ideas: challenge.ideas.accepted, amount: formatMoney(ctx, pot) })
        : challenge.summary;
  const yours =
    standing === 'vote' && (paper.sent || hasUnsent(paper))
      ? ` ${t('crowd-innovation.now.yours', { state: stateInWords(ctx, challenge, paper) })}`
      : '';
  const told = standing === 'vote' && turnout !== null && turnout > 0;
  const sentence = told
    ? t(before > 0 ? 'crowd-innovation.now.turnout-last' : 'crowd-innovation.turnout', { count: turnout, last: before })
    : undefined;
  return (
    <FeatureCard
      title={challenge.title}
      text={`${text}${yours}`}
      status={standingChip(ctx, challenge)}
      closes={standing === 'published' ? undefined : (open?.closesAt ?? undefined)}
      cover={{ seed: challenge.slug }}
      meter={
        sentence !== undefined && before > 0
          ? { label: sentence, parts: [turnout ?? 0], of: Math.max(before, turnout ?? 0), text: sentence }
          : undefined
      }
      actions={
        <>
          <Button kind="main" {...mainAction(ctx, challenge, paper)} />
          <Button kind="quiet" label={t('crowd-innovation.sharing')} href={`${pathOf(challenge)}/rules`} />
        </>
      }
    />
  );
}
