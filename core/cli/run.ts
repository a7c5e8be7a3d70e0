import { Command, CommanderError, Option } from 'commander';
import type { CommandDefinition } from '../contract/command.ts';
import { coreVersion } from '../package-version.ts';
import { load } from '../registry/admit.ts';
import { discover } from '../registry/discover.ts';
import type { Candidate } from '../registry/record.ts';
import { resolve } from '../registry/resolve.ts';
import { within } from '../registry/runs.ts';
import { coreCommands } from './commands/index.ts';
import { guardProcess } from './guard.ts';
import { start } from './start.ts';

const print = (line: string) => process.stdout.write(`${line}\n`);

/** Adds a command below its words, making the groups on the way. */
function add(program: Command, definition: CommandDefinition, done: (code: number) => void): void {
  let parent = program;
  for (const word of definition.path.slice(0, -1))
    parent =
      parent.commands.find((command) => command.name() === word) ??
      parent.command(word).description(`Commands for ${word}`);
  const command = parent.command(definition.path.at(-1) ?? '').description(definition.summary);
  for (const { name, description, required } of definition.arguments ?? [])
    command.argument(required ? `<${name}>` : `[${name}]`, description);
  for (const { flags, description, choices, default: fallback } of definition.options ?? []) {
    const option = new Option(flags, description);
    if (choices) option.choices(choices);
    if (fallback !== undefined) option.default(fallback);
    command.addOption(option);
  }
  command.action(async (...given: unknown[]) => {
    const names = (definition.arguments ?? []).map(({ name }) => name);
    const values = Object.fromEntries(
      names.flatMap((name, at) => (given[at] === undefined ? [] : [[name, String(given[at])]])),
    );
    done((await definition.run({ arguments: values, options: command.opts(), print })) ?? 0);
  });
}

/** Longest that a command waits for one extension to say which commands it has, in milliseconds. */
const PATIENCE = 5000;

/** Adds the commands of the extensions of a folder. One that does not load must not take away the commands that mend it. */
async function addOfExtensions(root: string, use: (definition: CommandDefinition) => void): Promise<void> {
  const missing = (whose: string, error: unknown) =>
    void process.stderr.write(`Commands of ${whose} are missing: ${(error as Error).message}\n`);
  let fitting: readonly Candidate[] = [];
  try {
    fitting = resolve(discover(root).candidates, coreVersion).order;
  } catch (error) {
    missing('extensions', error);
  }
  for (const candidate of fitting)
    try {
      const { commands = [] } = await within(PATIENCE, () => load(candidate));
      commands.forEach(use);
    } catch (error) {
      missing(candidate.id, error);
    }
}

/** An extension that leaves a timer behind must not take the doctor away either. */
function guardCommand(root: string): void {
  const complain = (line: string) => void process.stderr.write(`${line}\n`);
  guardProcess({
    root,
    log: { error: ({ err }, words) => complain(`${words}: ${err instanceof Error ? err.message : String(err)}`) },
    end(error) {
      complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
      process.exit(1);
    },
  });
}

/** The `polyphony` program: core's commands, and those of the extensions of the folder it is called in. Returns the exit code. */
export async function run(argv: readonly string[]): Promise<number> {
  let code = 0;
  const done = (result: number) => (code = result);
  const program = new Command('polyphony')
    .description('Communities of diverse stakeholders, by configuration')
    .version(coreVersion)
    .exitOverride();
  program
    .command('start')
    .description('Start the platform')
    .option('--without <ids...>', 'leave these extensions out')
    .action(async (options: { without?: string[] }) => start(options.without ? { without: options.without } : {}));
  for (const definition of coreCommands) add(program, definition, done);
  // a start loads extensions by itself, and those that `--without` names not at all
  if (argv[2] !== 'start') {
    guardCommand(process.cwd());
    await addOfExtensions(process.cwd(), (definition) => add(program, definition, done));
  }
  try {
    await program.parseAsync([...argv]);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    process.stderr.write(`${(error as Error).message}\n`);
    return 1;
  }
}
