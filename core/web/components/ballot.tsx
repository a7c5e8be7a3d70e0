import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { Party } from './avatar.tsx';
import { Button } from './button.tsx';
import { Meta, type MetaItem } from './chip.tsx';
import { classNames } from './class-names.ts';
import { Form } from './form.tsx';
import { formatMoney, type MoneyValue } from './format.ts';
import { Heading, type HeadingLevel } from './heading.tsx';
import { Icon } from './icon.tsx';
import { Link } from './link.tsx';
import { Meter } from './meter.tsx';
import { usePage } from './page-context.ts';
import { Money } from './time.tsx';

/** What a ballot lists. `cost` belongs to ballots that share out money. */
export interface BallotProject {
  readonly id: string;
  readonly title: string;
  readonly href: string;
  readonly text?: string | undefined;
  readonly by?: Party | undefined;
  readonly theme?: string | undefined;
  readonly cost?: MoneyValue | undefined;
}

/**
 * How a project gets onto the ballot. `checkbox`: part of one form that is sent as a whole, as `name=value`. `button`: a small form of
 * its own that saves at once and sends `add=value` or `remove=value`, so that one sent twice does what it said. The id of its
 * button is what the answer leads back to: there the browser puts the focus, without script. `none`: nothing can be chosen now.
 */
export type BallotControl =
  | { readonly as: 'checkbox'; readonly name: string; readonly value: string }
  | {
      readonly as: 'button';
      readonly action: string;
      readonly value: string;
      readonly id?: string | undefined;
      /** What the button says, where a ballot does not add projects to a basket. */
      readonly words?: { readonly add: string; readonly remove: string } | undefined;
    }
  | { readonly as: 'none' };

export interface BallotItemProps {
  readonly project: BallotProject;
  readonly chosen: boolean;
  /** Why it cannot be chosen now, such as how much too dear it is. */
  readonly unavailable?: string | undefined;
  readonly control: BallotControl;
  readonly level?: HeadingLevel | undefined;
}

/** One project of a ballot. One that cannot be chosen stays in sight, unavailable, and says why. */
export function BallotItem({ project, chosen, unavailable, control, level = 3 }: BallotItemProps) {
  const meta: MetaItem[] = [];
  if (project.by) meta.push({ icon: project.by.kind === 'person' ? 'user' : 'building-2', text: project.by.name });
  if (project.theme !== undefined) meta.push({ icon: 'tag', text: project.theme });
  return (
    <li class={classNames('item', chosen && control.as !== 'checkbox' && 'item--in')} id={`project-${project.id}`}>
      <div class="stack g2">
        <Heading level={level}>
          <Link href={project.href}>
            <span dir="auto">{project.title}</span>
          </Link>
        </Heading>
        {meta.length > 0 && <Meta items={meta} />}
        {project.text !== undefined && (
          <p class="sm" dir="auto">
            {project.text}
          </p>
        )}
      </div>
      <div class="item__act">
        {project.cost && (
          <span class="item__cost">
            <Money {...project.cost} />
          </span>
        )}
        <ItemControl title={project.title} chosen={chosen} unavailable={unavailable} control={control} />
      </div>
    </li>
  );
}

type ItemControlProps = Pick<BallotItemProps, 'chosen' | 'unavailable' | 'control'> & { readonly title: string };

function ItemControl({ title, chosen, unavailable, control }: ItemControlProps) {
  const { t } = usePage();
  const reason = useId();
  if (control.as === 'none') {
    return chosen ? (
      <span class="item__state">
        <Icon name="check" small /> {t('core.ballot.chosen')}
      </span>
    ) : null;
  }
  if (control.as === 'checkbox') {
    return (
      <span class="btn-with-reason">
        <label class="tick">
          <input
            type="checkbox"
            name={control.name}
            value={control.value}
            checked={chosen}
            disabled={unavailable !== undefined}
            aria-describedby={unavailable === undefined ? undefined : reason}
          />
          <span>
            {t('core.ballot.choose')}
            <span class="vh"> {title}</span>
          </span>
        </label>
        {unavailable !== undefined && (
          <span class="xs muted" id={reason}>
            {unavailable}
          </span>
        )}
      </span>
    );
  }
  const { words, id, value } = control;
  return (
    <Form action={control.action} inPlace>
      {chosen ? (
        <Button
          kind="on"
          icon="check"
          label={words?.remove ?? t('core.ballot.remove')}
          about={title}
          id={id}
          name="remove"
          value={value}
        />
      ) : (
        <Button
          icon={unavailable === undefined ? 'plus' : undefined}
          label={words?.add ?? t('core.ballot.add')}
          about={title}
          id={id}
          name="add"
          value={value}
          unavailable={unavailable}
        />
      )}
    </Form>
  );
}

export interface BallotLine {
  readonly title: string;
  readonly cost: MoneyValue;
}

export interface BudgetBarProps {
  readonly total: MoneyValue;
  readonly lines: readonly BallotLine[];
  /** The next step, such as the button "Check and send". */
  readonly action: ComponentChildren;
}

const plus = (lines: readonly BallotLine[]): bigint => lines.reduce((sum, { cost }) => sum + cost.amount, 0n);

/** Money left to give, kept in sight. Pass it to `Document` as `bar`. */
export function BudgetBar({ total, lines, action }: BudgetBarProps) {
  const page = usePage();
  const { t } = page;
  const used = plus(lines);
  const money = (amount: bigint) => formatMoney(page, { ...total, amount });
  return (
    <section class="bar" id="budget-bar" aria-label={t('core.ballot.bar')}>
      <div class="wrap bar__in">
        <p class="bar__text">
          <span>
            <b class="num">{t('core.ballot.left', { amount: money(total.amount - used) })}</b>{' '}
            <span class="muted">{t('core.ballot.of', { amount: money(total.amount) })}</span>
          </span>
        </p>
        <Meter
          label={t('core.ballot.used', { used: money(used), total: money(total.amount) })}
          parts={lines.map(({ cost }) => Number(cost.amount))}
          of={Number(total.amount)}
        />
        {action}
      </div>
    </section>
  );
}

export interface BallotProps {
  /** Without `cost` the ballot is one of approval and shows no sums. */
  readonly lines: readonly { readonly title: string; readonly cost?: MoneyValue | undefined }[];
  readonly left?: MoneyValue | undefined;
  readonly action?: ComponentChildren;
  /** What happens next, and whether it is sent. */
  readonly note?: ComponentChildren;
  readonly title?: string | undefined;
  readonly id?: string | undefined;
}

/** Everything on the person's ballot, in words. */
export function Ballot({ lines, left, action, note, title, id = 'ballot' }: BallotProps) {
  const { t } = usePage();
  const heading = useId();
  return (
    <section class="panel" id={id} aria-labelledby={heading}>
      <h2 class="panel__title" id={heading}>
        {title ?? t('core.ballot.yours')}
      </h2>
      {lines.length === 0 ? (
        <p class="sm muted">{t('core.ballot.empty')}</p>
      ) : (
        <ul class="rows">
          {lines.map(({ title: name, cost }) => (
            <li class="total">
              <span dir="auto">{name}</span>
              {cost && (
                <b>
                  <Money {...cost} />
                </b>
              )}
            </li>
          ))}
        </ul>
      )}
      {left && (
        <p class="total total--big">
          <span>{t('core.ballot.leftToGive')}</span>
          <Money {...left} />
        </p>
      )}
      {action}
      {note !== undefined && <p class="sm muted">{note}</p>}
    </section>
  );
}
