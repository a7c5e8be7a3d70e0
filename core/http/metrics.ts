import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry as Figures } from 'prom-client';
import type { Communities } from '../community/communities.ts';
import { coreProblems } from '../contract/core-problems.ts';
import type { PoolLoad } from '../database/tenant-pool.ts';
import type { Registry } from '../registry/registry.ts';
import { isFromHere } from './from-here.ts';
import type { Slots } from './slots.ts';

export interface MetricsOptions {
  readonly registry: Registry;
  readonly communities: Communities;
  readonly slots: Slots;
  readonly pool: () => PoolLoad;
  /** Work that is due, and that was given up; asked with each scrape. */
  readonly jobs: () => Promise<{ readonly waiting: number; readonly dead: number }>;
  /** Whoever brings it as a bearer token may read; without one only this machine may. */
  readonly token: string | undefined;
}

/** Seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30];

/**
 * `/metrics` in the format of Prometheus, on the platform's own hosts. Labels are extensions, routes and places of code, never
 * communities or people: there may be ten thousand of those, and what one of them does is its own affair.
 */
export function mountMetrics(app: FastifyInstance, options: MetricsOptions): void {
  const { registry, communities, slots, pool } = options;
  const figures = new Figures();
  const registers = [figures];
  collectDefaultMetrics({ register: figures });

  const requests = new Histogram({
    name: 'polyphony_http_request_seconds',
    help: 'Time to answer a request, by extension, route and class of the status.',
    labelNames: ['extension', 'method', 'route', 'status'],
    buckets: BUCKETS,
    registers,
  });
  const runs = new Histogram({
    name: 'polyphony_extension_seconds',
    help: 'Time of one call of an extension by core: hooks (before, after), blocks, jobs, events and other places.',
    labelNames: ['extension', 'place', 'id'],
    buckets: BUCKETS,
    registers,
  });
  const errors = new Counter({
    name: 'polyphony_extension_errors_total',
    help: 'Calls of an extension that threw or took too long.',
    labelNames: ['extension', 'place', 'id', 'outcome'],
    registers,
  });
  registry.runs.watch(({ extension, place, id, outcome, milliseconds }) => {
    // the communities that demo content is made for, and that turn something on, are no labels
    const what = { extension, place, id: ['demo', 'enable', 'disable', 'uninstall'].includes(place) ? '' : id };
    if (outcome !== 'ok') errors.inc({ ...what, outcome });
    if (place !== 'route' && place !== 'page') runs.observe(what, milliseconds / 1000);
  });
  app.addHook('onResponse', async (request, reply) => {
    const { url, config } = request.routeOptions;
    requests.observe(
      {
        extension: config.owned?.extension ?? 'core',
        method: request.method,
        route: url ?? '',
        status: `${Math.floor(reply.statusCode / 100)}xx`,
      },
      reply.elapsedTime / 1000,
    );
  });

  const gauge = (name: string, help: string, read: () => number | Promise<number>) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        this.set(await read());
      },
    });
  gauge('polyphony_requests_in_flight', 'Requests that are being answered.', () => slots.taken);
  gauge('polyphony_requests_in_flight_limit', 'Requests that may be answered at one time.', () => slots.total);
  gauge('polyphony_requests_refused', 'Requests sent away for want of room since the start.', () => slots.refused);
  gauge('polyphony_pool_connections', 'Open connections to the database.', () => pool().open);
  gauge('polyphony_pool_in_use', 'Connections that are in use.', () => pool().open - pool().idle);
  gauge('polyphony_pool_waiting', 'Requests that wait for a connection.', () => pool().waiting);
  gauge('polyphony_communities', 'Communities that this process serves.', () => communities.count());
  gauge('polyphony_configuration_problems', 'What is wrong in the files now.', () => communities.problems().length);
  gauge(
    'polyphony_extensions_unavailable',
    'Installed extensions that are not available.',
    () => registry.records.filter(({ status }) => status.state !== 'admitted').length,
  );
  // a database that is away does not take the other figures with it
  let asked: ReturnType<MetricsOptions['jobs']> | undefined;
  // both figures of a scrape are asked for in one turn, and come of one answer
  const jobs = (pick: 'waiting' | 'dead') => async () => {
    asked ??= options.jobs().finally(() => (asked = undefined));
    return asked.then(
      (counts) => counts[pick],
      () => Number.NaN,
    );
  };
  gauge('polyphony_jobs_waiting', 'Jobs that are due or wait for their time.', jobs('waiting'));
  gauge('polyphony_jobs_dead', 'Jobs that failed for good.', jobs('dead'));

  const may = (request: FastifyRequest) => {
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (options.token === undefined) return isFromHere(request.raw);
    const [one, other] = [Buffer.from(given ?? ''), Buffer.from(options.token)];
    return one.length === other.length && timingSafeEqual(one, other);
  };
  app.get('/metrics', { constraints: { realm: 'platform' } }, async (request, reply) => {
    if (!may(request)) throw coreProblems.notFound();
    return reply
      .type(figures.contentType)
      .header('cache-control', 'no-store')
      .send(await figures.metrics());
  });
}
