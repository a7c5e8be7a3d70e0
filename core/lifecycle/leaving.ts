/** Purging an extension's rows from one community, and taking it out of the platform. */
import type { App } from '../app.ts';
import { inBatches } from '../community/batches.ts';
import { runLent } from '../context.ts';
import type { CommunityView } from '../contract/community.ts';
import type { ExtensionDefinition } from '../contract/definition.ts';
import { ownerDb, withOwner } from '../database/owner.ts';
import { dependentsOf } from '../registry/needs.ts';
import type { ExtensionRecord } from '../registry/record.ts';
import { mending } from '../registry/report.ts';
import { BUDGETS } from '../registry/runs.ts';
import { dropRows, purgeRows, type Dropping } from './drop.ts';
import type { Exported } from './export.ts';
import { belongingsOf, countRows, type RowCount } from './rows.ts';
import { extensionNamed, Refusal } from './switching.ts';

/** @throws Refusal where its code does not load: then nobody can say what it keeps, and nothing is dropped */
export function loaded(app: App, id: string): ExtensionRecord & { readonly definition: ExtensionDefinition } {
  const record = extensionNamed(app, id);
  const { definition, status } = record;
  if (!definition)
    throw new Refusal([
      `${id} does not load, so it cannot say what it keeps${status.state === 'admitted' ? '' : `: ${mending(status)}`}. Its rows stay.`,
    ]);
  return { ...record, definition };
}

/** What is unfinished in a community, in the extension's own words. An answer that cannot be had is a reason as well. */
export async function blockersIn(app: App, view: CommunityView, id: string): Promise<readonly string[]> {
  const ask = app.registry.built.get(id)?.definition.lifecycle?.uninstallBlockers;
  if (!ask) return [];
  try {
    return await runLent(
      app.registry,
      view,
      { extension: id, place: 'uninstall', id: view.slug },
      BUDGETS.blockers,
      ask,
    );
  } catch (error) {
    return [`it could not say what is unfinished: ${(error as Error).message}`];
  }
}

/** Exports and deletes one community's rows. @throws Refusal while it is on there */
export async function purge(
  app: App,
  view: CommunityView,
  id: string,
  to: { readonly ownerUrl: string; readonly exports: string },
): Promise<Exported> {
  const extension = loaded(app, id);
  refuseWhileOn(view, id);
  return purgeRows({ ...to, extension, community: view });
}

/** @throws Refusal */
export function refuseWhileOn(view: CommunityView, id: string): void {
  if (view.extensions.has(id))
    throw new Refusal([`${id} is on in ${view.slug}: polyphony extension disable ${id} --community ${view.slug}`]);
}

/** Every reason against taking an extension out; empty where it may go. */
export async function reasonsToStay(app: App, id: string): Promise<readonly string[]> {
  const { registry, communities, settings } = app;
  const views = communities.all().toSorted((a, b) => a.slug.localeCompare(b.slug));
  const reasons: string[] = [];
  for (const { slug } of views.filter((view) => view.extensions.has(id)))
    reasons.push(`it is on in ${slug}: polyphony extension disable ${id} --community ${slug}`);
  for (const other of dependentsOf(registry, id))
    reasons.push(`${other.id} needs it: polyphony extension uninstall ${other.id}`);
  if (settings.required.includes(id)) reasons.push(`platform.yaml requires it: take it out of "required"`);
  const unfinished = new Map<string, readonly string[]>();
  await inBatches(views, async (view) => void unfinished.set(view.slug, await blockersIn(app, view, id)));
  for (const { slug } of views) for (const blocker of unfinished.get(slug) ?? []) reasons.push(`${slug}: ${blocker}`);
  // a community whose file is refused serves what it served before, and one without a file may come back
  for (const problem of communities.problems())
    reasons.push(`${problem.file} has a mistake, so what it turns on is not known: polyphony config check`);
  return [...new Set(reasons)];
}

/** Rows in all communities, those without a file too. */
export const allRows = (
  ownerUrl: string,
  { id, definition }: ReturnType<typeof loaded>,
): Promise<readonly RowCount[]> =>
  withOwner(ownerUrl, async (owner) => {
    const db = ownerDb(owner);
    return countRows(db, await belongingsOf(db, id, definition, undefined));
  });

/** Exports every row, then drops the schema with its ledger. @throws Refusal with all reasons */
export async function uninstall(
  app: App,
  id: string,
  to: Pick<Dropping, 'ownerUrl' | 'exports' | 'patience'>,
): Promise<Exported> {
  const extension = loaded(app, id);
  const reasons = await reasonsToStay(app, id);
  if (reasons.length > 0) throw new Refusal(reasons);
  return dropRows({ ...to, extension });
}
