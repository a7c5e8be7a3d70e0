/** A command of the `polyphony` program, as the core registers it. */
export interface CommandDefinition {
  readonly path: readonly string[];
  readonly summary: string;
  readonly arguments?: readonly { readonly name: string; readonly description: string; readonly required: boolean }[];
  readonly options?: readonly {
    readonly flags: string;
    readonly description: string;
    readonly choices?: readonly string[];
    readonly default?: string;
  }[];
  /** Returns the exit code, 0 where it returns nothing. Options are named in camel case. */
  run(input: {
    readonly arguments: Readonly<Record<string, string>>;
    readonly options: Readonly<Record<string, unknown>>;
    print(line: string): void;
  }): Promise<number | void>;
}
