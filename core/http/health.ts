import type { FastifyInstance } from 'fastify';
import { sql, type Kysely } from 'kysely';
import type { Communities } from '../community/communities.ts';
import { bootReport, isOut } from '../registry/report.ts';
import { recentIncidents } from '../registry/health.ts';
import type { Registry } from '../registry/registry.ts';

export interface HealthOptions {
  readonly registry: Registry;
  readonly communities: Communities;
  readonly platform: Kysely<any>;
  /** False from the moment that the process was asked to stop. */
  readonly accepting: () => boolean;
}

/** Is the process alive, and may it get requests. Probes may come by any host name. What is wrong with it, `core/operators` says. */
export function mountHealth(app: FastifyInstance, { registry, communities, platform, accepting }: HealthOptions): void {
  /** Degraded: a file was refused, or an extension failed or did so lately, and what was good goes on serving. */
  const status = () =>
    communities.problems().length === 0 &&
    communities.state().error === null &&
    !bootReport(registry).some(isOut) &&
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
}
