import type { ColumnType, Generated } from '@polyphony/core';

/** The row of `sample_items.item`, as queries see it. */
export interface ItemTable {
  community_id: number;
  /** UUIDv7, made in Node. */
  id: string;
  title: string;
  author_id: string;
  version: Generated<number>;
  created_at: ColumnType<Date, never, never>;
}

export interface Tables {
  'sample_items.item': ItemTable;
}
