import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createTwoFilesPatch } from 'diff';
import type { Kysely } from 'kysely';
import { stringify } from 'yaml';
import type { CommandDefinition } from '../../contract/command.ts';
import { isCurrentFormat, readDocument, type Values } from '../../community/document.ts';
import { readCommunityFiles } from '../../community/files.ts';
import { describeRevision } from '../../community/history.ts';
import { changedSince, revisionById, revisions } from '../../community/revisions.ts';
import { yamlOf } from '../../community/write-yaml.ts';
import { describeProblem, parseYaml } from '../../community/yaml.ts';
import { readEnvironment } from '../environment.ts';
import type { Print } from '../print.ts';
import { readingDatabase } from '../reading-database.ts';

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
const live = async (db: Kysely<any>) => (await changedSince(db, 0)).filter(({ removed }) => !removed);

/** Stands for a revision from before format 2, which kept secrets of the environment in clear. */
const NOT_SHOWN = 'was made before revisions kept what was declared; not shown';
const declaredOf = ({ document }: { readonly document: Values | null }): Values | 'unknown' =>
  isCurrentFormat(document ?? {}) ? readDocument(document ?? {}).declared : 'unknown';

/** What the files say, without asking whether it is right: a file with a mistake can be compared all the same. */
async function declaredFiles(directory: string, print: Print): Promise<ReadonlyMap<string, Values>> {
  const { files, problems } = await readCommunityFiles(directory);
  const found = new Map<string, Values>();
  for (const problem of problems) print(describeProblem(problem));
  for (const { file, slug, text: written } of files) {
    // a secret that is missing here is no difference
    const { parsed, problems: broken } = parseYaml(file, written, new Proxy({}, { get: () => '' }));
    for (const problem of broken) print(describeProblem(problem));
    if (parsed) found.set(slug, parsed.declared as Values);
  }
  return found;
}

/** A map of extensions with nothing behind a name says the same with `{}` there. */
function plain(declared: Values): Values {
  const named = declared['extensions'] as Record<string, unknown> | null | undefined;
  if (!named) return declared;
  return { ...declared, extensions: Object.fromEntries(Object.entries(named).map(([id, entry]) => [id, entry ?? {}])) };
}

interface Side {
  readonly name: string;
  /** `unknown` where it must not be shown. */
  readonly declared: Values | 'unknown' | undefined;
}

function printDiff(from: Side, to: Side, print: Print): boolean {
  const hidden = [from, to].find(({ declared }) => declared === 'unknown');
  if (hidden) {
    print(`${hidden.name}: ${NOT_SHOWN}.`);
    return true;
  }
  const of = ({ declared }: Side) => (typeof declared === 'object' ? yamlOf(plain(declared)) : '');
  if (of(from) === of(to)) return false;
  const patch = createTwoFilesPatch(from.name, to.name, of(from), of(to), undefined, undefined, { context: 3 });
  for (const line of patch.trimEnd().split('\n')) if (!line.startsWith('====')) print(line);
  return true;
}

async function diff(against: string, only: string | undefined, print: Print): Promise<number> {
  const { configDirectory } = readEnvironment();
  const files = await declaredFiles(configDirectory, print);
  const fileSide = (slug: string): Side => ({ name: `communities/${slug}.yaml`, declared: files.get(slug) });
  return readingDatabase(async (db) => {
    if (/^\d+$/.test(against)) {
      const row = await revisionById(db, Number(against));
      if (!row || row.slug === null) {
        print(`There is no revision ${against} of a community; polyphony config history lists them.`);
        return 1;
      }
      const from = { name: `revision ${row.id} of ${row.slug}`, declared: declaredOf(row) };
      if (!printDiff(from, fileSide(only ?? row.slug), print)) print('No difference.');
      return 0;
    }
    const serving = await live(db);
    if (against !== 'live') {
      const other = serving.find(({ slug }) => slug === against);
      if (!other || only === undefined) {
        print(
          other
            ? `Say whose file to compare with ${against}: --community <slug>`
            : `There is no community ${against}; --against takes live, the number of a revision, or a community.`,
        );
        return 1;
      }
      if (!printDiff({ name: `${against}, live`, declared: declaredOf(other) }, fileSide(only), print))
        print('No difference.');
      return 0;
    }
    const slugs = [...new Set([...serving.map(({ slug }) => slug), ...files.keys()])].sort();
    if (only !== undefined && !slugs.includes(only)) {
      print(`There is no community ${only}.`);
      return 1;
    }
    const differ = slugs
      .filter((slug) => only === undefined || slug === only)
      .filter((slug) => {
        const active = serving.find((one) => one.slug === slug);
        const name = active ? `${slug}, live as revision ${active.revision}` : `${slug}, not live`;
        return printDiff({ name, declared: active && declaredOf(active) }, fileSide(slug), print);
      });
    if (differ.length === 0) print('No difference: what is live is what the files say.');
    return 0;
  });
}

