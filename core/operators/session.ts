import type { FastifyRequest } from 'fastify';
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
