import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Type, type Static } from 'typebox';
import { compile } from '../registry/schemas.ts';
import { describeProblem, parseYaml, schemaProblems } from '../community/yaml.ts';

const Person = Type.Object(
  {
    id: Type.String({ minLength: 1 }),
    name: Type.String({ minLength: 1 }),
    email: Type.String({ format: 'email' }),
    roles: Type.Array(Type.String(), { default: [] }),
    label: Type.String({ minLength: 1 }),
    tryThis: Type.String({ default: '' }),
  },
  { additionalProperties: false },
);
const DemoFile = Type.Object(
  {
    password: Type.String({ minLength: 10 }),
    communities: Type.Record(
      Type.String(),
      Type.Object({ people: Type.Array(Person) }, { additionalProperties: false }),
    ),
  },
  { additionalProperties: false },
);

export type DemoPersona = Static<typeof Person>;

/** The made-up people of the demo, and whether they may sign in here. */
export interface DemoSettings {
  readonly active: boolean;
  readonly password: string;
  personas(slug: string): readonly DemoPersona[];
  /** For the sign-in page: nobody, where the demo is off. */
  people(slug: string): readonly { readonly email: string; readonly password: string; readonly label: string }[];
}

/** Reads `config/demo.yaml`. Without the file, or where the platform is not a demo, there is nobody. */
export async function readDemo(directory: string, active: boolean, env: NodeJS.ProcessEnv): Promise<DemoSettings> {
  const text = active ? await readFile(path.join(directory, 'demo.yaml'), 'utf8').catch(() => undefined) : undefined;
  const nobody: DemoSettings = { active: false, password: '', personas: () => [], people: () => [] };
  if (text === undefined) return nobody;
  const { parsed, problems } = parseYaml('demo.yaml', text, env);
  const value = parsed?.value as Static<typeof DemoFile>;
  const all = parsed ? schemaProblems(parsed, compile(DemoFile, 'strict'), value) : problems;
  if (all[0]) throw new Error(describeProblem(all[0]));
  const personas = (slug: string) => value.communities[slug]?.people ?? [];
  return {
    active: true,
    password: value.password,
    personas,
    people: (slug) => personas(slug).map(({ email, label }) => ({ email, label, password: value.password })),
  };
}
