import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Communities } from '../community/communities.ts';
import type { CommunityView } from '../contract/community.ts';
import type { DemoSettings } from '../demo/settings.ts';
import { translatorOf } from '../messages/translator.ts';
import type { Registry } from '../registry/registry.ts';
import { Document, renderDocument } from './components/index.ts';
import { FrontDoorPage, type FrontDoorCommunity } from './pages/index.ts';

export interface FrontDoorOptions {
  readonly name: string;
  readonly registry: Registry;
  readonly communities: Communities;
  readonly demo: DemoSettings;
  /** The page of demo content where a persona begins, if there is one now. */
  readonly landing: (view: CommunityView, persona: string) => string | undefined;
  /** Whether an operator is signed in, who is led on to the console. */
  readonly isOperator: (request: FastifyRequest) => Promise<boolean>;
}

/** A community with the people to try it as. A path below this origin, so that one click can sign in. */
function entryOf(view: CommunityView, { demo, landing }: FrontDoorOptions): FrontDoorCommunity {
  return {
    name: view.name,
    purpose: view.purpose,
    access: view.access,
    seed: view.slug,
    url: `/c/${view.slug}/`,
    people: demo.personas(view.slug).map(({ id, label, email, tryThis, start }) => ({
      label,
      email,
      password: demo.password,
      tryThis,
      next: landing(view, id) ?? start,
    })),
  };
}

/** The page at the platform's own address: the communities that may be named, and in a demo the people to try them as. */
export function mountFrontDoor(app: FastifyInstance, stylesheet: string, options: FrontDoorOptions): void {
  const { name, registry, communities, demo, isOperator } = options;
  const t = translatorOf([registry.core], 'en', 'UTC');
  app.get('/', { constraints: { realm: 'platform' } }, async (request, reply) => {
    const views = communities.all().filter(({ access }) => access === 'open' || demo.active);
    const trial = demo.operator && communities.bySlug(demo.operator.community);
    const html = renderDocument(
      { t, locale: 'en', timeZone: 'UTC', now: new Date(), url: (path) => path },
      <Document
        lang="en"
        dir="ltr"
        title={name}
        community={{ name, mark: { seed: name } }}
        navigation={[]}
        footer={[{ label: t('core.operators.forOperators'), href: '/communities' }]}
        stylesheets={[stylesheet]}
        noindex
      >
        <FrontDoorPage
          communities={views.map((view) => entryOf(view, options))}
          demo={demo.active}
          console={await isOperator(request)}
          caretaker={demo.console && { ...demo.console, password: demo.password, next: '/communities' }}
          operator={
            demo.operator && trial && !trial.extensions.has(demo.operator.extension)
              ? { ...demo.operator, name: trial.name, url: `/c/${trial.slug}/` }
              : undefined
          }
        />
      </Document>,
    );
    return reply.header('content-type', 'text/html; charset=utf-8').header('cache-control', 'no-store').send(html);
  });
}
