import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { CommunityView } from '../contract/community.ts';
import type { Context } from '../contract/context.ts';
import type { Resumed } from '../identity/sessions.ts';

/** Which community a request is for, decided once from host and path, before routing. */
export interface Place {
  readonly view: CommunityView | undefined;
  /** '' on a host of the community's own, `/c/<slug>` below the platform's. */
  readonly base: string;
  /** The path inside the community or platform, with its query. */
  readonly url: string;
}

/** Whose session it is: a member, or with `pending` somebody on the way in, who has no actor and so sees what visitors see. */
export interface SignedIn extends Resumed {
  readonly sessionId: string;
}

const places = new WeakMap<IncomingMessage, Place>();
const sessions = new WeakMap<IncomingMessage, Promise<SignedIn | null>>();

export const setPlace = (raw: IncomingMessage, place: Place) => {
  places.set(raw, place);
  return place;
};
/** The place of a request where it is known already. */
export const placed = (raw: IncomingMessage): Place | undefined => places.get(raw);
export const placeOf = (raw: IncomingMessage): Place =>
  places.get(raw) ?? { view: undefined, base: '', url: raw.url ?? '/' };

/** The community's view that this request holds from start to end. Only behind the routes of communities. */
export function viewOfRequest(request: FastifyRequest): CommunityView {
  const { view } = placeOf(request.raw);
  if (!view) throw new Error('a community was asked for outside of one');
  return view;
}

/** Looked up at most once for each request. */
export function sessionOnce(request: FastifyRequest, find: () => Promise<SignedIn | null>): Promise<SignedIn | null> {
  let session = sessions.get(request.raw);
  if (!session) {
    session = find();
    sessions.set(request.raw, session);
  }
  return session;
}

/** What the server gives to handlers: a context for an extension in the place of the request. */
export type ContextFor = (request: FastifyRequest, extension: string) => Promise<Context>;
