import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { coreProblems } from '../contract/core-problems.ts';
import { newId } from '../contract/id.ts';
import { claimKey, dropKey, failKey, keepAnswer, keyOf, type Asked, type KeptAnswer } from './idempotency-store.ts';
import type { Limits } from '../contract/route.ts';
import { placeOf, viewOfRequest } from './request-state.ts';
import { millisecondsOf, refuseLate } from './time-limit.ts';

/** Longest wait for a request with the same key that is under way elsewhere, in milliseconds. */
const PATIENCE = 10_000;
/** Seconds after which a key is free again that nobody answered: its process has gone. Longer than any handler may run. */
const LEASE = 60;
/** What is sent again with the answer. Cookies are not: they are for whoever got them first. */
const HEADERS = [
  'content-type',
  'content-disposition',
  'location',
  'etag',
  'cache-control',
  'retry-after',
  'link',
  'deprecation',
  'sunset',
];

interface Held {
  readonly asked: Asked;
  readonly claim: string;
  /** Whether the handler was called: from then on an answer of 500 and above says nothing about what was done. */
  began: boolean;
  readonly done: (answer: KeptAnswer | null) => void;
}

/** The key of a request, as a structured string ("…") or bare. @throws Problem `core.invalid` */
function keyIn(request: FastifyRequest): string | undefined {
  const given = request.headers['idempotency-key'];
  if (given === undefined) return undefined;
  const [, key] = /^"?([\x21\x23-\x7e]{1,255})"?$/.exec(String(given)) ?? [];
  if (key !== undefined) return key;
  throw coreProblems.invalid(
    {},
    {
      fields: [
        { pointer: '/Idempotency-Key', detail: 'Idempotency-Key: 1 to 255 visible ASCII characters, such as a UUID.' },
      ],
    },
  );
}

/**
 * `Idempotency-Key` for every unsafe route (IETF draft-ietf-httpapi-idempotency-key-header): whoever repeats a request gets the
 * answer of the first one and nothing is done twice. A key counts for one member (one network address, for visitors), one route
 * and one day. The key is claimed before the handler runs and answered after it. Where a process dies in between, or the handler
 * ends with 500 or above, or is given up, nobody knows what was done, such as a commit whose confirmation was lost: repetitions
 * get 409 `core.idempotency-key-busy` with `Retry-After` until the lease is over (a minute, or twice the limit of the route), and
 * then one runs the handler again. What must not happen twice even then has a unique key of its own. A key is free at once only
 * where the handler was not called, or refused with 429. What the database keeps of a request is hashed with the server's secret.
 */
