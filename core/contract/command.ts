/** A command of the `polyphony` program that an extension brings. It runs without a database unless it opens one itself. */
export interface CommandDefinition {
  /** Words after `polyphony`, such as `['ballots', 'count']`. */
  readonly path: readonly string[];
  readonly summary: string;
  readonly arguments?: readonly { readonly name: string; readonly description: string; readonly required: boolean }[];
  readonly options?: readonly {
    readonly flags: string;
    readonly description: string;
    readonly choices?: readonly string[];
    readonly default?: string;
  }[];
  /** Returns the exit code, 0 where nothing is returned. */
  run(input: {
    readonly arguments: Readonly<Record<string, string>>;
    readonly options: Readonly<Record<string, unknown>>;
    print(line: string): void;
  }): Promise<number | void>;
}
