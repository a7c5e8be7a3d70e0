import type { ColumnType, Generated } from '@polyphony/core';

/** What a group has beyond a space. Its openness is not kept here: the space's rules are the only place that says it. */
interface GroupProfile {
  community_id: number;
  /** The id of its space. */
  id: string;
  /** The longer purpose, plain text, paragraphs separated by an empty line. */
  about: string;
  /** What kind of group it is in the community's own words, such as Community of practice. */
  kind_label: string | null;
  created_by: string;
  /** Counts changes, so that two people who write at once do not overwrite each other. */
  version: Generated<number>;
  created_at: ColumnType<Date, never, never>;
}

/** The columns of core's space memberships that are read here. Never written: that is the business of `core.Spaces`. */
interface SpaceMembership {
  community_id: number;
  space_id: string;
  member_id: string;
  state: string;
  role: string;
  since: Date;
}

/** The columns of core's members that are read here. */
interface Member {
  community_id: number;
  id: string;
  removed_at: Date | null;
  erased_at: Date | null;
}

export interface Tables {
  'groups.group_profile': GroupProfile;
  'core.space_member': SpaceMembership;
  'core.member': Member;
}
