import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Type, type Static } from 'typebox';
import { compile } from '../registry/schemas.ts';
import { describeProblem, parseYaml, schemaProblems, type ConfigurationProblem } from '../community/yaml.ts';

const Person = Type.Object(
  {
    id: Type.String({ minLength: 1 }),
    name: Type.String({ minLength: 1 }),
    email: Type.String({ format: 'email' }),
    roles: Type.Array(Type.String(), { default: [] }),
    label: Type.String({ minLength: 1, description: 'Who it is, as the front door says it' }),
    tryThis: Type.Array(Type.String(), { default: [], description: 'What is worth a look, a line each' }),
    start: Type.String({
      pattern: '^/(?![/\\\\])',
      default: '/',
      description: 'Where they begin, unless demo content knows a better page',
    }),
  },
  { additionalProperties: false },
);
const DemoFile = Type.Object(
  {
    password: Type.String({ minLength: 10 }),
    operator: Type.Optional(
      Type.Object(
        {
          community: Type.String({ description: 'Whose file to edit' }),
          extension: Type.String({ description: 'What to turn on there' }),
          watch: Type.String({ description: 'What appears' }),
        },
        { additionalProperties: false },
      ),
    ),
    console: Type.Optional(
      Type.Object(
        {
          email: Type.String({ format: 'email' }),
          label: Type.String({ minLength: 1, description: 'Who it is, as the front door says it' }),
          tryThis: Type.Array(Type.String(), { default: [], description: 'What is worth a look, a line each' }),
        },
        { additionalProperties: false, description: 'Who looks after the installation' },
      ),
    ),
    communities: Type.Record(
      Type.String(),
      Type.Object({ people: Type.Array(Person) }, { additionalProperties: false }),
    ),
  },
  { additionalProperties: false },
);
type DemoFile = Static<typeof DemoFile>;

export type DemoPersona = Static<typeof Person>;

/** What an operator may try first: a line to add to a file, and what it brings. */
export interface OperatorTrial {
  readonly community: string;
  readonly extension: string;
  /** As the folder of the installation names it. */
  readonly file: string;
  /** The line to add below `extensions:`, with its indent. */
  readonly line: string;
  /** The word that appears in the navigation. */
  readonly watch: string;
}

/** The made-up people of the demo, and whether they may sign in here. */
export interface DemoSettings {
  readonly active: boolean;
  readonly password: string;
  readonly operator: OperatorTrial | undefined;
  /** Who signs in to the console. */
  readonly console: DemoFile['console'];
  personas(slug: string): readonly DemoPersona[];
  /** For the sign-in page: nobody, where the demo is off. */
  people(slug: string): readonly { readonly email: string; readonly password: string; readonly label: string }[];
}

/** Checks the text of `demo.yaml`. */
export function checkDemo(
  text: string,
  env: NodeJS.ProcessEnv,
): { readonly value?: DemoFile; readonly problems: readonly ConfigurationProblem[] } {
  const { parsed, problems } = parseYaml('demo.yaml', text, env, { optional: true });
  if (!parsed) return { problems };
  const value = parsed.value as DemoFile;
  const wrong = schemaProblems(parsed, compile(DemoFile, 'strict'), value);
  return wrong.length > 0 ? { problems: wrong } : { value, problems: [] };
}

/** Reads `config/demo.yaml`. Without the file, or where the platform is not a demo, there is nobody. */
export async function readDemo(directory: string, active: boolean, env: NodeJS.ProcessEnv): Promise<DemoSettings> {
  const text = active ? await readFile(path.join(directory, 'demo.yaml'), 'utf8').catch(() => undefined) : undefined;
  if (text === undefined)
    return {
      active: false,
      password: '',
      operator: undefined,
      console: undefined,
      personas: () => [],
      people: () => [],
    };
  const { value, problems } = checkDemo(text, env);
  if (!value) throw new Error(problems.map(describeProblem).join('\n'));
  const personas = (slug: string) => value.communities[slug]?.people ?? [];
  const { operator } = value;
  return {
    active: true,
    password: value.password,
    operator: operator && {
      ...operator,
      file: path.relative(process.cwd(), path.join(directory, 'communities', `${operator.community}.yaml`)),
      line: `  ${operator.extension}: {}`,
    },
    console: value.console,
    personas,
    people: (slug) => personas(slug).map(({ email, label }) => ({ email, label, password: value.password })),
  };
}
