import type { FastifyInstance } from 'fastify';
import { sql, type Kysely } from 'kysely';
import type { Communities } from '../community/communities.ts';
import { describeProblem } from '../community/yaml.ts';
import { coreProblems } from '../contract/core-problems.ts';
import { bootReport } from '../registry/report.ts';
import { extensionHealth, recentIncidents } from '../registry/health.ts';
import type { Registry } from '../registry/registry.ts';
import { describeIncident } from '../registry/runs.ts';

export interface HealthOptions {
  readonly registry: Registry;
  readonly communities: Communities;
  readonly platform: Kysely<any>;
  /** False from the moment that the process was asked to stop. */
  readonly accepting: () => boolean;
}

const LOOPBACK = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];

/** Is the process alive, may it get requests, and what is wrong with it. Probes may come by any host name. */
export function mountHealth(app: FastifyInstance, { registry, communities, platform, accepting }: HealthOptions): void {
  /** Degraded: a file was refused, or an extension failed or did so lately, and what was good goes on serving. */
  const status = () =>
    communities.problems().length === 0 &&
    communities.state().error === null &&
    bootReport(registry).every(({ state }) => state === 'admitted') &&
    recentIncidents(registry).length === 0
      ? 'ok'
      : 'degraded';

  for (const constraints of [{ realm: 'platform' }, { realm: 'community' }]) {
    app.get('/healthz', { constraints }, async (_request, reply) =>
      reply.header('cache-control', 'no-store').send({ status: 'ok' }),
    );
    app.get('/readyz', { constraints }, async (_request, reply) => {
      const ready =
        accepting() &&
        (await sql`select 1`.execute(platform).then(
          () => true,
          () => false,
        ));
      return reply
        .code(ready ? 200 : 503)
        .header('cache-control', 'no-store')
        .send({ status: ready ? status() : 'unavailable' });
    });
  }
  app.get('/api/platform/health', { constraints: { realm: 'platform' } }, async (request, reply) => {
    // operators' sign-in comes with platform roles; until then only the machine itself may ask
    if (!LOOPBACK.includes(request.ip)) throw coreProblems.notFound();
    const checks = await extensionHealth(registry);
    return reply.header('cache-control', 'no-store').send({
      status: checks.every(({ state }) => state === 'ok') ? status() : 'degraded',
      configuration: communities.problems().map((problem) => ({ ...problem, message: describeProblem(problem) })),
      configurationState: communities.state(),
      extensions: bootReport(registry),
      checks,
      incidents: registry.runs.incidents().map((one) => ({ ...one, text: describeIncident(one) })),
    });
  });
}
