import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { checkCommunity, checkPlatform, type Installed } from '../community/check.ts';
import { readCommunityFiles } from '../community/files.ts';
import { hostClashes } from '../community/hosts.ts';
import type { CommunityDocument, Policy } from '../community/schema.ts';
import { parseYaml, type ConfigurationProblem, type ParsedFile } from '../community/yaml.ts';
import { checkDemo } from '../demo/settings.ts';
import { deprecatedSettings } from '../registry/deprecations.ts';

export interface CheckedConfiguration {
  /** Those whose files are right. */
  readonly communities: readonly CommunityDocument[];
  readonly problems: readonly ConfigurationProblem[];
  /** What is right and will not stay so: settings that go. */
  readonly warnings: readonly ConfigurationProblem[];
}

const textOf = (directory: string, file: string) =>
  readFile(path.join(directory, file), 'utf8').catch((error: { code?: string }) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });

/** Checks all files of a configuration directory as a start would, and says everything that is wrong at once. */
export async function checkConfiguration(
  registry: Installed,
  directory: string,
  env: NodeJS.ProcessEnv = process.env,
  /** What a file would say that is not written yet. */
  instead?: { readonly file: string; readonly text: string },
): Promise<CheckedConfiguration> {
  const problems: ConfigurationProblem[] = [];

  let policies: readonly Policy[] = [];
  let platformHosts: readonly string[] = [];
  const platform = await textOf(directory, 'platform.yaml');
  if (platform !== undefined) {
    const { parsed, problems: broken } = parseYaml('platform.yaml', platform, env, { optional: true });
    problems.push(...broken);
    if (parsed) {
      const { value, problems: wrong } = checkPlatform(parsed, registry);
      problems.push(...wrong);
      if (value) ({ policies, hosts: platformHosts } = value);
    }
  }
  const demo = await textOf(directory, 'demo.yaml');
  if (demo !== undefined) problems.push(...checkDemo(demo, env).problems);

  const warnings: ConfigurationProblem[] = [];
  const found: { file: { slug: string }; parsed: ParsedFile; document: CommunityDocument; hosts: readonly string[] }[] =
    [];
  const { files, problems: unreadable } = await readCommunityFiles(directory);
  problems.push(...unreadable);
  for (const { file, slug, text } of files) {
    const { parsed, problems: broken } = parseYaml(file, file === instead?.file ? instead.text : text, env);
    problems.push(...broken);
    if (!parsed) continue;
    const { document, problems: wrong } = checkCommunity(slug, parsed, registry, policies);
    problems.push(...wrong);
    if (!document) continue;
    found.push({ file: { slug }, parsed, document, hosts: document.hosts });
    const named = (parsed.value as { extensions?: Record<string, { settings?: Record<string, unknown> } | null> })
      .extensions;
    for (const [id, entry] of Object.entries(named ?? {})) {
      const definition = registry.record(id)?.definition;
      for (const { name, use, since, until } of definition ? deprecatedSettings(definition, entry?.settings ?? {}) : [])
        warnings.push(
          parsed.problem(
            ['extensions', id, 'settings', name],
            `deprecated since ${id} ${since} and gone with ${until}: use ${use} instead`,
            { at: 'key' },
          ),
        );
    }
  }
  const clashes = hostClashes(found, () => undefined, new Set(platformHosts));
  for (const [{ parsed }, refused] of clashes)
    problems.push(...refused.map(({ at, reason }) => parsed.problem(['hosts', at], reason)));
  return { communities: found.filter((one) => !clashes.has(one)).map(({ document }) => document), problems, warnings };
}
