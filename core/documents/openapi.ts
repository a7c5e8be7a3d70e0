import { createHash } from 'node:crypto';
import type { CommunityView } from '../contract/community.ts';
import type { Contributions } from '../registry/contributions.ts';
import { coreVersion } from '../package-version.ts';
import { knownProblems, namedRoutes } from './named-routes.ts';
import { operationOf, pathOf } from './operation.ts';
import { problemResponses } from './problem-responses.ts';
import { sharedHeaders, sharedParameters, sharedSchemas } from './shared-parts.ts';

/** What people call an extension, by its id. */
export type TitleOf = (extension: string) => { readonly title: string; readonly description: string };

/** A description of an API, ready to send. */
export interface ServedDocument {
  readonly text: string;
  /** Strong: of the text that is sent. */
  readonly etag: string;
}

const described = new WeakMap<Contributions, { readonly text: string; readonly hash: string }>();

const introduction = `The API of one community, with the extensions that are on in it.

**Signing in.** \`POST /api/auth/sign-in\` gives a token for twelve hours: send it as \`Authorization: Bearer\`. In a browser the cookie of the pages works as well.

**Errors** are problem details (RFC 9457) with a stable \`code\`; \`errors\` points to fields of the body. What you may not see is 404, with the bytes of what does not exist.

**Lists** come in pages: \`limit\` (at most 100) and \`after\`, answered with \`items\` and \`next\`. Keep asking with \`after=<next>\` until \`next\` is null.

**Repeating.** Send \`Idempotency-Key\` with what changes something, and repeat it safely when no answer came.

**Values.** Times are RFC 3339 in UTC. Money is whole minor units as text, with its ISO 4217 code and exponent. Unknown fields of a body are refused.`;

/** Makes the parts that are the same for every community with these extensions. */
function describe(contributions: Contributions, titleOf: TitleOf): object {
  const known = knownProblems(contributions);
  const problems = problemResponses(known);
  const paths: Record<string, Record<string, object>> = {};
  for (const { name, extension, route } of namedRoutes(contributions).values())
    (paths[pathOf(route.path)] ??= {})[route.method.toLowerCase()] = operationOf(
      { name, extension, route },
      contributions.permissions,
      problems.of(extension, route),
    );
  return {
    tags: contributions.extensions
      .filter(({ routes }) => routes.length > 0)
      .map(({ id, version }) => {
        const { title, description } = titleOf(id);
        return { name: id, description: description || title, 'x-title': title, 'x-version': version };
      }),
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'The token of `POST /api/auth/sign-in`',
        },
        cookie: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-polyphony',
          description: 'The session of a browser; on a path of the platform it is called `polyphony-<slug>`',
        },
      },
      parameters: sharedParameters,
      headers: sharedHeaders,
      responses: problems.responses,
      schemas: sharedSchemas([...known.keys()]),
    },
  };
}

function partsOf(contributions: Contributions, titleOf: TitleOf) {
  let parts = described.get(contributions);
  if (!parts) {
    const text = JSON.stringify(describe(contributions, titleOf));
    parts = { text, hash: createHash('sha256').update(text).digest('base64url').slice(0, 16) };
    described.set(contributions, parts);
  }
  return parts;
}

const head = (view: CommunityView, base: string) => ({
  openapi: '3.1.0',
  info: { title: view.name, version: coreVersion, description: introduction },
  servers: [{ url: base || '/', description: view.name }],
});

/**
 * What this community has, exactly (OpenAPI 3.1), as text: made once for each set of extensions, as it is long and asked for by
 * every client. `base` is where its addresses begin; see `ctx.url('')`.
 */
export function servedOpenApi(
  contributions: Contributions,
  view: CommunityView,
  base: string,
  titleOf: TitleOf,
): ServedDocument {
  const { text, hash } = partsOf(contributions, titleOf);
  const first = JSON.stringify(head(view, base));
  const own = createHash('sha256').update(first).digest('base64url').slice(0, 8);
  return { text: `${first.slice(0, -1)},${text.slice(1)}`, etag: `"${hash}-${own}"` };
}
