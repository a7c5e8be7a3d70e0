/** What can go wrong while an election is read, set up or counted. Codes are stable; texts may change. */
export type CountingErrorCode =
  | 'election-invalid'
  | 'file-unreadable'
  | 'file-unwritable'
  | 'rule-unknown'
  | 'option-unknown'
  | 'option-invalid'
  | 'ballot-kind-unsuited'
  | 'tie-unbroken'
  | 'trace-invalid';

/** An error of counting. `message` says what happened and what to do; `line` is set where a file is to blame. */
export class CountingError extends Error {
  readonly code: CountingErrorCode;
  readonly line: number | undefined;

  constructor(code: CountingErrorCode, message: string, line?: number) {
    super(line === undefined ? message : `Line ${line}: ${message}`);
    this.name = 'CountingError';
    this.code = code;
    this.line = line;
  }
}
