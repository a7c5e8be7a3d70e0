/** Turning an extension on or off in the file of a community. Nothing is switched silently: what else it takes is named. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { App } from '../app.ts';
import { checkConfiguration } from '../cli/check-configuration.ts';
import { replaceFile, setEnabled } from '../community/edit-file.ts';
import { fileNameOf } from '../community/files.ts';
import { describeProblem, nearest } from '../community/yaml.ts';
import type { CommunityView } from '../contract/community.ts';
import { needsOf } from '../registry/needs.ts';
import type { ExtensionRecord } from '../registry/record.ts';
import type { Registry } from '../registry/registry.ts';
import { whyOut } from '../registry/report.ts';
import { dependentsIn } from './plan.ts';

/** A change that is not made, with every reason; each says what to do. */
export class Refusal extends Error {
  readonly reasons: readonly string[];
  constructor(reasons: readonly string[]) {
    super(reasons.join('\n'));
    this.reasons = reasons;
  }
}

export interface Place {
  readonly configDirectory: string;
}

const refuse = (...reasons: readonly string[]): never => {
  throw new Refusal(reasons);
};

/** @throws Refusal */
export function extensionNamed({ registry }: Pick<App, 'registry'>, id: string): ExtensionRecord {
  const record = registry.record(id);
  if (record) return record;
  const near = nearest(
    id,
    registry.records.map((known) => known.id),
  );
  return refuse(
    `There is no extension ${id} installed${near ? `. Did you mean ${near}?` : '. To see what is: polyphony extension list'}`,
  );
}

/** What to say of a community that is not there. */
export const noCommunity = ({ communities }: Pick<App, 'communities'>, slug: string): string =>
  `There is no community ${slug}. There are: ${communities
    .all()
    .map((one) => one.slug)
    .join(', ')}.`;

/** @throws Refusal */
export const communityNamed = (app: Pick<App, 'communities'>, slug: string): CommunityView =>
  app.communities.bySlug(slug) ?? refuse(noCommunity(app, slug));

function fileOf(
  { configDirectory }: Place,
  slug: string,
): { readonly name: string; readonly path: string; readonly text: string } {
  const name = fileNameOf(configDirectory, slug);
  if (!name) return refuse(`There is no file of the community ${slug} in ${configDirectory}.`);
  const file = path.join(configDirectory, name);
  return { name, path: file, text: readFileSync(file, 'utf8') };
}

export interface Switch {
  readonly file: string;
  /** What is turned on or off, in this order: what is asked for comes last. */
  readonly extensions: readonly string[];
  /** Writes the file; a platform that runs follows within a second. Does nothing where the file says so already. */
  write(): Promise<void>;
  readonly changes: boolean;
}

/** What turning on takes, checked whole. @throws Refusal */
export async function turnOn(
  app: App,
  place: Place,
  { id, slug, withDependencies }: { readonly id: string; readonly slug: string; readonly withDependencies: boolean },
): Promise<Switch> {
  const record = extensionNamed(app, id);
  const view = communityNamed(app, slug);
  const out = whyOut(id, record.status);
  if (out) refuse(out);
  const missing = missingFor(app, view, record);
  const absent = missing.filter((other) => !app.registry.record(other));
  if (absent.length > 0)
    refuse(...absent.map((name) => `${id} needs ${name}, which is not installed: polyphony extension install ${name}`));
  if (missing.length > 0 && !withDependencies)
    refuse(
      ...missing.map(
        (other) => `${id} needs ${other}, which is off in ${slug}: add the line "  ${other}: {}" under extensions`,
      ),
      `To turn all of it on: polyphony extension enable ${id} --community ${slug} --with-dependencies`,
    );
  return prepareSwitch(app, place, slug, [...missing, id], true);
}

/** What turning off takes. Nothing else is turned off with it. @throws Refusal */
export async function turnOff(
  app: App,
  place: Place,
  { id, slug }: { readonly id: string; readonly slug: string },
): Promise<Switch> {
  const view = communityNamed(app, slug);
  const dependents = dependentsIn(app, view, id);
  if (dependents.length > 0)
    refuse(
      ...dependents.map(
        (other) =>
          `${other} is on in ${slug} and needs ${id}: polyphony extension disable ${other} --community ${slug}`,
      ),
    );
  return prepareSwitch(app, place, slug, [id], false);
}

/** Everything that is off and that an extension cannot do without, what the others need first. */
function missingFor({ registry }: App, view: CommunityView, record: ExtensionRecord): readonly string[] {
  const missing: string[] = [];
  const visit = (one: ExtensionRecord) => {
    for (const other of needsOf(registry, one)) {
      if (view.extensions.has(other) || missing.includes(other)) continue;
      const needed = registry.record(other);
      if (needed) visit(needed);
      missing.push(other);
    }
  };
  visit(record);
  return missing;
}

async function prepareSwitch(
  { registry }: App,
  place: Place,
  slug: string,
  extensions: readonly string[],
  enabled: boolean,
): Promise<Switch> {
  const file = fileOf(place, slug);
  const text = extensions.reduce((before, id) => setEnabled(before, id, enabled), file.text);
  const wrong = await problemsWith(registry, place, file.name, text);
  if (wrong.length > 0) refuse('With this change the file would be refused:', ...wrong);
  return {
    file: file.path,
    extensions,
    changes: text !== file.text,
    async write() {
      if (text !== file.text) await replaceFile(file.path, file.text, text);
    },
  };
}

/** Checks the whole configuration as a start would, with another text in one file. */
async function problemsWith(
  registry: Registry,
  { configDirectory }: Place,
  file: string,
  text: string,
): Promise<readonly string[]> {
  const { problems } = await checkConfiguration(registry, configDirectory, process.env, { file, text });
  return problems.filter((problem) => problem.file === file).map(describeProblem);
}
