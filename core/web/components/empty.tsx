import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Button } from './button.tsx';
import { Cover } from './cover.tsx';
import { Heading, type HeadingLevel } from './heading.tsx';
import type { Action } from './hero.tsx';

export interface EmptyProps {
  /** What is missing. */
  readonly title: string;
  /** What usually comes first. */
  readonly text?: ComponentChildren;
  /** One action, for those who may take it. */
  readonly action?: Action | undefined;
  readonly seed: string;
  readonly level?: HeadingLevel | undefined;
}

export function Empty({ title, text, action, seed, level = 2 }: EmptyProps) {
  const heading = useId();
  return (
    <section class="panel empty" aria-labelledby={heading}>
      <Cover seed={seed} cols={4} rows={2} family={3} />
      <Heading level={level} id={heading} class="panel__title">
        {title}
      </Heading>
      {text !== undefined && <p class="muted">{text}</p>}
      {action && <Button kind="main" {...action} />}
    </section>
  );
}
