import { Button } from './button.tsx';
import { Card } from './card.tsx';
import type { Party } from './avatar.tsx';
import type { MetaItem } from './chip.tsx';
import type { CoverProps } from './cover.tsx';
import { Form } from './form.tsx';
import type { HeadingLevel } from './heading.tsx';
import { Pips } from './meter.tsx';
import { usePage } from './page-context.ts';

export interface VoteBarProps {
  readonly used: number;
  readonly of: number;
  /** Where the person's votes are listed. */
  readonly href: string;
}

/** Votes left, kept in sight: one sticky bar per page. Place it after `PageHead`, or pass it to `Document` as `bar`. */
export function VoteBar({ used, of, href }: VoteBarProps) {
  const { t } = usePage();
  return (
    <section class="bar" id="vote-bar" aria-label={t('core.vote.bar')}>
      <div class="wrap bar__in">
        <p class="bar__text">
          {of <= 8 && <Pips used={used} of={of} />}
          <span>
            <b>{t('core.vote.left', { left: of - used })}</b> <span class="muted">{t('core.vote.of', { of })}</span>
            <span class="bar__wide muted"> {t('core.vote.saved')}</span>
          </span>
        </p>
        <Button kind="quiet" label={t('core.vote.yours')} href={href} />
      </div>
    </section>
  );
}

/** An idea as a card of a challenge. */
export interface Idea {
  readonly id: string;
  readonly title: string;
  readonly href: string;
  readonly by: Party;
  readonly text: string;
  readonly theme?: string | undefined;
  readonly comments?: number | undefined;
  readonly cover: CoverProps;
}

export interface IdeaVote {
  readonly state: 'open' | 'mine' | 'none-left' | 'closed';
  /** Shown once counts are no longer hidden. */
  readonly count?: number | undefined;
  /** Where the vote, or taking it back, is sent (POST). Needed while voting is open. */
  readonly action?: string | undefined;
}

export interface IdeaCardProps {
  readonly idea: Idea;
  /** Absent while there is no voting. */
  readonly vote?: IdeaVote | undefined;
  readonly level?: HeadingLevel | undefined;
}

/** One idea with its vote. A vote is saved by its own small form, at once. */
export function IdeaCard({ idea, vote, level = 3 }: IdeaCardProps) {
  const { t } = usePage();
  const meta: MetaItem[] = [];
  if (idea.theme !== undefined) meta.push({ icon: 'tag', text: idea.theme });
  if (idea.comments !== undefined)
    meta.push({ icon: 'message-circle', text: t('core.comments', { count: idea.comments }) });
  if (vote?.count !== undefined) meta.push({ icon: 'vote', text: t('core.vote.count', { count: vote.count }) });
  return (
    <Card
      id={`idea-${idea.id}`}
      title={idea.title}
      href={idea.href}
      level={level}
      cover={idea.cover}
      by={idea.by}
      text={idea.text}
      meta={meta}
      action={vote && <VoteControl title={idea.title} vote={vote} />}
    />
  );
}

function VoteControl({ title, vote }: { readonly title: string; readonly vote: IdeaVote }) {
  const { t } = usePage();
  if (vote.state === 'closed') return <p class="sm muted">{t('core.vote.closed')}</p>;
  if (vote.state === 'none-left')
    return <Button block label={t('core.vote.give')} about={title} unavailable={t('core.vote.noneLeft')} />;
  return (
    <Form action={vote.action ?? ''}>
      {vote.state === 'mine' ? (
        <Button block kind="on" icon="check" label={t('core.vote.takeBack')} about={title} />
      ) : (
        <Button block label={t('core.vote.give')} about={title} />
      )}
    </Form>
  );
}
