import type { Context } from './context.ts';

/** What stays of a person after they were erased, in words that an operator can pass on to them. */
export interface Kept {
  /** Such as `3 ballots without your name`. */
  readonly what: string;
  readonly why: string;
  /** Null: as long as the community itself. */
  readonly until: Date | null;
}

/** Why a table with a person column may exist: for the record of processing. */
export interface PersonTable {
  readonly purpose: string;
  /** Legal basis, such as `contract` or `legitimate interest: ..`. */
  readonly basis: string;
  /** How long rows stay, in words. */
  readonly retention: string;
}

/**
 * What an extension does for the rights of a person. Required of every extension that has a table with a person column (a foreign
 * key to `core.member`, or a column `member_id` or `account_id`); it fails to migrate without. Both run in a transaction of the
 * community, for every admitted extension, whether the community has it on or not.
 */
export interface Privacy {
  /** Table to its purpose, such as `{ ballot: { purpose, basis, retention } }`. Where it is given it names every table with a person column. */
  readonly tables?: Readonly<Record<string, PersonTable>>;
  /** Everything that the extension holds about a member, as plain data under names that the person understands. */
  readonly exportMember: (ctx: Context, memberId: string) => Promise<Readonly<Record<string, readonly unknown[]>>>;
  /**
   * Takes out everything that leads to the person. The row of `core.member` stays, without a name, so a column may go on pointing
   * at it. Must bear being called again. Returns what was kept, why and until when.
   */
  readonly eraseMember: (ctx: Context, memberId: string) => Promise<readonly Kept[]>;
}
