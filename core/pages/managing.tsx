import { Type } from 'typebox';
import type { Context } from '../contract/context.ts';
import { coreProblems } from '../contract/core-problems.ts';
import { extension } from '../contract/definition.ts';
import { redirect, type FormState, type PageDefinition, type PageView } from '../contract/page.ts';
import { members, type PageName } from '../contract/services.ts';
import type { Resolver } from '../contract/token.ts';
import { formState } from '../http/form-state.ts';
import { translator } from '../messages/translator.ts';
import { registryToken } from '../tokens.ts';
import { EditPage, managePath } from './edit-view.tsx';
import { HistoryPage } from './history-view.tsx';
import { ListPage } from './list-view.tsx';
import { hasStandard, pageNames } from './names.ts';
import { languagesOf, longestBody, longestNote, longestTitle, restorePage, savePage, says } from './service.ts';
import { standardMarkdown } from './standard.ts';
import { newestRevisions, revisionsOf, type Revision } from './store.ts';

const { page, form, action } = extension();
const access = { permission: 'core.pages.manage' } as const;

const pageParam = Type.Object({ page: Type.Enum(pageNames) });
const language = () => Type.String({ minLength: 2, maxLength: 35 });
/** Versions that one page of the history shows. */
const atOnce = 20;

/** Who wrote them, by id. */
const authorsOf = (r: Resolver, ctx: Context, revisions: readonly Revision[]) =>
  r.get(members).names(ctx, [...new Set(revisions.flatMap(({ created_by }) => created_by ?? []))]);

/** Core's words in a language that need not be the reader's. */
const standardIn = (r: Resolver, { community }: Context, name: PageName, inLanguage: string) =>
  hasStandard(name)
    ? standardMarkdown(
        name,
        translator(r.get(registryToken)().for(community), inLanguage, community.timeZone),
        community,
      )
    : { title: '', body: '' };

interface Editing {
  readonly name: PageName;
  /** The reader's own where it is not said. */
  readonly wanted: string | undefined;
  readonly form: FormState;
  readonly preview?: boolean;
}

async function editView(r: Resolver, ctx: Context, { name, wanted, form: state, preview }: Editing): Promise<PageView> {
  const revisions = await newestRevisions(ctx, [name]);
  const languages = languagesOf(ctx, revisions);
  const chosen = wanted ?? ctx.locale;
  if (!languages.includes(chosen)) throw coreProblems.notFound();
  const newest = revisions.find((revision) => revision.language === chosen);
  const names = await authorsOf(r, ctx, newest ? [newest] : []);
  const current = newest && {
    version: newest.version,
    by: names.get(newest.created_by ?? '') ?? null,
    at: newest.created_at,
  };

  const wasSent = 'body' in state.values;
  const fromStandard = !wasSent && !newest && hasStandard(name);
  const text = wasSent
    ? { title: state.text('title'), body: state.text('body').replaceAll('\r\n', '\n') }
    : newest && says(newest)
      ? newest
      : standardIn(r, ctx, name, chosen);
  const known = Number(state.text('version'));
  return {
    title: ctx.t(`core.pages.name.${name}`),
    noIndex: true,
    body: (
      <EditPage
        page={name}
        language={chosen}
        languages={languages}
        form={state}
        text={text}
        current={current}
        fromStandard={fromStandard}
        meanwhile={
          wasSent && newest && current && newest.version !== known
            ? { ...current, title: newest.title, body: newest.body }
            : undefined
        }
        preview={preview ?? false}
        audience={ctx.community.access === 'closed' || name === 'welcome' ? 'members' : 'anyone'}
      />
    ),
  };
}

/** Where managers write pages. */
export const managingPages = (r: Resolver): readonly PageDefinition[] => [
  page({
    path: '/manage/pages',
    access,
    current: 'manage',
    view: async ({ ctx }) => {
      const revisions = await newestRevisions(ctx, pageNames);
      const names = await authorsOf(r, ctx, revisions);
      const items = pageNames.flatMap((name) => {
        const own = revisions.filter((revision) => revision.page === name);
        return languagesOf(ctx, own).map((inLanguage) => {
          const newest = own.find((revision) => revision.language === inLanguage);
          return {
            page: name,
            language: inLanguage,
            newest: newest && {
              version: newest.version,
              at: newest.created_at,
              by: names.get(newest.created_by ?? '') ?? null,
              says: says(newest),
            },
          };
        });
      });
      return {
        title: ctx.t('core.pages.manage.title'),
        body: <ListPage items={items} languages={ctx.community.languages} />,
      };
    },
  }),
  form({
    path: '/manage/pages/:page',
    access,
    current: 'manage',
    schema: {
      params: pageParam,
      query: Type.Object({ language: Type.Optional(language()) }),
      body: Type.Object({
        language: language(),
        version: Type.Integer({ minimum: 0 }),
        title: Type.String({ maxLength: longestTitle }),
        body: Type.String({ maxLength: longestBody }),
        note: Type.Optional(Type.String({ maxLength: longestNote })),
        agreeAgain: Type.Optional(Type.String()),
        preview: Type.Optional(Type.String()),
      }),
    },
    view: ({ ctx, params, query, form: state }) =>
      editView(r, ctx, { name: params.page, wanted: state.text('language') || query.language, form: state }),
    submit: async ({ ctx, params, body }) => {
      if (body.preview !== undefined)
        return editView(r, ctx, { name: params.page, wanted: body.language, form: formState(body), preview: true });
      await savePage(ctx, { ...body, page: params.page, agreeAgain: body.agreeAgain !== undefined });
      return redirect('/manage/pages', 'core.pages.saved');
    },
  }),
  page({
    path: '/manage/pages/:page/history',
    access,
    current: 'manage',
    schema: {
      params: pageParam,
      query: Type.Object({ language: Type.Optional(language()), before: Type.Optional(Type.Integer({ minimum: 1 })) }),
    },
    view: async ({ ctx, params, query }) => {
      const newest = await newestRevisions(ctx, [params.page]);
      const languages = languagesOf(ctx, newest);
      const chosen = query.language ?? ctx.locale;
      if (!languages.includes(chosen)) throw coreProblems.notFound();
      // one more than is shown, as the last one is compared with it
      const rows = await revisionsOf(ctx, params.page, chosen, { before: query.before, limit: atOnce + 1 });
      const shown = rows.slice(0, atOnce);
      const names = await authorsOf(r, ctx, shown);
      const last = rows.length > atOnce ? shown.at(-1) : undefined;
      const title = ctx.t('core.pages.history.title', { page: ctx.t(`core.pages.name.${params.page}`) });
      return {
        title,
        body: (
          <HistoryPage
            page={params.page}
            language={chosen}
            languages={languages}
            versions={shown.map((row, at) => ({
              version: row.version,
              title: row.title,
              body: row.body,
              note: row.note,
              agreeAgain: row.agree_again,
              by: names.get(row.created_by ?? '') ?? null,
              at: row.created_at,
              before: rows[at + 1],
            }))}
            newest={newest.find((row) => row.language === chosen)?.version ?? 0}
            older={last && `${managePath(params.page, chosen, '/history')}&before=${last.version}`}
          />
        ),
      };
    },
  }),
  action({
    path: '/manage/pages/:page/restore',
    access,
    schema: { params: pageParam, body: Type.Object({ version: Type.Integer({ minimum: 1 }) }) },
    submit: async ({ ctx, params, body }) => {
      const restored = await restorePage(ctx, params.page, body.version);
      return redirect(managePath(params.page, restored.language, '/history'), 'core.pages.restored');
    },
  }),
];
