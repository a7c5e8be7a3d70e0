import { Button, DateField, Form, type FormState } from '@polyphony/core';
import type { Ctx } from '../extension.ts';
import { problems } from '../problems.ts';
import type { Challenge, PhaseInput } from '../services/challenges.ts';
import { instantOf, localText } from '../services/local-time.ts';
import { hasClosed, hasOpened, type Phase } from '../services/phases.ts';
import { nameOf, timeInWords } from '../services/words.ts';
import { pathOf } from './parts.tsx';

/** The phases of the challenge with the dates that were typed, in their order. */
export function phasesOf(
  ctx: Ctx,
  { phases }: Challenge,
  opens: readonly string[],
  closes: readonly string[],
): readonly PhaseInput[] {
  const zone = ctx.community.timeZone;
  return phases.map(({ kind, name, ...before }, at) => {
    const opensAt = exact(opens[at], before.opensAt, zone);
    if (opensAt) return { kind, name, opensAt, closesAt: exact(closes[at], before.closesAt, zone) ?? null };
    throw problems.dateNeeded(
      {},
      { fields: [{ pointer: `/phases/${at}`, detail: ctx.t('crowd-innovation.error.date') }] },
    );
  });
}

/** A date field knows minutes: one that was left as it was keeps its seconds. */
const exact = (typed: string | undefined, before: Date | null, zone: string): Date | undefined =>
  before && typed === localText(before, zone) ? before : instantOf(typed ?? '', zone);

/** The first date of a phase that can still be changed, such as `opens-1` for the second phase. */
export function phaseField(pointer: string, { phases, vote, now }: Challenge): string | undefined {
  const at = Number(/^\/phases\/(\d+)/.exec(pointer)?.[1]);
  const phase = phases[at];
  if (!phase) return undefined;
  return `${vote && hasOpened(vote, now) && hasOpened(phase, now) ? 'closes' : 'opens'}-${at}`;
}

/** The dates of all phases; what can no longer change stands as text. */
export function PhaseForm({
  ctx,
  challenge,
  state,
}: {
  readonly ctx: Ctx;
  readonly challenge: Challenge;
  readonly state: FormState | undefined;
}) {
  const { t } = ctx;
  const { phases, vote, now } = challenge;
  if (phases.length === 0 || challenge.standing === 'published') return null;
  const started = vote !== undefined && hasOpened(vote, now);
  const zone = ctx.community.timeZone;
  const typed = (name: 'opens' | 'closes', at: number, saved: Date | null) => {
    const values = state?.values[name];
    const value = Array.isArray(values) ? values[at] : values;
    return typeof value === 'string' ? value : saved ? localText(saved, zone) : '';
  };
  const errorOf = (field: string) =>
    state?.errors.find(({ pointer }) => phaseField(pointer, challenge) === field)?.detail;
  return (
    <section class="stack" aria-labelledby="phases">
      <h2 id="phases">{t('crowd-innovation.phases')}</h2>
      <Form action={`/manage${pathOf(challenge)}/phases`} class="panel" label={t('crowd-innovation.phases')}>
        <p class="sm muted" id="field-phases">
          {t(started ? 'crowd-innovation.phases.longer' : 'crowd-innovation.phases.free')}{' '}
          {t('crowd-innovation.field.zone', { zone: zone.replaceAll('_', ' ') })}
        </p>
        {phases.map((phase, at) => (
          <fieldset class="stack g2">
            <legend>
              <b>{nameOf(ctx, phase)}</b>
            </legend>
            <div class="two">
              <PhaseDate
                ctx={ctx}
                name="opens"
                at={at}
                fixed={started && hasOpened(phase, now)}
                value={typed('opens', at, phase.opensAt)}
                error={errorOf(`opens-${at}`)}
                shown={phase.opensAt}
              />
              <PhaseDate
                ctx={ctx}
                name="closes"
                at={at}
                fixed={isEndFixed(phase, started, now)}
                value={typed('closes', at, phase.closesAt)}
                error={errorOf(`closes-${at}`)}
                shown={phase.closesAt}
              />
            </div>
          </fieldset>
        ))}
        <div class="cluster">
          <Button label={t('crowd-innovation.phases.save')} />
        </div>
      </Form>
    </section>
  );
}

const isEndFixed = (phase: Phase, started: boolean, now: Date) =>
  phase.closesAt === null || (started && hasClosed(phase, now));

interface PhaseDateProps {
  readonly ctx: Ctx;
  readonly name: 'opens' | 'closes';
  readonly at: number;
  readonly fixed: boolean;
  readonly value: string;
  readonly error: string | undefined;
  readonly shown: Date | null;
}

function PhaseDate({ ctx, name, at, fixed, value, error, shown }: PhaseDateProps) {
  const label = ctx.t(`crowd-innovation.field.${name}`);
  if (!fixed)
    return (
      <DateField
        name={name}
        id={`field-${name}-${at}`}
        label={label}
        value={value}
        error={error}
        withTime
        optional={name === 'closes' && shown === null}
      />
    );
  return (
    <div class="field">
      <input type="hidden" name={name} value={value} />
      {shown && (
        <>
          <span class="sm muted">{label}</span>
          <span>{timeInWords(ctx, shown, 'datetime')}</span>
        </>
      )}
    </div>
  );
}
