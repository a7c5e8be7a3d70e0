/** Where a command says what it did, a line at a time. */
export type Print = (line: string) => void;
