import { Avatar, Link, Panel, usePage, type BlockDefinition, type Resolver } from '@polyphony/core';
import { block } from '../extension.ts';
import { groups, type Group } from '../services/groups.ts';
import { isMember, pathOf } from './facts.ts';

const shown = 5;

/** A few groups beside the stream of the home page, the reader's own first. */
export const homeList = (r: Resolver): BlockDefinition =>
  block({
    id: 'groups.home',
    region: 'home.side',
    order: 30,
    render: async ({ ctx }) => {
      const { items } = await r.get(groups).list(ctx, { limit: 100 });
      if (items.length === 0) return null;
      return (
        <Panel title={ctx.settings.label} more={{ label: ctx.t('groups.block.all'), href: '/groups' }}>
          <ul class="rows">
            {items.slice(0, shown).map((group) => (
              <li class="line">
                <Avatar party={{ name: group.title, kind: 'organisation' }} />
                <div>
                  <Link href={pathOf(group)}>
                    <span dir="auto">{group.title}</span>
                  </Link>
                  <p class="sm muted">
                    <Standing group={group} />
                  </p>
                </div>
              </li>
            ))}
          </ul>
        </Panel>
      );
    },
  });

function Standing({ group }: { readonly group: Group }) {
  const { t } = usePage();
  const count = group.memberCount === null ? t('groups.page.added') : t('groups.members', { count: group.memberCount });
  return (
    <>
      {count}
      {isMember(group) && ` · ${t('groups.chip.mine')}`}
    </>
  );
}

/** For managers: groups that nobody organises any more. */
export const orphans = (r: Resolver): BlockDefinition =>
  block({
    id: 'groups.without-organiser',
    region: 'manage.dashboard',
    order: 30,
    render: async ({ ctx }) => {
      if (!ctx.can('groups.group.manage')) return null;
      const found = await r.get(groups).withoutOrganiser(ctx);
      if (found.length === 0) return null;
      return (
        <Panel title={ctx.t('groups.dashboard.title')}>
          <p class="sm muted">{ctx.t('groups.dashboard.text', { label: ctx.settings.label })}</p>
          <ul class="rows">
            {found.map((group) => (
              <li>
                <Link href={`${pathOf(group)}/members/add`}>
                  <span dir="auto">{group.title}</span>
                </Link>
              </li>
            ))}
          </ul>
        </Panel>
      );
    },
  });
