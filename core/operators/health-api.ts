import type { FastifyInstance, FastifyRequest } from 'fastify';
import { describeProblem } from '../community/yaml.ts';
import { coreProblems } from '../contract/core-problems.ts';
import { isFromHere } from '../http/from-here.ts';
import { platformHostsOf } from '../http/place.ts';
import { describeIncident } from '../registry/runs.ts';
import { attentionOf, type Attention } from './attention.ts';
import { health, type Health } from './health.ts';
import type { ConsoleOptions } from './mount.tsx';
import { operatorOfRequest } from './session.ts';

/** What `GET /api/platform/health` answers, and `polyphony doctor` prints. */
export interface HealthAnswer {
  readonly status: 'ok' | 'degraded';
  readonly attention: readonly Attention[];
  readonly configuration: readonly (Health['problems'][number] & { readonly message: string })[];
  readonly configurationState: Health['configurationState'];
  readonly extensions: Health['boot'];
  readonly checks: Health['checks'];
  readonly incidents: readonly (Health['incidents'][number] & { readonly text: string })[];
  readonly schemas: Health['schemas'];
  readonly database: Omit<Health['database'], 'now'>;
  readonly jobs: Health['jobs'];
  readonly mail: Health['mail'];
}

export function answerOf(found: Health): HealthAnswer {
  const attention = attentionOf(found);
  const { now: _now, ...database } = found.database;
  return {
    status: attention.length === 0 ? 'ok' : 'degraded',
    attention,
    configuration: found.problems.map((problem) => ({ ...problem, message: describeProblem(problem) })),
    configurationState: found.configurationState,
    extensions: found.boot,
    checks: found.checks,
    incidents: found.incidents.map((one) => ({ ...one, text: describeIncident(one) })),
    schemas: found.schemas,
    database,
    jobs: found.jobs,
    mail: found.mail,
  };
}

/**
 * For operators at the platform's own hosts, and for whoever is on the machine itself; for anybody else there is nothing at this
 * address.
 */
export function mountHealthApi(app: FastifyInstance, options: ConsoleOptions): void {
  const hosts = platformHostsOf(options.hosts);
  const mayRead = async (request: FastifyRequest) =>
    isFromHere(request.raw) ||
    (hosts.has(request.hostname.toLowerCase()) && (await operatorOfRequest(request, options.operators)) !== null);
  app.get('/api/platform/health', { constraints: { realm: 'platform' } }, async (request, reply) => {
    if (!(await mayRead(request))) throw coreProblems.notFound();
    return reply.header('cache-control', 'no-store').send(answerOf(await health(options)));
  });
}
