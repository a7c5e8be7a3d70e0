import { notification, Problem, type Context, type Message, type NotificationKind } from '@polyphony/core';
import { challenges, ideas } from './services/tokens.ts';
import { hasClosed, isOpen } from './services/phases.ts';
import * as concerned from './store/concerned.ts';

/** What a reader may not see any more, nobody tells them of. */
const orNull = async <T>(found: Promise<T>): Promise<T | null> => {
  try {
    return await found;
  } catch (error) {
    if (error instanceof Problem && error.status < 500) return null;
    throw error;
  }
};

const challengeOf = (ctx: Context, id: string) => orNull(ctx.get(challenges).get(ctx, id));

/** Weekday, date and time in the community's zone: a deadline is never relative. */
const moment = (ctx: Context, at: Date) =>
  new Intl.DateTimeFormat(ctx.locale, {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone: ctx.community.timeZone,
  }).format(at);

const fillIn = (ctx: Context, slug: string): NonNullable<Message['action']> => ({
  label: ctx.t('crowd-innovation.vote.fill-in'),
  path: `/challenges/${slug}/ballot`,
});

/** The vote is open. */
export const voteOpened = notification<{ challenge: string }>({
  id: 'crowd-innovation.vote-opened',
  title: 'crowd-innovation.mail.vote-opened',
  to: async () => 'members',
  async message(ctx, { challenge: id }) {
    const challenge = await challengeOf(ctx, id);
    if (!challenge?.vote || !isOpen(challenge.vote, challenge.now)) return null;
    const { title, slug, vote } = challenge;
    return {
      subject: ctx.t('crowd-innovation.mail.vote-opened.subject', { title }),
      paragraphs: [ctx.t('crowd-innovation.mail.vote-opened.text', { title, closes: moment(ctx, vote.closesAt) })],
      action: fillIn(ctx, slug),
    };
  },
});

/** The vote closes tomorrow, and somebody chose without sending. */
export const ballotUnsent = notification<{ challenge: string }>({
  id: 'crowd-innovation.ballot-unsent',
  title: 'crowd-innovation.mail.ballot-unsent',
  to: async (ctx, { challenge }) => ({ members: await concerned.withUnsentBallot(ctx, challenge) }),
  async message(ctx, { challenge: id }) {
    const challenge = await challengeOf(ctx, id);
    if (!challenge?.vote || hasClosed(challenge.vote, challenge.now)) return null;
    const { title, slug, vote } = challenge;
    // sent since the recipients were looked up
    if (ctx.actor && !(await concerned.withUnsentBallot(ctx, id)).includes(ctx.actor.id)) return null;
    return {
      subject: ctx.t('crowd-innovation.mail.ballot-unsent.subject', { title }),
      paragraphs: [ctx.t('crowd-innovation.mail.ballot-unsent.text', { title, closes: moment(ctx, vote.closesAt) })],
      action: fillIn(ctx, slug),
    };
  },
});

/** The result is there: for those who voted or pitched. Says nothing of how anybody voted. */
export const resultPublished = notification<{ challenge: string }>({
  id: 'crowd-innovation.result-published',
  title: 'crowd-innovation.mail.result-published',
  to: async (ctx, { challenge }) => ({ members: await concerned.votersAndAuthors(ctx, challenge) }),
  async message(ctx, { challenge: id }) {
    const challenge = await challengeOf(ctx, id);
    if (!challenge?.result) return null;
    const { title, slug, result } = challenge;
    return {
      subject: ctx.t('crowd-innovation.mail.result-published.subject', { title }),
      paragraphs: [
        ctx.t('crowd-innovation.mail.result-published.text', {
          title,
          ballots: result.ballots,
          awards: result.awards,
        }),
      ],
      action: { label: ctx.t('crowd-innovation.results.see'), path: `/challenges/${slug}/results` },
    };
  },
});

/** An idea was accepted or declined: for who pitched it. */
export const ideaDecided = notification<{ idea: string; author: string }>({
  id: 'crowd-innovation.idea-decided',
  title: 'crowd-innovation.mail.idea-decided',
  to: async (_ctx, { author }) => ({ members: [author] }),
  async message(ctx, { idea: id }) {
    const idea = await orNull(ctx.get(ideas).get(ctx, id));
    if (!idea || (idea.state !== 'accepted' && idea.state !== 'declined')) return null;
    const { title } = idea;
    return {
      subject: ctx.t(`crowd-innovation.mail.idea-decided.${idea.state}.subject`, { title }),
      paragraphs: [
        ctx.t(`crowd-innovation.mail.idea-decided.${idea.state}.text`, { title }),
        ...(idea.state === 'declined' && idea.reason ? [idea.reason] : []),
      ],
      action: { label: ctx.t('crowd-innovation.mail.idea-decided.see'), path: `/ideas/${id}` },
    };
  },
});

export const notifications = (): readonly NotificationKind[] => [
  voteOpened,
  ballotUnsent,
  resultPublished,
  ideaDecided,
];
