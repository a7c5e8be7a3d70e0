import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CommunityFile, PlatformFile } from '../community/schema.ts';
import { survey } from '../lifecycle/survey.ts';

const DIALECT = 'http://json-schema.org/draft-07/schema#';

/** Without what an editor cannot use: symbols of TypeBox go, and `owner` becomes a sentence. */
function readable(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(readable);
  if (schema === null || typeof schema !== 'object') return schema;
  const { owner, description, ...rest } = schema as Record<string, unknown>;
  const own = typeof owner === 'string';
  return {
    ...(description === undefined
      ? {}
      : {
          description:
            own && owner === 'manager'
              ? `${String(description)}. Managers decide it unless it stands here`
              : description,
        }),
    ...Object.fromEntries(
      Object.entries(rest)
        .filter(([key]) => !key.startsWith('~'))
        .map(([key, value]) => [key, readable(value)]),
    ),
    ...(owner !== undefined && !own ? { owner: readable(owner) } : {}),
  };
}

/** JSON Schemas of the two kinds of files, with the settings of everything installed, as editors read them. */
export async function configurationSchemas(root: string): Promise<Readonly<Record<string, object>>> {
  const { records } = await survey(root);
  const community = readable(CommunityFile) as { properties: Record<string, unknown> };
  const extensions = Object.fromEntries(
    [...records]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ id, title, description, definition }) => [
        id,
        {
          title,
          description,
          type: ['object', 'null'],
          properties: {
            enabled: { type: 'boolean', default: true, description: 'false keeps settings and data while it is off' },
            settings: { additionalProperties: false, ...(readable(definition?.settings ?? {}) as object) },
          },
          additionalProperties: false,
        },
      ]),
  );
  return {
    'community.json': {
      $schema: DIALECT,
      title: 'A community',
      ...community,
      properties: {
        ...community.properties,
        extensions: {
          description: 'Naming an extension turns it on',
          type: 'object',
          properties: extensions,
          additionalProperties: false,
        },
      },
    },
    'platform.json': { $schema: DIALECT, title: 'The installation', ...(readable(PlatformFile) as object) },
  };
}

/** Writes them, and returns the files. */
export async function writeSchemas(root: string, configDirectory: string): Promise<readonly string[]> {
  const folder = path.join(configDirectory, 'schema');
  await mkdir(folder, { recursive: true });
  const schemas = Object.entries(await configurationSchemas(root));
  return Promise.all(
    schemas.map(async ([name, schema]) => {
      const file = path.join(folder, name);
      await writeFile(file, schemaText(schema));
      return path.relative(process.cwd(), file);
    }),
  );
}

export const schemaText = (schema: object) => `${JSON.stringify(schema, null, 2)}\n`;
