import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { describeProblem } from '../community/yaml.ts';
import { coreProblems } from '../contract/core-problems.ts';
import { callerOf, email, password } from '../identity/exchange.ts';
import { mountJobsApi } from './jobs.tsx';
import type { ConsoleOptions } from './mount.tsx';
import { operatorOfRequest, refuseOperatorForgery } from './session.ts';
import { overview, type CommunityOverview } from './overview.ts';
import { sheets, type ExtensionSheet } from './sheet.ts';
import { OPERATOR_SECONDS, revokeOperatorSession } from './store.ts';

const platform = { constraints: { realm: 'platform' } } as const;

const communityAnswer = (
  { view, appliedAt, problems, people, extensions, locks, ...rest }: CommunityOverview,
  address: string | null,
) => ({
  slug: rest.slug,
  name: rest.name,
  state: rest.state,
  address,
  hosts: view?.hosts ?? [],
  access: view?.access ?? null,
  join: view?.join ?? null,
  safeguarding: view?.safeguarding ?? null,
  languages: view?.languages ?? [],
  file: rest.file,
  appliedAt: appliedAt?.toISOString() ?? null,
  revision: rest.revision ?? null,
  problems: problems.map((problem) => ({ ...problem, message: describeProblem(problem) })),
  members: people?.members ?? null,
  managers: people?.managers ?? null,
  extensions: Object.fromEntries(extensions),
  locks: Object.fromEntries(locks),
});

const extensionAnswer = ({ record, standings, ...sheet }: ExtensionSheet) => ({
  ...sheet,
  status: record.status,
  milliseconds: Math.round(record.milliseconds),
  communities: Object.fromEntries(standings),
});

/** The same for programs: a bearer token from `POST /api/platform/sign-in`, or the cookie of the console. */
export function mountApi(app: FastifyInstance, options: ConsoleOptions): void {
  const { operators, addresses, registry, platform: db } = options;
  const required = async (request: FastifyRequest) => {
    const operator = await operatorOfRequest(request, operators);
    if (!operator) throw coreProblems.operatorRequired();
    return operator;
  };

  app.post(
    '/api/platform/sign-in',
    { ...platform, bodyLimit: 65_536, schema: { body: Type.Object({ email: email(), password: password() }) } },
    async (request, reply) => {
      refuseOperatorForgery(request, null, false);
      const body = request.body as { email: string; password: string };
      const session = await operators.signIn({ ...body, ...callerOf({ request, reply }) }, 'bearer');
      const token = request.server.tokens.platform.issue(request, reply, session, OPERATOR_SECONDS);
      return reply
        .header('cache-control', 'no-store')
        .send({ token, expiresAt: session.expiresAt.toISOString(), email: session.email });
    },
  );
  app.post('/api/platform/sign-out', { ...platform, bodyLimit: 1024 }, async (request, reply) => {
    const operator = await required(request);
    refuseOperatorForgery(request, operator, false);
    await revokeOperatorSession(db, operator.id);
    if (operator.kind === 'cookie') request.server.tokens.platform.clear(request, reply);
    return reply.code(204).send();
  });
  mountJobsApi(app, { ...options, required });
  app.get('/api/platform/communities', platform, async (request, reply) => {
    await required(request);
    const all = await overview(options);
    return reply.header('cache-control', 'no-store').send({
      items: all.map((community) => communityAnswer(community, community.view ? addresses.of(community.view) : null)),
    });
  });
  app.get('/api/platform/extensions', platform, async (request, reply) => {
    await required(request);
    const all = await overview(options);
    return reply
      .header('cache-control', 'no-store')
      .send({ items: sheets(registry, all, 'en').map((sheet) => extensionAnswer(sheet)) });
  });
}
