import { Button, Form, formatMoney, Heading, Icon, Link, Meta, usePage, type MoneyValue } from '@polyphony/core';
import type { Challenge } from '../services/challenges.ts';
import type { Idea } from '../services/ideas.ts';
import { ideaPathOf, pathOf } from './parts.tsx';

interface BallotRowProps {
  readonly challenge: Challenge;
  readonly idea: Idea;
  readonly chosen: boolean;
  /** What the button says. Absent where nothing can be chosen: no vote now, or no right to vote. */
  readonly words?: { readonly add: string; readonly remove: string } | undefined;
  /** Why it cannot be added now. The button stays in sight and says so. */
  readonly unavailable?: string | undefined;
}

/** The place on the page of an idea's button: where the browser goes, and puts the focus, after it was pressed. */
export const placeOf = (idea: string): string => `idea-${idea.toLowerCase()}`;

/**
 * One idea of a ballot with the small form that adds it or takes it out. Not core's `BallotItem`, as the button has to keep the
 * focus without a script, so it is the button that carries the id of the place.
 */
export function BallotRow({ challenge, idea, chosen, words, unavailable }: BallotRowProps) {
  const { t } = usePage();
  const action = `${pathOf(challenge)}/ballot`;
  const button = { id: placeOf(idea.id), about: idea.title, value: idea.id };
  return (
    <li class={chosen ? 'item item--in' : 'item'}>
      <div class="stack g2">
        <Heading level={3}>
          <Link href={ideaPathOf(challenge, idea)}>
            <span dir="auto">{idea.title}</span>
          </Link>
        </Heading>
        {idea.by !== null && <Meta items={[{ icon: idea.byName === null ? 'user' : 'building-2', text: idea.by }]} />}
        <p class="sm" dir="auto">
          {idea.summary}
        </p>
      </div>
      <div class="item__act">
        {idea.cost && <Cost of={idea.cost} />}
        {words ? (
          <Form action={action}>
            {chosen ? (
              <Button {...button} kind="on" icon="check" label={words.remove} name="remove" />
            ) : (
              <Button
                {...button}
                icon={unavailable === undefined ? 'plus' : undefined}
                label={words.add}
                name="add"
                unavailable={unavailable}
              />
            )}
          </Form>
        ) : chosen ? (
          <span class="item__state">
            <Icon name="check" small /> {t('core.ballot.chosen')}
          </span>
        ) : null}
      </div>
    </li>
  );
}

function Cost({ of }: { readonly of: MoneyValue }) {
  const page = usePage();
  return <span class="item__cost">{formatMoney(page, of)}</span>;
}
