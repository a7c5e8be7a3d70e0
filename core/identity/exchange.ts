import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { coreProblems } from '../contract/core-problems.ts';
import type { SignedIn } from '../http/request-state.ts';
import { agentOf } from './agent.ts';
import type { Caller } from './identity.ts';
import type { Presenter } from './link-use.ts';
import type { Self } from './own-account.ts';
import type { Session } from './standing.ts';

/** Core's own handlers also see the exchange itself, for cookies and addresses. */
export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export const exchangeOf = (input: unknown): Exchange => input as Exchange;

export const callerOf = ({ request }: Exchange): Caller => ({
  address: request.ip,
  agent: agentOf(request.headers['user-agent']),
});

/** Whose session it is, also of somebody who is no member yet. */
export const sessionOf = ({ request }: Exchange): Promise<SignedIn | null> => request.server.tokens.session(request);

export async function presenterOf(exchange: Exchange): Promise<Presenter | null> {
  const session = await sessionOf(exchange);
  return session && { sessionId: session.sessionId, accountId: session.accountId };
}

/** The signed-in person, for what only they may do. */
export async function selfOf(exchange: Exchange): Promise<Self> {
  const presenter = await presenterOf(exchange);
  if (!presenter) throw coreProblems.signInRequired();
  return { ...presenter, ...callerOf(exchange) };
}

/** The bearer token of a session, or '' after its cookie was set. */
export const issue = ({ request, reply }: Exchange, session: Session): string =>
  request.server.tokens.issue(request, reply, session) ?? '';

export const email = () => Type.String({ format: 'email', maxLength: 254 });
export const password = () => Type.String({ minLength: 1, maxLength: 200 });
export const personName = () => Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' });
export const nextPath = () => Type.String({ maxLength: 2000 });
