import { Type } from 'typebox';
import type { Context } from '../contract/context.ts';
import { coreProblems } from '../contract/core-problems.ts';
import { extension } from '../contract/definition.ts';
import type { RouteDefinition } from '../contract/route.ts';
import { pages, type PageName, type WrittenPage } from '../contract/services.ts';
import type { Resolver } from '../contract/token.ts';
import { markdownToHtml } from '../web/markdown.ts';
import { hasStandard, pageNames } from './names.ts';
import { longestBody, longestNote, longestTitle, savePage, says } from './service.ts';
import { standardMarkdown } from './standard.ts';
import { newestRevisions, revisionAt } from './store.ts';

const { route } = extension();

const params = Type.Object({ page: Type.Enum(pageNames) });
const language = () => Type.String({ minLength: 2, maxLength: 35, description: 'BCP 47' });

const Page = Type.Object({
  page: Type.String(),
  title: Type.String(),
  body: Type.String({ description: 'Markdown' }),
  html: Type.String({ description: 'The same for a page whose title is its h1' }),
  language: Type.String({ description: 'BCP 47; what it is written in' }),
  version: Type.Integer({
    description: 'Counted over all languages of the page; 0 for the standard words of the platform',
  }),
  changedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
});

const described = (
  ctx: Context,
  page: PageName,
  { at, ...text }: Omit<WrittenPage, 'at'> & { readonly at?: Date },
) => ({
  page,
  ...text,
  html: markdownToHtml(text.body, {
    url: ctx.url,
    tableLabel: (number, columns) => ctx.t('core.prose.table', { number, columns }),
  }),
  changedAt: at?.toISOString() ?? null,
});

/** One language and no other; null where it says nothing. */
async function exactly(ctx: Context, page: PageName, wanted: string): Promise<WrittenPage | null> {
  if (page === 'welcome' && !ctx.actor) return null;
  const found = (await newestRevisions(ctx, [page])).find((revision) => revision.language === wanted);
  return found && says(found) ? { ...found, at: found.created_at } : null;
}

export const pageRoutes = (r: Resolver): readonly RouteDefinition[] => [
  route({
    method: 'GET',
    path: '/pages/:page',
    summary: 'A page that the managers wrote, or the standard words',
    access: 'anyone',
    schema: {
      params,
      query: Type.Object({
        language: Type.Optional(language()),
      }),
      response: { 200: Page },
    },
    handler: async ({ ctx, params: { page }, query }) => {
      const written =
        query.language === undefined ? await r.get(pages).read(ctx, page) : await exactly(ctx, page, query.language);
      if (written) return described(ctx, page, written);
      if (!hasStandard(page) || query.language !== undefined) throw coreProblems.notFound();
      return described(ctx, page, {
        ...standardMarkdown(page, ctx.t, ctx.community),
        language: ctx.locale,
        version: 0,
      });
    },
  }),
  route({
    method: 'PUT',
    path: '/pages/:page',
    summary: 'Write a page in one language; title and body empty take it back',
    access: { permission: 'core.pages.manage' },
    problems: ['core.changed-meanwhile'],
    schema: {
      params,
      body: Type.Object({
        language: Type.Optional(language()),
        title: Type.String({ maxLength: longestTitle }),
        body: Type.String({ maxLength: longestBody, description: 'Markdown' }),
        note: Type.Optional(Type.String({ maxLength: longestNote, description: 'What changed, for the history' })),
        version: Type.Integer({
          minimum: 0,
          description: 'The version in this language that the change is made to; 0 where it was never written',
        }),
        agreeAgain: Type.Optional(Type.Boolean({ description: 'Rules only: ask members to agree again' })),
      }),
      response: { 200: Page },
    },
    handler: async ({ ctx, params: { page }, body }) => {
      const inLanguage = body.language ?? ctx.community.languages[0] ?? ctx.locale;
      const version = await savePage(ctx, { ...body, page, language: inLanguage });
      const saved = await revisionAt(ctx, page, version);
      return described(ctx, page, {
        title: saved?.title ?? '',
        body: saved?.body ?? '',
        language: inLanguage,
        version,
        ...(saved && { at: saved.created_at }),
      });
    },
  }),
];
