/** What an author of a program writes against types that were generated from a community's description of its API. */
import createClient from 'openapi-fetch';
import type { paths } from './api.d.ts';

const { API = '', EMAIL = '', PASSWORD = '' } = process.env;
const client = createClient<paths>({ baseUrl: API });

const { data: session, error: refused } = await client.POST('/api/auth/sign-in', {
  body: { email: EMAIL, password: PASSWORD },
});
if (!session) throw new Error(`${refused.code}: ${refused.detail}`);
client.use({
  onRequest: ({ request }) => {
    request.headers.set('authorization', `Bearer ${session.token}`);
    return request;
  },
});

const { data: me } = await client.GET('/api/me');
const { data: challenges } = await client.GET('/api/challenges', { params: { query: { limit: 5 } } });

const { data: group, error } = await client.POST('/api/groups', {
  body: { title: 'Bread', summary: 'People who bake', openness: 'open' },
});
if (!group) throw new Error(error.code);
const openness: 'open' | 'closed' = group.openness;
const { data: groups } = await client.GET('/api/groups');

const { error: missing, response } = await client.GET('/api/groups/{group}', { params: { path: { group: 'nobody' } } });
if (!missing || response.status !== 404) throw new Error('there is no such group');
// codes are a closed union: what this call cannot answer with does not compile
// @ts-expect-error no such code
if (missing.code === 'core.of-another-world') throw new Error('never');

const { error: unfit } = await client.POST('/api/groups', {
  body: { title: '', summary: 'Nothing', openness: 'open' },
});

/** Never called: the compiler is asked. */
export const mistakes = () => [
  // @ts-expect-error the title is a text
  client.POST('/api/groups', { body: { title: 1, summary: 'x', openness: 'open' } }),
  // @ts-expect-error there is no such field
  client.POST('/api/groups', { body: { title: 'x', summary: 'x', openness: 'open', colour: 'red' } }),
  // @ts-expect-error `openness` is needed
  client.POST('/api/groups', { body: { title: 'x', summary: 'x' } }),
  // @ts-expect-error there is no such path
  client.GET('/api/nowhere'),
  // @ts-expect-error the path has a parameter
  client.GET('/api/groups/{group}'),
];

console.log(
  JSON.stringify({
    signedInAs: me?.email,
    challenges: challenges?.items.length,
    group: group.title,
    openness,
    groups: groups?.items.map(({ title }) => title),
    missing: missing.code,
    unfit: unfit?.errors?.map(({ pointer }) => pointer),
  }),
);
