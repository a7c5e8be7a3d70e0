import type { AudienceWords, ChipProps } from '@polyphony/core';
import type { GroupsContext } from '../extension.ts';
import type { Group } from '../services/groups.ts';

type Community = GroupsContext['community'];

/** Whether visitors reach the community, so that what is for everyone is for anyone at all. */
export const isForAnyone = ({ access }: Community): boolean => access === 'open';

/** Who reads the group, in the fixed phrases of the house. */
export function audienceOf(community: Community, { openness, title }: Group): AudienceWords {
  if (openness === 'closed') return { kind: 'group', name: title };
  return { kind: isForAnyone(community) ? 'anyone' : 'members' };
}

export const isMember = ({ membership }: Group): boolean => membership?.state === 'member';
export const isOrganiser = (group: Group): boolean => isMember(group) && group.membership?.role === 'organiser';

export const pathOf = ({ slug }: Pick<Group, 'slug'>): `/${string}` => `/groups/${slug}`;

/** Where to come back to after signing in. */
export const signInPath = (path: string): string => `/sign-in?${new URLSearchParams({ next: path })}`;

/** How people come in, and what the reader is here. */
export function chipsOf(group: Group, t: GroupsContext['t']): readonly ChipProps[] {
  return [
    ...(group.kindLabel === null ? [] : [{ label: group.kindLabel, tone: 'line' } as const]),
    { label: t(`groups.chip.${group.openness}`), icon: group.openness === 'open' ? 'users' : 'lock' },
    ...(isMember(group)
      ? [
          {
            label: t(isOrganiser(group) ? 'groups.chip.organising' : 'groups.chip.mine'),
            tone: 'brand',
            icon: 'check',
          } as const,
        ]
      : []),
  ];
}
