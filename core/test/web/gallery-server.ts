import Fastify from 'fastify';
import { stylesheet } from '../../web/styles/stylesheet.ts';
import { themeStylesheet } from '../../web/theme/index.ts';
import { galleryPage, type GalleryPage } from './gallery.tsx';

/** The policy the pages must live with: no script at all, no inline style. */
export const policy = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'";

export const galleryPages: readonly GalleryPage[] = ['home', 'challenge', 'ballot', 'approval', 'results', 'states'];

export interface GalleryServer {
  readonly origin: string;
  readonly close: () => Promise<void>;
}

/** Serves the gallery at `/<page>?theme=&locale=` under the strict policy. */
export async function serveGallery(theme = { colour: '#1d6b43', accent: '#eda32f' } as const): Promise<GalleryServer> {
  const app = Fastify();
  const core = stylesheet();
  const look = themeStylesheet(theme);
  app.addHook('onSend', async (_request, reply) => void reply.header('content-security-policy', policy));
  app.get('/core.css', (_request, reply) => reply.type('text/css').send(core.css));
  app.get('/theme.css', (_request, reply) => reply.type('text/css').send(look.css));
  app.get<{ Params: { page: GalleryPage }; Querystring: { theme?: 'light' | 'dark'; locale?: string } }>(
    '/:page',
    (request, reply) => reply.type('text/html').send(galleryPage(request.params.page, request.query)),
  );
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  return { origin, close: () => app.close() };
}
