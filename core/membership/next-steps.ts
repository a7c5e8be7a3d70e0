import { sql } from 'kysely';
import type { Scope } from '../access/index.ts';
import type { Context } from '../contract/context.ts';
import { coreProblems } from '../contract/core-problems.ts';
import { nextStep, type NextStep } from '../contract/next-step.ts';
import { pages } from '../contract/services.ts';
import { registryToken } from '../tokens.ts';
import { agreedVersion, recordAgreement } from './joining-store.ts';
import { BUDGETS } from '../registry/runs.ts';

/** How long somebody is a newcomer, in days. */
const NEW_FOR = 30;

export interface Step {
  readonly id: string;
  readonly label: string;
  readonly text?: string | undefined;
  readonly href: string;
  readonly done: boolean;
}

async function notedSteps(
  { db, community }: Scope,
  memberId: string,
): Promise<{ readonly isNew: boolean; readonly states: ReadonlyMap<string, 'done' | 'hidden'> }> {
  const { rows } = await sql<{ step: string | null; state: 'done' | 'hidden'; is_new: boolean }>`
    select s.step, s.state, m.joined_at > now() - make_interval(days => ${NEW_FOR}) as is_new
    from core.member m left join core.next_step s on s.community_id = m.community_id and s.member_id = m.id
    where m.community_id = ${community.id} and m.id = ${memberId}`.execute(db);
  return {
    isNew: rows[0]?.is_new ?? false,
    states: new Map(rows.flatMap(({ step, state }) => (step === null ? [] : [[step, state]]))),
  };
}

/** Notes what no fact elsewhere tells of. Hidden stays hidden. */
async function note({ db, community }: Scope, memberId: string, step: string, state: 'done' | 'hidden'): Promise<void> {
  await sql`
    insert into core.next_step as s (community_id, member_id, step, state) values (${community.id}, ${memberId}, ${step}, ${state})
    on conflict (community_id, member_id, step) do update set state = 'hidden' where excluded.state = 'hidden'`.execute(
    db,
  );
}

/** Whether the newest rules ask for agreement that the member has not given: the rules were changed so that it matters. */
export async function rulesToAgree(ctx: Context): Promise<{ readonly version: number } | null> {
  if (!ctx.actor) return null;
  const asked = await ctx.get(pages).rulesAskedAgain(ctx);
  if (asked === 0) return null;
  const agreed = await agreedVersion(ctx.db, ctx.community.id, ctx.actor.id, 'rules');
  if (agreed !== null && agreed >= asked) return null;
  return { version: await ctx.get(pages).rulesVersion(ctx) };
}

/** @throws core.changed-meanwhile where the rules are not those any more that were read */
export async function agreeToRules(ctx: Context, version: number): Promise<void> {
  const { actor } = ctx;
  if (!actor) throw coreProblems.signInRequired();
  if (version !== (await ctx.get(pages).rulesVersion(ctx))) throw coreProblems.changedMeanwhile();
  await recordAgreement(ctx.db, ctx.community.id, { memberId: actor.id, page: 'rules', version });
}

/** What somebody new may do next, of core and of the extensions; what is hidden is left out. Empty for who is not new. */
export async function stepsOf(ctx: Context): Promise<readonly Step[]> {
  const { actor } = ctx;
  if (!actor) return [];
  const { isNew, states } = await notedSteps(ctx, actor.id);
  if (!isNew) return [];
  const welcome: Step = {
    id: 'core.welcome',
    label: ctx.t('core.steps.welcome'),
    href: '/welcome',
    done: states.get('core.welcome') === 'done',
  };
  const registry = ctx.get(registryToken)();
  const offers = registry.for(ctx.community).to(nextStep);
  // side by side: one that is late holds up nobody but itself
  const offered = await Promise.all(
    offers.map(async ({ extension, value }): Promise<Step | null> => {
      const { id, look } = value as NextStep;
      if (states.has(id)) return null;
      try {
        const step = await registry.runs.contain({ extension, place: 'next-step', id }, BUDGETS.nextStep, () =>
          look(ctx.as(extension)),
        );
        return step && { id, ...step };
      } catch (error) {
        ctx.log.error({ err: error, extension, step: id }, 'a next step failed and was left out');
        return null;
      }
    }),
  );
  return [welcome, ...offered.filter((step) => step !== null)].filter(({ id }) => states.get(id) !== 'hidden');
}

/** The welcome was read. */
export async function noteWelcomed(ctx: Context): Promise<void> {
  if (ctx.actor) await note(ctx, ctx.actor.id, 'core.welcome', 'done');
}

/** A member does not want to be shown a step any more. */
export async function hideStep(ctx: Context, step: string): Promise<void> {
  const { actor } = ctx;
  if (!actor) throw coreProblems.signInRequired();
  const known = ['core.welcome', ...ctx.all(nextStep).map(({ id }) => id)];
  if (!known.includes(step)) throw coreProblems.notFound();
  await note(ctx, actor.id, step, 'hidden');
}
