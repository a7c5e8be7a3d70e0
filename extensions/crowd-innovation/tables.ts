import type { Generated } from '@polyphony/core';

export interface ChallengeTable {
  community_id: number;
  /** The id of its space. */
  id: string;
  brief: string;
  /** Who sees it and its ideas: `everyone` or `member`. */
  see: string;
  /** Minor units; null where no money is shared. */
  pot: bigint | null;
  currency: string | null;
  exponent: number | null;
  ballot: unknown;
  rule: unknown;
  voters: string;
  /** 64 hexadecimal digits, secret until the result. */
  seed: string;
  seed_hash: string;
  opened_by: string;
  created_at: Generated<Date>;
  version: Generated<number>;
}

export interface PhaseTable {
  community_id: number;
  id: string;
  challenge_id: string;
  position: number;
  kind: string;
  name: string | null;
  opens_at: Date;
  /** Null for a phase that has a date and no end. */
  closes_at: Date | null;
}

export interface IdeaTable {
  community_id: number;
  /** The id of its content. */
  id: string;
  challenge_id: string;
  /** In the order of pitching, from 1; the project id in exports. */
  number: number;
  requested: bigint | null;
  /** What staff set when accepting; where null the requested amount counts. */
  cost: bigint | null;
  /** SHA-256 of the title in hexadecimal digits: what the frozen settings name, so that an erased title stays erased. */
  title_hash: string;
  /** The business or group it is pitched for. */
  by_name: string | null;
  author_id: string;
  state: string;
  reason: string | null;
  decided_by: string | null;
  decided_at: Date | null;
  proposed_at: Generated<Date>;
}

export interface BallotTable {
  community_id: number;
  id: string;
  challenge_id: string;
  /** Null once the link between voter and ballot has been cut. */
  member_id: string | null;
  receipt: string;
  /** Null after it was taken back. */
  choices: unknown;
  revision: bigint;
  sent_at: Date;
  updated_at: Date;
}

export interface FrozenTable {
  community_id: number;
  challenge_id: string;
  settings: unknown;
  hash: string;
  frozen_at: Generated<Date>;
}

export interface ResultTable {
  community_id: number;
  challenge_id: string;
  outcome: unknown;
  settings_hash: string;
  ballots_hash: string;
  ballots: number;
  /** Whether single ballots are open to all; decided by the number of ballots when it was published. */
  ballots_public: boolean;
  spent: bigint;
  seed: string;
  rule: unknown;
  published_by: string;
  published_at: Generated<Date>;
}

export interface AwardTable {
  community_id: number;
  challenge_id: string;
  idea_id: string;
  amount: bigint;
}

export interface PublishedBallotTable {
  community_id: number;
  challenge_id: string;
  /** Random, made at the count; leads to nobody. */
  voter: string;
  /** Numbers of ideas. */
  choices: unknown;
}

export interface BallotDraftTable {
  community_id: number;
  challenge_id: string;
  member_id: string;
  /** Numbers of ideas, ascending. */
  choices: unknown;
  updated_at: Date;
}

export interface PhaseChangeTable {
  community_id: number;
  challenge_id: string;
  kind: string;
  /** Among the phases of this kind, from 1. */
  number: number;
  change: string;
  at: Date;
  told_at: Generated<Date>;
}

export interface Tables {
  'crowd_innovation.challenge': ChallengeTable;
  'crowd_innovation.phase': PhaseTable;
  'crowd_innovation.phase_change': PhaseChangeTable;
  'crowd_innovation.idea': IdeaTable;
  'crowd_innovation.ballot': BallotTable;
  'crowd_innovation.ballot_draft': BallotDraftTable;
  'crowd_innovation.frozen': FrozenTable;
  'crowd_innovation.result': ResultTable;
  'crowd_innovation.award': AwardTable;
  'crowd_innovation.published_ballot': PublishedBallotTable;
}
