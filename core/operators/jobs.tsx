import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Kysely } from 'kysely';
import { coreProblems } from '../contract/core-problems.ts';
import { jobCounts } from '../events/counts.ts';
import type { DeadLetter, Which } from '../events/dead-letters.ts';
import type { Jobs } from '../events/jobs.ts';
import type { Visit, ConsolePage } from './console.tsx';
import type { OperatorSession } from './operators.ts';
import { DiscardPage, JobsPage } from './pages/jobs.tsx';
import { refuseOperatorForgery } from './session.ts';

export interface JobsSources {
  readonly jobs: Jobs;
  readonly platform: Kysely<any>;
}

const platform = { constraints: { realm: 'platform' } } as const;
const acts = ['replay', 'discard'] as const;
type Act = (typeof acts)[number];

/** Replays or discards, and leaves in the log who did. */
async function act(
  { jobs }: JobsSources,
  request: FastifyRequest,
  operator: OperatorSession,
  what: Act,
  which: Which,
): Promise<number> {
  const letter = 'id' in which ? await jobs.deadLetters.get(which.id) : undefined;
  const count = await jobs.deadLetters[what](which);
  // whatever the level, as it is the only trace
  request.log.warn(
    { operator: operator.email, count, job: 'job' in which ? which.job : letter?.job, ...('id' in which ? which : {}) },
    what === 'replay' ? 'an operator lets jobs run again that had been given up' : 'an operator discards jobs',
  );
  return count;
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** `/jobs`: read, and acted on with forms. */
export function mountJobs(
  app: FastifyInstance,
  options: JobsSources & {
    readonly page: (path: string, view: (visit: Visit) => Promise<ConsolePage>) => void;
    readonly visiting: (request: FastifyRequest, reply: FastifyReply) => Visit;
  },
): void {
  const { jobs, platform: db, page, visiting } = options;

  page('/jobs', async ({ t, request }) => {
    const asked = request.query as Record<string, unknown>;
    const [job, after, done] = [textOf(asked['job']), textOf(asked['after']), textOf(asked['done'])];
    const { items, next } = await jobs.deadLetters.list({ job, after });
    const count = Math.max(0, Math.trunc(Number(asked['count'])) || 0);
    return {
      title: t('core.operators.jobs.page'),
      current: 'jobs',
      said: done === 'replayed' || done === 'discarded' ? t(`core.operators.jobs.${done}`, { count }) : undefined,
      body: (
        <JobsPage
          counts={await jobCounts(db)}
          letters={items}
          job={job}
          next={next}
          schedules={await jobs.schedules()}
        />
      ),
    };
  });
  page('/jobs/discard', async ({ t, request }) => {
    const job = textOf((request.query as Record<string, unknown>)['job']);
    const dead = (await jobCounts(db)).dead.find((one) => one.job === job);
    if (!dead) throw coreProblems.notFound();
    return {
      title: t('core.operators.jobs.discard.title'),
      current: 'jobs',
      body: <DiscardPage letter={undefined} job={dead.job} count={dead.count} />,
    };
  });
  page('/jobs/:id/discard', async ({ t, request }) => {
    const letter = await jobs.deadLetters.get((request.params as { id: string }).id);
    if (!letter) throw coreProblems.notFound();
    return {
      title: t('core.operators.jobs.discard.title'),
      current: 'jobs',
      body: <DiscardPage letter={letter} job={letter.job} count={1} />,
    };
  });

  const form = (path: string, what: Act, which: (request: FastifyRequest) => Which | undefined) =>
    app.post(path, platform, async (request, reply) => {
      const { operator } = visiting(request, reply);
      if (!operator) return reply.redirect('/sign-in?next=/jobs', 303);
      refuseOperatorForgery(request, operator, true);
      const wanted = which(request);
      if (!wanted) throw coreProblems.notFound();
      const count = await act(options, request, operator, what, wanted);
      return reply.redirect(`/jobs?done=${what === 'replay' ? 'replayed' : 'discarded'}&count=${count}`, 303);
    });
  for (const what of acts) {
    form(`/jobs/${what}`, what, ({ body }) => {
      const job = textOf((body as Record<string, unknown> | undefined)?.['job']);
      return job === undefined ? undefined : { job };
    });
    form(`/jobs/:id/${what}`, what, ({ params }) => ({ id: (params as { id: string }).id }));
  }
}

const letterAnswer = ({ failedAt, ...letter }: DeadLetter) => ({ ...letter, failedAt: failedAt.toISOString() });

/** The same for programs. */
export function mountJobsApi(
  app: FastifyInstance,
  options: JobsSources & { readonly required: (request: FastifyRequest) => Promise<OperatorSession> },
): void {
  const { jobs, platform: db, required } = options;

  app.get('/api/platform/jobs', platform, async (request, reply) => {
    await required(request);
    const asked = request.query as Record<string, unknown>;
    const limit = Math.min(100, Math.max(1, Math.trunc(Number(asked['limit'])) || 50));
    const { dead, ...counts } = await jobCounts(db);
    const { items, next } = await jobs.deadLetters.list({
      job: textOf(asked['job']),
      after: textOf(asked['after']),
      limit,
    });
    return reply.header('cache-control', 'no-store').send({
      ...counts,
      dead: dead.map(({ newest, ...one }) => ({ ...one, newest: newest.toISOString() })),
      schedules: (await jobs.schedules()).map(({ next: at, ...one }) => ({ ...one, next: at.toISOString() })),
      items: items.map(letterAnswer),
      next,
    });
  });
  for (const what of acts) {
    const answer = async (request: FastifyRequest, which: Which) => {
      const operator = await required(request);
      refuseOperatorForgery(request, operator, false);
      if ('id' in which && !(await jobs.deadLetters.get(which.id))) throw coreProblems.notFound();
      // 0 where no installed extension does this work any more
      return { count: await act(options, request, operator, what, which) };
    };
    app.post(`/api/platform/jobs/:id/${what}`, { ...platform, bodyLimit: 1024 }, (request) =>
      answer(request, { id: (request.params as { id: string }).id }),
    );
    app.post(`/api/platform/jobs/${what}`, { ...platform, bodyLimit: 1024 }, async (request) => {
      const job = textOf((request.body as Record<string, unknown> | undefined)?.['job']);
      await required(request);
      if (job === undefined) throw coreProblems.invalid({}, { fields: [{ pointer: '/job', detail: 'Give the job.' }] });
      return answer(request, { job });
    });
  }
}
