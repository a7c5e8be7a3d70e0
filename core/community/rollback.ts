import type { ApplyingOptions } from './apply.ts';
import { checkCommunity } from './check.ts';
import { isCurrentFormat, readDocument, type RevisionDocument, type Values } from './document.ts';
import { problemOf } from './files.ts';
import { hostClashes } from './hosts.ts';
import { revisionById, write, type StoredCommunity } from './revisions.ts';
import { yamlOf } from './write-yaml.ts';
import { parseYaml, type ConfigurationProblem } from './yaml.ts';

/** The new revision, or why there is none. */
export interface RolledBack {
  readonly slug?: string;
  readonly revision?: number;
  readonly problems: readonly ConfigurationProblem[];
}

/**
 * Makes a former revision the newest one of its community again, with the managers' values of then. Nothing is written where
 * it does not fit any more: its problems name places in the revision, written as YAML. `waits` is the short name of a community
 * where something has to be turned on first, which has begun.
 */
export async function rollback(
  options: ApplyingOptions,
  revision: number,
): Promise<RolledBack | { readonly waits: string }> {
  const { shown, env, platform, registry } = options;
  const refuse = (reason: string) => ({ problems: [problemOf(`revision ${revision}`, reason)] });
  const row = await revisionById(platform, revision);
  if (!row) return refuse('there is no such revision; polyphony config history lists them');
  if (row.slug === null) return refuse('holds policies; change platform.yaml instead');
  const active = shown.get(row.slug);
  if (!active) return refuse(`the community ${row.slug} was removed; put its file back first`);
  if (!isCurrentFormat(row.document))
    return refuse(
      'was made before revisions kept what was declared: secrets of that time would be written out again; change the file instead',
    );
  const { declared, managed } = readDocument(row.document);
  const { parsed, problems: broken } = parseYaml(`revision ${revision}`, yamlOf(declared), env);
  if (!parsed) return { problems: broken };
  const checked = checkCommunity(row.slug, parsed, registry, options.policies().policies);
  if (!checked.document) return { problems: checked.problems };
  const { slug, id, key, fileHash, file } = active;
  const claim = { file: { slug }, hosts: checked.document.hosts };
  const clashes =
    hostClashes([claim], (host) => shown.byHost(host)?.slug, new Set(options.platformHosts ?? [])).get(claim) ?? [];
  if (clashes.length > 0) return { problems: clashes.map(({ at, reason }) => parsed.problem(['hosts', at], reason)) };
  const document: RevisionDocument = { format: 2, declared: checked.declared, managed };
  const stored: StoredCommunity = {
    id,
    key,
    slug,
    removed: false,
    revision: null,
    document: document as unknown as Values,
    fileHash,
    source: file,
    kind: 'rollback',
    appliedAt: new Date(),
  };
  try {
    if (!(await options.ready(stored))) return { waits: slug };
  } catch (error) {
    return refuse(`could not be applied: ${(error as Error).message}`);
  }
  const outcome = await platform.transaction().execute((transaction) =>
    write(transaction, async (writing) => {
      if (writing.version !== options.version()) return null;
      const added = await writing.add(id, { document, fileHash, source: file, kind: 'rollback', restores: revision });
      return { added, next: writing.next };
    }),
  );
  if (!outcome) return refuse('somebody changed the configuration at this moment; look at its history and try again');
  await options.written([{ ...stored, revision: outcome.added }], outcome.next);
  return { slug, revision: outcome.added, problems: [] };
}
