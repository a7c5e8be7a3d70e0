import { Area, Button, Chip, Form, formatMoney, Link, Text, type FormState } from '@polyphony/core';
import { fromMinorUnits } from '../counting/amount.ts';
import type { Ctx } from '../extension.ts';
import type { Challenge } from '../services/challenges.ts';
import type { Idea } from '../services/ideas.ts';
import { stateChip } from './idea.tsx';
import { ideaPathOf } from './parts.tsx';

interface IdeaRowProps {
  readonly ctx: Ctx;
  readonly challenge: Challenge;
  readonly idea: Idea;
  readonly open: boolean;
  readonly state: FormState | undefined;
}

/** One idea, with the forms that decide on it until the vote opens. */
export function IdeaRow({ ctx, challenge, idea, open, state }: IdeaRowProps) {
  const { t } = ctx;
  const path = `/manage${ideaPathOf(challenge, idea)}`;
  return (
    <li class="panel" id={`idea-${idea.id}`}>
      <div class="split">
        <h3>
          <Link href={ideaPathOf(challenge, idea)}>
            <span dir="auto">
              {idea.number}. {idea.title}
            </span>
          </Link>
        </h3>
        <Chip {...stateChip(ctx, idea)} />
      </div>
      <p class="sm muted">
        {[idea.by, idea.cost && t('crowd-innovation.asks-for', { amount: formatMoney(ctx, idea.cost) })]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p class="sm" dir="auto">
        {idea.summary}
      </p>
      {idea.reason && (
        <p class="sm">
          <b>{t('crowd-innovation.declined.title')}</b> {idea.reason}
        </p>
      )}
      {open && (
        <div class="two">
          <Form action={`${path}/accept`} class="stack g3" label={`${t('crowd-innovation.accept')}: ${idea.title}`}>
            {idea.requested && (
              <Text
                name="cost"
                id={`field-${idea.id}-cost`}
                label={t('crowd-innovation.field.cost', { currency: idea.requested.currency })}
                hint={t('crowd-innovation.field.cost-hint')}
                value={state?.text('cost') || (idea.cost ? fromMinorUnits(idea.cost.amount, idea.cost.exponent) : '')}
                error={state?.error('cost')}
                inputmode="decimal"
                width="short"
              />
            )}
            <div class="cluster">
              <Button
                icon="check"
                label={t(idea.state === 'accepted' ? 'crowd-innovation.accept.again' : 'crowd-innovation.accept')}
                about={idea.title}
              />
            </div>
          </Form>
          <Form action={`${path}/decline`} class="stack g3" label={`${t('crowd-innovation.decline')}: ${idea.title}`}>
            <Area
              name="reason"
              id={`field-${idea.id}-reason`}
              label={t('crowd-innovation.field.reason')}
              hint={t('crowd-innovation.field.reason-hint')}
              value={state?.text('reason') || (idea.reason ?? '')}
              error={state?.error('reason')}
              rows={2}
              maxlength={2000}
            />
            <div class="cluster">
              <Button label={t('crowd-innovation.decline')} about={idea.title} />
            </div>
          </Form>
        </div>
      )}
    </li>
  );
}
