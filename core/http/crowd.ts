/**
 * Before everything else of a request: whether there is room for it. Whoever is sent away is sent away by a few lines on the bare
 * connection. The same answer through hooks, context and logging cost a fifth of a whole page, so that ten times the load left a
 * third of the throughput.
 *
 * And they are not sent away at once, but a moment later, all together: a program that comes back as soon as it is sent away would else
 * take the time that the others need, and nobody notices a tenth of a second.
 */
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { FastifyServerOptions } from 'fastify';
import { newId } from '../contract/id.ts';
import { wantsPage } from './mount.ts';
import { placeOf } from './request-state.ts';
import { soon, type Slots } from './slots.ts';

export interface CrowdOptions {
  readonly slots: Slots;
  /** Decides whose request it is; called once for each. */
  readonly findPlace: (raw: IncomingMessage) => unknown;
  /** The document that says that there is no room. It depends on place, language and kind of the request alone. */
  readonly refusal: (raw: IncomingMessage) => { readonly type: string; readonly body: string };
  /** The language of that document; what asks for one may be anything, and there are few. */
  readonly languageOf: (raw: IncomingMessage) => string;
  /** Headers that every answer has. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Milliseconds after which those are answered for whom there is no room; and how many may wait for that, the others hear it at once. */
const MOMENT = 100;
const WAITING = 2000;

/** A server for Fastify whose requests come in as far as there is room. */
export function crowdServer({ slots, findPlace, refusal, languageOf, headers }: CrowdOptions) {
  const always = Object.entries(headers).flat();
  /** Documents are written once for each place and language. */
  const kept = new WeakMap<object, Map<string, { readonly type: string; readonly body: Buffer }>>();
  const platform = {};

  /** Nothing else catches what is thrown here, and it is no moment to end the process. */
  function written(raw: IncomingMessage) {
    try {
      return refusal(raw);
    } catch {
      return { type: 'text/plain; charset=utf-8', body: 'Busy. Try again in a few seconds.' };
    }
  }

  function documentFor(raw: IncomingMessage) {
    const { view, base } = placeOf(raw);
    const documents = kept.get(view ?? platform) ?? new Map<string, { type: string; body: Buffer }>();
    const key = `${base} ${wantsPage(raw)} ${languageOf(raw)}`;
    let found = documents.get(key);
    if (!found) {
      const { type, body } = written(raw);
      found = { type, body: Buffer.from(body) };
      kept.set(view ?? platform, documents.set(key, found));
    }
    return found;
  }

  function refuse(raw: IncomingMessage, reply: ServerResponse): void {
    const { type, body } = documentFor(raw);
    reply.writeHead(503, [
      ...always,
      'content-type',
      type,
      'content-length',
      String(body.length),
      'cache-control',
      'no-store',
      'retry-after',
      soon(),
      'x-request-id',
      newId(),
    ]);
    reply.end(body);
  }

  let waiting: [IncomingMessage, ServerResponse][] = [];
  function refuseSoon(raw: IncomingMessage, reply: ServerResponse): void {
    if (waiting.length >= WAITING) return refuse(raw, reply);
    if (waiting.push([raw, reply]) > 1) return;
    setTimeout(() => {
      const those = waiting;
      waiting = [];
      for (const one of those) if (!one[1].destroyed) refuse(...one);
    }, MOMENT);
  }

  return (handle: RequestListener, options: FastifyServerOptions): Server => {
    const server = createServer((raw, reply) => {
      findPlace(raw);
      if (slots.take(raw, reply)) handle(raw, reply);
      else refuseSoon(raw, reply);
    });
    // Fastify sets these only on a server that it makes itself
    server.keepAliveTimeout = options.keepAliveTimeout ?? server.keepAliveTimeout;
    server.requestTimeout = options.requestTimeout ?? server.requestTimeout;
    server.setTimeout(options.connectionTimeout);
    return server;
  };
}