export function createIdempotency(
  secret: string,
  who: (request: FastifyRequest) => Promise<{ readonly id: string; readonly member: string | null }>,
) {
  const digestOf = (...parts: readonly string[]) =>
    createHmac('sha256', secret)
      .update(['core.idempotency', ...parts].map((part) => `${part.length}:${part}`).join())
      .digest();
  const held = new WeakMap<FastifyRequest, Held>();
  /** What this process works on, by digest: a thousand repetitions wait for one promise and not in the database. */
  const underWay = new Map<
    string,
    { readonly fingerprint: Buffer; readonly answer: Promise<KeptAnswer | null>; readonly done: Held['done'] }
  >();

  const replay = (reply: FastifyReply, { status, headers, body }: KeptAnswer) =>
    reply
      .code(status)
      .headers(headers)
      .header('idempotent-replayed', 'true')
      .serializer((text: unknown) => text as string)
      .send(body === '' ? undefined : body);

  async function askedBy(request: FastifyRequest, key: string): Promise<Asked> {
    const view = viewOfRequest(request);
    const { url } = placeOf(request.raw);
    const { id, member } = await who(request);
    return {
      community: view.id,
      member,
      digest: digestOf(view.key, id, request.method, request.routeOptions.url ?? '', key),
      fingerprint: digestOf(request.method, url, JSON.stringify(request.body ?? null)),
    };
  }

  /** Waits for whoever works on it. Null where they gave it back, and so it is free. */
  async function answerOfOther(request: FastifyRequest, asked: Asked): Promise<KeptAnswer | null> {
    const { db } = viewOfRequest(request);
    const refuseOther = (fingerprint: Buffer) => {
      if (!fingerprint.equals(asked.fingerprint)) throw coreProblems.idempotencyKeyReused();
    };
    const near = underWay.get(asked.digest.toString('base64'));
    if (near) {
      refuseOther(near.fingerprint);
      const late = sleep(PATIENCE, 'late' as const, { ref: false });
      const answer = await Promise.race([near.answer, late]);
      if (answer === 'late') throw coreProblems.idempotencyKeyBusy({}, { headers: { 'retry-after': '2' } });
      return answer;
    }
    const until = performance.now() + PATIENCE;
    for (let pause = 50; ; pause = Math.min(pause * 2, 1000)) {
      const known = await keyOf(db, asked);
      if (!known) return null;
      refuseOther(known.fingerprint);
      if (known.answer) return known.answer;
      if (known.left <= 0) return null;
      if (known.failed)
        throw coreProblems.idempotencyKeyBusy({}, { headers: { 'retry-after': String(Math.ceil(known.left)) } });
      if (performance.now() + pause > until)
        throw coreProblems.idempotencyKeyBusy({}, { headers: { 'retry-after': '2' } });
      await sleep(pause);
    }
  }

  return {
    /** Runs `work` once for a key; answers with what the first one got. Without a key it only runs. */
    async once(request: FastifyRequest, reply: FastifyReply, limits: Limits | undefined, work: () => Promise<unknown>) {
      const key = keyIn(request);
      if (key === undefined) return work();
      const { db } = viewOfRequest(request);
      const asked = await askedBy(request, key);
      const name = asked.digest.toString('base64');
      const claim = newId();
      for (let tries = 0; ; tries += 1) {
        // the one that finds nobody at work in this process is at work from here on; there is no await in between
        if (!underWay.has(name)) {
          let done: Held['done'] = () => {};
          const answer = new Promise<KeptAnswer | null>((resolve) => {
            done = (given) => {
              // by then the name may be that of somebody else
              if (underWay.get(name)?.done === done) underWay.delete(name);
              resolve(given);
            };
          });
          underWay.set(name, { fingerprint: asked.fingerprint, answer, done });
          let mine = false;
          try {
            mine = await claimKey(db, asked, claim, Math.max(LEASE, (millisecondsOf(limits) / 1000) * 2));
          } catch (error) {
            done(null);
            throw error;
          }
          if (mine) {
            // whoever asked was told 503 meanwhile or has gone: nothing is begun for nobody
            try {
              refuseLate(reply, limits);
              if (reply.raw.closed) throw coreProblems.unavailable();
            } catch (error) {
              await dropKey(db, asked, claim).finally(() => done(null));
              throw error;
            }
            held.set(request, { asked, claim, began: false, done });
            // whatever becomes of the answer, nobody in this process waits for it any longer than its request
            reply.raw.once('close', () => done(null));
            return work();
          }
          // answered before, or another process is at it
          underWay.delete(name);
          try {
            const kept = await answerOfOther(request, asked);
            done(kept);
            if (kept) return replay(reply, kept);
          } catch (error) {
            done(null);
            throw error;
          }
        } else {
          const kept = await answerOfOther(request, asked);
          if (kept) return replay(reply, kept);
        }
        if (tries >= 20) throw coreProblems.idempotencyKeyBusy({}, { headers: { 'retry-after': '2' } });
      }
    },

    /** Called right before the handler is. */
    begin(request: FastifyRequest): void {
      const one = held.get(request);
      if (one) one.began = true;
    },

    /** Keeps the answer, before it leaves: whoever gets it gets the same one again. One of 500 and above, or 429, was none. */
    async keep(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<void> {
      const one = held.get(request);
      if (!one) return;
      held.delete(request);
      const { db } = viewOfRequest(request);
      const body =
        typeof payload === 'string' || payload === undefined || payload === null ? (payload ?? '') : undefined;
      const answer =
        reply.statusCode < 500 && reply.statusCode !== 429 && body !== undefined
          ? {
              status: reply.statusCode,
              headers: Object.fromEntries(
                HEADERS.flatMap((name) => {
                  const value = reply.getHeader(name);
                  return value === undefined ? [] : [[name, String(value)]];
                }),
              ),
              body,
            }
          : null;
      try {
        if (answer) await keepAnswer(db, one.asked, one.claim, answer);
        else if (one.began && reply.statusCode !== 429) await failKey(db, one.asked, one.claim);
        else await dropKey(db, one.asked, one.claim);
      } catch (error) {
        request.log.warn({ err: error }, 'the answer to a request with an idempotency key was not kept');
      } finally {
        one.done(answer);
      }
    },
  };
}
export type Idempotency = ReturnType<typeof createIdempotency>;
