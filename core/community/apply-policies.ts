import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { ApplyingOptions } from './apply.ts';
import { checkPlatform } from './check.ts';
import { problemOf, readConfigurationFile, type FileMemory } from './files.ts';
import { write } from './revisions.ts';
import { parseYaml, type ConfigurationProblem } from './yaml.ts';

/**
 * Makes a revision of the policies of platform.yaml where they changed, and says whether they did. Whatever else that file says
 * holds from the next start.
 */
export function createApplyingPolicies(options: ApplyingOptions): () => Promise<boolean> {
  const { directory, env, platform, problems, registry } = options;
  const file = 'platform.yaml';
  const memory: FileMemory = new Map();
  /** Hash of what was looked into already. */
  let settled: string | undefined;
  const refuse = (found: readonly ConfigurationProblem[]) => {
    problems.ofFile(file, found);
    return false;
  };
  return async () => {
    let read: { readonly text: string; readonly hash: string } | undefined;
    try {
      read = await readConfigurationFile(path.join(directory, file), memory);
    } catch (error) {
      return refuse([problemOf(file, (error as Error).message)]);
    }
    const active = options.policies();
    if (!read)
      return refuse(
        active.policies.length === 0
          ? []
          : [problemOf(file, 'is gone; its policies go on. Put it back, with "policies: []" to end them')],
      );
    const { text, hash } = read;
    if (settled === hash) return false;
    const { parsed, problems: broken } = parseYaml(file, text, env, { optional: true });
    const checked = parsed ? checkPlatform(parsed, registry) : { problems: broken };
    refuse(checked.problems);
    const policies = 'value' in checked ? checked.value?.policies : undefined;
    const changes = policies !== undefined && !isDeepStrictEqual(policies, active.policies);
    if (changes) {
      await platform
        .transaction()
        .execute((transaction) =>
          write(transaction, (writing) =>
            writing.add(null, { document: { policies }, fileHash: hash, source: file, kind: 'file' }),
          ),
        );
      await options.converge();
    }
    settled = hash; // last, so that it is looked into again where the database fails on the way
    return changes;
  };
}
