import type { FastifyRequest } from 'fastify';
import { refuseForgery } from '../http/forgery.ts';
import type { Operators, OperatorSession } from './operators.ts';

/** The operator whose session the request names, looked up now; null for everybody else. */
export async function operatorOfRequest(
  request: FastifyRequest,
  operators: Pick<Operators, 'resume'>,
): Promise<OperatorSession | null> {
  const named = request.server.tokens.platform.named(request);
  const operator = named && (await operators.resume(named.id));
  // a cookie's token is no bearer token, and the other way round
  return operator && operator.kind === named.kind ? operator : null;
}

/** Refuses what another site made an operator's browser send. @throws Problem `core.foreign-origin` */
export const refuseOperatorForgery = (request: FastifyRequest, operator: OperatorSession | null, form: boolean): void =>
  refuseForgery(request, operator && { ...operator, sessionId: operator.id }, request.server.tokens, form);