const managedHeader = (slug: string) =>
  `# What managers of ${slug} decided in /manage/settings, by extension. Written by polyphony config export for you to read and\n` +
  '# keep; the platform does not read it, so nothing here locks. To fix a value for them, write it into the file of the community.\n';

async function exportActive(only: string | undefined, out: string | undefined, print: Print) {
  const { configDirectory } = readEnvironment();
  const files = await declaredFiles(configDirectory, () => {});
  return readingDatabase(async (db) => {
    const chosen = (await live(db)).filter(({ slug }) => only === undefined || slug === only);
    if (only !== undefined && chosen.length === 0) {
      print(`There is no community ${only} that is live.`);
      return 1;
    }
    const managedFolder = path.join(out ?? configDirectory, 'communities');
    await mkdir(managedFolder, { recursive: true });
    for (const community of chosen) {
      const { slug } = community;
      const { managed } = readDocument(community.document ?? {});
      const declared = declaredOf(community);
      const file = path.join(managedFolder, `${slug}.managed.yaml`);
      if (Object.keys(managed).length > 0) {
        await writeFile(file, managedHeader(slug) + stringify(managed, { lineWidth: 0 }));
        print(`${path.relative(process.cwd(), file)}: what managers decided`);
      } else await rm(file, { force: true });
      if (declared === 'unknown') {
        print(`# ${slug}: revision ${community.revision}, which is live, ${NOT_SHOWN}.`);
        continue;
      }
      const written = files.get(slug);
      const differs = !written || yamlOf(plain(written)) !== yamlOf(plain(declared));
      if (out !== undefined) {
        const whole = path.join(managedFolder, `${slug}.yaml`);
        await writeFile(whole, yamlOf(declared));
        print(`${path.relative(process.cwd(), whole)}: revision ${community.revision}, which is live`);
      } else if (differs) {
        print(`# ${slug}: its file says something else than revision ${community.revision}, which is live:`);
        for (const line of yamlOf(declared).trimEnd().split('\n')) print(line);
      }
    }
    return 0;
  });
}

const community = { flags: '--community <slug>', description: 'only this community' } as const;

/** Commands that look at the configuration and change nothing of what is live. They boot nothing. */
export const configReading: readonly CommandDefinition[] = [
  {
    path: ['config', 'diff'],
    summary: 'What the files say that something else does not: what is live, a revision, or another community',
    options: [
      {
        flags: '--against <what>',
        description: 'live, the number of a revision, or the short name of a community',
        default: 'live',
      },
      community,
    ],
    run: ({ options, print }) => diff(text(options['against']) ?? 'live', text(options['community']), print),
  },
  {
    path: ['config', 'export'],
    summary: "Write managers' values to communities/<slug>.managed.yaml, and show what is live where a file differs",
    options: [
      community,
      { flags: '--out <directory>', description: 'write there, with a file of every community as it is live' },
    ],
    run: ({ options, print }) => exportActive(text(options['community']), text(options['out']), print),
  },
  {
    path: ['config', 'history'],
    summary: 'Revisions, newest first: number, time, community, where it came from, what it changed',
    options: [community, { flags: '--limit <count>', description: 'how many', default: '20' }],
    async run({ options, print }) {
      const slug = text(options['community']);
      const limit = Math.min(Math.max(Number.parseInt(text(options['limit']) ?? '20', 10) || 20, 1), 1000);
      return readingDatabase(async (db) => {
        const of = slug === undefined ? undefined : (await changedSince(db, 0)).find((one) => one.slug === slug);
        if (slug !== undefined && !of) {
          print(`There is no community ${slug}.`);
          return 1;
        }
        for (const row of await revisions(db, { community: of?.id, limit })) {
          const who = row.kind === 'manager' || row.kind === 'undo' ? `member ${row.appliedBy ?? '-'}` : row.source;
          print(
            [
              String(row.id).padStart(6),
              row.at.toISOString().slice(0, 19).replace('T', ' '),
              (row.slug ?? 'platform').padEnd(20),
              row.kind.padEnd(8),
              who,
              describeRevision(row),
            ].join('  '),
          );
        }
        return 0;
      });
    },
  },
];
