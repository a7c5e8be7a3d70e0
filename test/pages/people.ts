/** Who looks at the pages: the demo's people, and browsers that are signed in as them. */
import { client, type Client, type Platform } from '@polyphony/core/testing';

export type Role = 'visitor' | 'member' | 'business' | 'manager';

export interface Community {
  readonly slug: string;
  readonly people: ReadonlyMap<Role, Client>;
}

/** The demo communities, each with a visitor, a member and a manager; where roles of its own exist, with those too. */
export async function demoCommunities(platform: Platform): Promise<readonly Community[]> {
  const { demo, communities } = platform.app;
  return Promise.all(
    communities.all().map(async ({ slug, roles }) => {
      const base = `${platform.url}/c/${slug}`;
      const signedIn = (role: string | undefined) => {
        const person = demo.personas(slug).find((one) => one.roles[0] === role);
        return person && client({ base, email: person.email, password: demo.password, name: person.name });
      };
      const people = new Map<Role, Client>([['visitor', platform.visitor(slug)]]);
      people.set('member', signedIn(undefined) ?? (await platform.member(slug, { name: 'Mina Sato' })));
      if (roles.has('business')) people.set('business', signedIn('business') as Client);
      people.set('manager', signedIn('manager') as Client);
      return { slug, people };
    }),
  );
}

/** The API with the cookie of a browser, so that people of the demo, who have no token, can be asked too. */
export async function ask<Body>(who: Client, method: string, path: string, json?: unknown): Promise<Body> {
  const answer = await who.request(method, `/api${path}`, { browser: true, ...(json === undefined ? {} : { json }) });
  if (answer.status >= 400) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
  return answer.body as Body;
}
