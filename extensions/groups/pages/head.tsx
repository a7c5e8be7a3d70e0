import { AudienceLine, PageHead, usePage, type AudienceWords, type ComponentChildren, type Tab } from '@polyphony/core';
import type { Group } from '../services/groups.ts';
import { chipsOf, pathOf } from './facts.ts';

export interface GroupHeadProps {
  readonly group: Group;
  /** What the community calls its groups. */
  readonly label: string;
  readonly audience: AudienceWords;
  readonly current: 'about' | 'members' | 'settings';
  /** Tabs that the reader may open besides the first one. */
  readonly open: { readonly members: boolean; readonly settings: boolean };
  readonly actions?: ComponentChildren;
}

/** The head of every page of one group, for those who may read it. */
export function GroupHead({ group, label, audience, current, open, actions }: GroupHeadProps) {
  const { t } = usePage();
  const path = pathOf(group);
  const tabs: readonly Tab[] = [
    { label: t('groups.page.about'), href: path, current: current === 'about' },
    ...(open.members
      ? [{ label: t('groups.page.members'), href: `${path}/members`, current: current === 'members' }]
      : []),
    ...(open.settings
      ? [{ label: t('groups.page.settings'), href: `${path}/settings`, current: current === 'settings' }]
      : []),
  ];
  return (
    <PageHead
      title={group.title}
      lede={group.summary}
      cover={{ seed: group.slug }}
      crumbs={[{ label, href: '/groups' }, { label: group.title }]}
      chips={chipsOf(group, t)}
      meta={[
        ...(group.memberCount === null
          ? []
          : [{ icon: 'users', text: t('groups.members', { count: group.memberCount }) } as const]),
        { text: <AudienceLine audience={audience} /> },
      ]}
      actions={actions}
      tabs={tabs.length > 1 ? tabs : undefined}
      tabsLabel={t('groups.page.tabs', { title: group.title })}
    />
  );
}
