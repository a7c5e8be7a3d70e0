import type { Context } from '../contract/context.ts';
import { coreProblems } from '../contract/core-problems.ts';
import { newId } from '../contract/id.ts';
import type { FieldProblem } from '../contract/problem.ts';
import { audit, type PageName, type PageService, type WrittenPage } from '../contract/services.ts';
import { insertRevision, newestRevisions, revisionAt, revisionsOf, versionsOf, type Revision } from './store.ts';

/** Longest text of a page, in characters: some ten printed sheets. */
export const longestBody = 40_000;
export const longestTitle = 120;
export const longestNote = 200;

/** Whether a revision says something; one without title and text took the page back. */
export const says = ({ title }: Pick<Revision, 'title'>): boolean => title !== '';

const base = (language: string) => language.split('-')[0];

/**
 * What a reader gets of the newest revisions of one page: their language, then the community's in its order, then one that it
 * no longer names, as rules do not lapse because `en` became `en-CA` in a file.
 */
export function shownTo(
  revisions: readonly Revision[],
  locale: string,
  languages: readonly string[],
): Revision | undefined {
  const saying = revisions.filter(says);
  const first = (fits: (language: string) => boolean) => saying.find(({ language }) => fits(language));
  for (const wanted of [locale, ...languages]) {
    const found = first((language) => language === wanted);
    if (found) return found;
  }
  return first((language) => base(language) === base(locale)) ?? saying[0];
}

const writtenPage = ({ title, body, language, version, created_at }: Revision): WrittenPage => ({
  title,
  body,
  language,
  version,
  at: created_at,
});

/** Several pages at once, in the order that they were asked for, without those that nobody wrote. */
export async function readPages(
  ctx: Context,
  names: readonly PageName[],
): Promise<readonly (WrittenPage & { readonly page: PageName })[]> {
  const revisions = await newestRevisions(ctx, names);
  return names.flatMap((page) => {
    const own = revisions.filter((revision) => revision.page === page);
    const shown = shownTo(own, ctx.locale, ctx.community.languages);
    return shown ? [{ page, ...writtenPage(shown) }] : [];
  });
}

export const pageService = (): PageService =>
  Object.freeze({
    async read(ctx, page) {
      if (page === 'welcome' && !ctx.actor) return null;
      return (await readPages(ctx, [page]))[0] ?? null;
    },
    rulesVersion: async (ctx) => (await rulesOf(ctx)).newest,
    rulesAskedAgain: async (ctx) => (await rulesOf(ctx)).again,
  } satisfies PageService);

/** The standard rules have no version, whatever was written and taken back before. */
const rulesOf = async (ctx: Context) =>
  (await newestRevisions(ctx, ['rules'])).some(says) ? versionsOf(ctx, 'rules') : { newest: 0, again: 0 };

/** Languages that a page may be written in: those of the community, and those that it was written in before. */
export const languagesOf = (ctx: Context, revisions: readonly Revision[]): readonly string[] => [
  ...new Set([...ctx.community.languages, ...revisions.map(({ language }) => language)]),
];

export interface PageChange {
  readonly page: PageName;
  readonly language: string;
  /** Empty together with the body: takes the page back in this language. */
  readonly title: string;
  readonly body: string;
  readonly note?: string | undefined;
  /** The newest version in this language that the author saw; 0 where there was none. */
  readonly version: number;
  readonly agreeAgain?: boolean | undefined;
}

const field = (pointer: string, detail: string): FieldProblem => ({ pointer, detail });

/**
 * Saves a new version and its line in the log. Gives the version, or the newest one where that says the same already.
 * @throws `core.changed-meanwhile` (409) with what is saved now where another version came first
 */
export function savePage(ctx: Context, change: PageChange, action = 'core.page.saved'): Promise<number> {
  ctx.require('core.pages.manage');
  const { page, language, version: known } = change;
  // browsers send line ends as CRLF
  const [title, body] = [change.title.trim(), change.body.replaceAll('\r\n', '\n').trim()];
  const note = (change.note ?? '').trim();
  const agreeAgain = page === 'rules' && change.agreeAgain === true && title !== '';
  if (title === '' && body !== '')
    throw coreProblems.invalid({}, { fields: [field('/title', ctx.t('core.pages.titleNeeded'))] });
  if (body === '' && title !== '')
    throw coreProblems.invalid({}, { fields: [field('/body', ctx.t('core.pages.bodyNeeded'))] });

  return ctx.transaction(async (tx) => {
    const current = (await newestRevisions(tx, [page])).find((revision) => revision.language === language);
    if (!current && !tx.community.languages.includes(language))
      throw coreProblems.invalid({}, { fields: [field('/language', ctx.t('core.pages.languageUnknown'))] });
    // a form sent twice, or one that changes nothing
    const before = current ?? { title: '', body: '', version: 0 };
    if (before.title === title && before.body === body && !agreeAgain) return before.version;
    const revision = { id: newId(), page, language, title, body, note, agreeAgain, by: tx.actor?.id ?? null };
    const version = await insert(tx, revision, known);
    await tx.get(audit).record(tx, {
      action: says(revision) ? action : 'core.page.taken-back',
      subject: 'page',
      subjectId: page,
      detail: { language, version, ...(note === '' ? {} : { note }), ...(agreeAgain ? { agreeAgain } : {}) },
    });
    return version;
  });
}

/** Tries again where only another language of the page was faster: that is no conflict. */
async function insert(tx: Context, revision: Parameters<typeof insertRevision>[1], known: number): Promise<number> {
  for (let tries = 0; tries < 5; tries += 1) {
    const version = await insertRevision(tx, revision, known);
    if (version !== undefined) return version;
    const [now] = await revisionsOf(tx, revision.page, revision.language, { limit: 1 });
    if ((now?.version ?? 0) !== known) {
      const current = now && { version: now.version, title: now.title, body: now.body };
      throw coreProblems.changedMeanwhile(
        {},
        { fields: [field('/body', tx.t('core.pages.changedMeanwhile'))], extra: { current } },
      );
    }
  }
  throw coreProblems.unavailable({}, { headers: { 'retry-after': '1' } });
}

/** Makes an earlier version the newest one again, as a new version. */
export async function restorePage(
  ctx: Context,
  page: PageName,
  version: number,
): Promise<{ readonly language: string; readonly version: number }> {
  ctx.require('core.pages.manage');
  return ctx.transaction(async (tx) => {
    const earlier = await revisionAt(tx, page, version);
    if (!earlier) throw coreProblems.notFound();
    const { language, title, body } = earlier;
    const [newest] = await revisionsOf(tx, page, language, { limit: 1 });
    const note = tx.t('core.pages.restoredNote', { version });
    const change = { page, language, title, body, note, version: newest?.version ?? 0 };
    return { language, version: await savePage(tx, change, 'core.page.restored') };
  });
}
