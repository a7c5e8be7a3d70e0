import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Button } from './button.tsx';
import { Chip, type ChipProps } from './chip.tsx';
import { Cover, HeroArt, type CoverProps } from './cover.tsx';
import { Heading, type HeadingLevel } from './heading.tsx';
import { Icon } from './icon.tsx';
import { Meter, type MeterProps } from './meter.tsx';
import { Time } from './time.tsx';
import { Words } from './words.tsx';

/** A link offered as a button. */
export interface Action {
  readonly label: string;
  readonly href: string;
}

export interface HeroProps {
  readonly title: string;
  readonly text: ComponentChildren;
  readonly actions: readonly [Action, Action?];
  /** What is on, as a `Button` before the actions, which then step back. */
  readonly lead?: ComponentChildren;
  /** At most three numbers about the community. */
  readonly facts?: readonly { readonly value: string; readonly label: string }[] | undefined;
  readonly seed: string;
}

/** The welcome of the home page, with its one `h1`. */
export function Hero({ title, text, actions, lead, facts, seed }: HeroProps) {
  const heading = useId();
  const [main, other] = actions;
  return (
    <section class="hero" aria-labelledby={heading}>
      <div class="wrap hero__in">
        <div class="hero__text">
          <h1 id={heading} dir="auto">
            {title}
          </h1>
          <p dir="auto">{text}</p>
          <div class="cluster">
            {lead}
            <Button kind={lead ? 'ghost' : 'inverse'} size="lg" {...main} />
            {other && <Button kind="ghost" size="lg" {...other} />}
          </div>
          {facts && facts.length > 0 && (
            <dl class="facts">
              {facts.slice(0, 3).map(({ value, label }) => (
                <div>
                  <dt>{label}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          )}
        </div>
        <div class="hero__art">
          <HeroArt seed={seed} />
        </div>
      </div>
    </section>
  );
}

export interface FeatureCardProps {
  readonly title: string;
  readonly text: ComponentChildren;
  readonly status: ChipProps;
  readonly closes?: Date | undefined;
  /** The bar, and the sentence below it that says the same in words. */
  readonly meter?: (MeterProps & { readonly text: ComponentChildren }) | undefined;
  readonly actions: ComponentChildren;
  readonly cover: CoverProps;
  readonly level?: HeadingLevel | undefined;
}

/** The one thing that is happening now. */
export function FeatureCard({ title, text, status, closes, meter, actions, cover, level = 2 }: FeatureCardProps) {
  const heading = useId();
  return (
    <section class="feature" aria-labelledby={heading}>
      <Cover cols={4} rows={5} {...cover} />
      <div class="feature__body">
        <div class="cluster">
          <Chip {...status} />
          {closes && (
            <span class="meta">
              <span>
                <Icon name="clock" small />
                <span>
                  <Words of="core.closes" parts={{ time: <Time at={closes} as="deadline" /> }} />
                </span>
              </span>
            </span>
          )}
        </div>
        <Heading level={level} id={heading}>
          {title}
        </Heading>
        <p class="muted">{text}</p>
        {meter && (
          <div class="stack g2">
            <Meter label={meter.label} parts={meter.parts} of={meter.of} />
            <p class="sm muted">{meter.text}</p>
          </div>
        )}
        <div class="cluster">{actions}</div>
      </div>
    </section>
  );
}
