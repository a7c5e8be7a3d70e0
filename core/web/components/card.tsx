import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Avatar, type Party } from './avatar.tsx';
import { Meta, type MetaItem } from './chip.tsx';
import { classNames } from './class-names.ts';
import { Cover, type CoverProps } from './cover.tsx';
import { Heading, type HeadingLevel } from './heading.tsx';
import { Link } from './link.tsx';

export interface CardProps {
  readonly title: string;
  readonly href: string;
  readonly level: HeadingLevel;
  readonly cover?: CoverProps | undefined;
  readonly by?: Party | undefined;
  readonly text?: ComponentChildren;
  readonly meta?: readonly MetaItem[] | undefined;
  /** Stands at the foot, in line with its neighbours. */
  readonly action?: ComponentChildren;
  /** A coloured upper edge: this one was chosen. */
  readonly winner?: boolean | undefined;
  readonly id?: string | undefined;
  /** `li` inside of a list, `article` on its own. */
  readonly as?: 'li' | 'article' | 'div' | undefined;
}

/** One item of a grid. Its title is the only link that stands for the whole card. */
export function Card({ title, href, level, cover, by, text, meta, action, winner, id, as: Tag = 'li' }: CardProps) {
  return (
    <Tag class={classNames('card', winner && 'card--winner')} id={id}>
      {cover && <Cover {...cover} />}
      <div class="card__body">
        {by && (
          <p class="by">
            <Avatar party={by} size="sm" />
            <span dir="auto">{by.name}</span>
          </p>
        )}
        <Heading level={level}>
          <Link href={href}>
            <span dir="auto">{title}</span>
          </Link>
        </Heading>
        {text !== undefined && (
          <p class="sm" dir="auto">
            {text}
          </p>
        )}
        {meta && <Meta items={meta} />}
        {action !== undefined && <div class="card__end">{action}</div>}
      </div>
    </Tag>
  );
}

export interface PanelProps {
  readonly title: string;
  readonly tone?: 'plain' | 'tint' | undefined;
  readonly more?: { readonly label: string; readonly href: string } | undefined;
  readonly level?: HeadingLevel | undefined;
  readonly id?: string | undefined;
  readonly children: ComponentChildren;
}

/** A titled box, named by its heading. */
export function Panel({ title, tone = 'plain', more, level = 2, id, children }: PanelProps) {
  const heading = useId();
  return (
    <section class={classNames('panel', tone === 'tint' && 'panel--tint')} id={id} aria-labelledby={heading}>
      {more ? (
        <div class="split">
          <Heading level={level} id={heading} class="panel__title">
            {title}
          </Heading>
          <Link class="sm" href={more.href}>
            {more.label}
          </Link>
        </div>
      ) : (
        <Heading level={level} id={heading} class="panel__title">
          {title}
        </Heading>
      )}
      {children}
    </section>
  );
}
