import type { FastifyInstance } from 'fastify';
import type { Communities } from '../community/communities.ts';
import type { DemoSettings } from '../demo/settings.ts';
import { translatorOf } from '../messages/translator.ts';
import type { Registry } from '../registry/registry.ts';
import { Document, renderDocument } from './components/index.ts';
import { FrontDoorPage } from './pages/index.ts';

export interface FrontDoorOptions {
  readonly name: string;
  readonly registry: Registry;
  readonly communities: Communities;
  readonly demo: DemoSettings;
}

/** The page at the platform's own address: the communities that may be named, and in a demo the people to try them as. */
export function mountFrontDoor(
  app: FastifyInstance,
  stylesheet: string,
  { name, registry, communities, demo }: FrontDoorOptions,
): void {
  const t = translatorOf([registry.core], 'en', 'UTC');
  app.get('/', { constraints: { realm: 'platform' } }, async (_request, reply) => {
    const views = communities.all().filter(({ access }) => access === 'open' || demo.active);
    const html = renderDocument(
      { t, locale: 'en', timeZone: 'UTC', now: new Date(), url: (path) => path },
      <Document
        lang="en"
        dir="ltr"
        title={name}
        community={{ name, mark: { seed: name } }}
        navigation={[]}
        footer={[]}
        stylesheets={[stylesheet]}
        noindex
      >
        <FrontDoorPage
          communities={views.map((view) => ({
            name: view.name,
            purpose: view.purpose,
            access: view.access,
            url: `/c/${view.slug}/`,
          }))}
          demo={demo.active}
          people={views.flatMap((view) =>
            demo
              .personas(view.slug)
              .map(({ label, email, tryThis }) => ({
                community: view.name,
                label,
                email,
                tryThis,
                password: demo.password,
              })),
          )}
        />
      </Document>,
    );
    return reply.header('content-type', 'text/html; charset=utf-8').header('cache-control', 'no-store').send(html);
  });
}
