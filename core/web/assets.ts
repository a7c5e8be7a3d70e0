import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CommunityView } from '../contract/community.ts';
import { coreProblems } from '../contract/core-problems.ts';
import { requestScript, script } from './scripts/script.ts';
import { stylesheet } from './styles/stylesheet.ts';
import { themeStylesheet, type Theme } from './theme/index.ts';
import { placeOf, viewOfRequest } from '../http/request-state.ts';

/** Stylesheets, and the script of pages that answer in place, under names that change with their content, so that they may be kept for ever. */
export interface Assets {
  readonly stylesheet: string;
  readonly script: string;
  /** Of the pages that describe the API. */
  readonly requestScript: string;
  theme(view: CommunityView): string;
  /** Whether a path is one of them: they are open even at a closed door, as they say nothing. */
  owns(view: CommunityView, path: string): boolean;
  mount(app: FastifyInstance): void;
}

/** A text in the encodings that browsers take: each compressed when it is first asked for, and then kept. */
function served(type: string, text: string) {
  const encodings = new Map<string, Buffer>();
  const encode = {
    br: () => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    gzip: () => gzipSync(text),
  } as const;
  return (request: FastifyRequest, reply: FastifyReply) => {
    const taken = String(request.headers['accept-encoding'] ?? '').split(/\s*,\s*/);
    const encoding = (['br', 'gzip'] as const).find((one) => taken.includes(one));
    reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('vary', 'accept-encoding')
      .type(`${type}; charset=utf-8`);
    if (!encoding) return reply.send(text);
    const body = encodings.get(encoding) ?? encode[encoding]();
    encodings.set(encoding, body);
    return reply.header('content-encoding', encoding).send(body);
  };
}

export function createAssets(): Assets {
  const sheet = stylesheet();
  const { js, hash } = script();
  const requests = requestScript();
  const themes = new WeakMap<CommunityView, { css: string; hash: string }>();
  const themeOf = (view: CommunityView) => {
    const known = themes.get(view) ?? themeStylesheet(view.brand as Theme); // the file's schema has checked the colours
    themes.set(view, known);
    return known;
  };
  const assets: Assets = {
    stylesheet: `/assets/${sheet.hash}.css`,
    script: `/assets/${hash}.js`,
    requestScript: `/assets/${requests.hash}.js`,
    theme: (view) => `/theme/${themeOf(view).hash}.css`,
    owns: (view, path) => [assets.stylesheet, assets.script, assets.requestScript, assets.theme(view)].includes(path),
    mount(app) {
      const shared = new Map([
        [assets.stylesheet, served('text/css', sheet.css)],
        [assets.script, served('text/javascript', js)],
        [assets.requestScript, served('text/javascript', requests.js)],
      ]);
      for (const constraints of [{ realm: 'community' }, { realm: 'platform' }])
        app.get('/assets/:file', { constraints }, async (request, reply) => {
          const send = shared.get(placeOf(request.raw).url.split('?')[0] ?? '');
          if (!send) throw coreProblems.notFound();
          return send(request, reply);
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
