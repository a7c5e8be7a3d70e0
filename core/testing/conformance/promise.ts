import type { World } from './world.ts';

/** One promise that every extension keeps. */
export interface KeptPromise {
  readonly id: string;
  /** Reads as a sentence in the report of a test. */
  readonly title: string;
  /** What breaks it, each in a line that says where; empty where it is kept. */
  readonly broken: (world: World) => Promise<readonly string[]>;
}
