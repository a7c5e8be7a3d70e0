import type { FastifyInstance } from 'fastify';
import type { CommunityView } from '../contract/community.ts';
import { coreProblems } from '../contract/core-problems.ts';
import { stylesheet } from './styles/stylesheet.ts';
import { themeStylesheet, type Theme } from './theme/index.ts';
import { placeOf, viewOfRequest } from '../http/request-state.ts';

/** Stylesheets under names that change with their content, so that they may be kept for ever. */
export interface Assets {
  readonly stylesheet: string;
  theme(view: CommunityView): string;
  /** Whether a path is one of them: they are open even at a closed door, as they say nothing. */
  owns(view: CommunityView, path: string): boolean;
  mount(app: FastifyInstance): void;
}

export function createAssets(): Assets {
  const sheet = stylesheet();
  const themes = new WeakMap<CommunityView, { css: string; hash: string }>();
  const themeOf = (view: CommunityView) => {
    const known = themes.get(view) ?? themeStylesheet(view.brand as Theme); // the file's schema has checked the colours
    themes.set(view, known);
    return known;
  };
  const assets: Assets = {
    stylesheet: `/assets/${sheet.hash}.css`,
    theme: (view) => `/theme/${themeOf(view).hash}.css`,
    owns: (view, path) => path === assets.stylesheet || path === assets.theme(view),
    mount(app) {
      for (const constraints of [{ realm: 'community' }, { realm: 'platform' }])
        app.get('/assets/:file', { constraints }, async (request, reply) => {
          if (placeOf(request.raw).url.split('?')[0] !== assets.stylesheet) throw coreProblems.notFound();
          return reply
            .header('cache-control', 'public, max-age=31536000, immutable')
            .type('text/css; charset=utf-8')
            .send(sheet.css);
        });
      app.get('/theme/:file', { constraints: { realm: 'community' } }, async (request, reply) => {
        const view = viewOfRequest(request);
        if (placeOf(request.raw).url.split('?')[0] !== assets.theme(view)) throw coreProblems.notFound();
        return reply
          .header('cache-control', 'public, max-age=31536000, immutable')
          .type('text/css; charset=utf-8')
          .send(themeOf(view).css);
      });
    },
  };
  return assets;
}
