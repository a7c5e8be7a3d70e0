import { Button, Card, Empty, PageHead, Pager, Chip, pageQuery, usePage, type Resolver } from '@polyphony/core';
import { page } from '../extension.ts';
import { groups, type Group } from '../services/groups.ts';
import { chipsOf, pathOf } from './facts.ts';

export const directory = (r: Resolver) =>
  page({
    path: '/groups',
    access: 'anyone',
    current: 'groups',
    schema: { query: pageQuery({}) },
    view: async ({ ctx, query }) => {
      const { items, next } = await r.get(groups).list(ctx, { limit: 60, after: query.after });
      const { label, labelOne: one } = ctx.settings;
      const start = ctx.can('groups.group.create')
        ? { label: ctx.t('groups.directory.start', { one }), href: '/groups/new' }
        : undefined;
      const emptyText = start ? 'emptyManager' : ctx.actor ? 'emptyMember' : 'emptyVisitor';
      return {
        title: label,
        body: (
          <>
            <PageHead
              title={label}
              lede={ctx.t('groups.directory.lede')}
              actions={start && items.length > 0 ? <Button kind="main" icon="plus" {...start} /> : undefined}
            />
            <div class="wrap section stack g5">
              {items.length === 0 ? (
                <Empty
                  seed="groups"
                  title={ctx.t('groups.directory.empty')}
                  text={ctx.t(`groups.directory.${emptyText}`)}
                  action={start}
                />
              ) : (
                <>
                  <h2 class="vh">{ctx.t('groups.directory.list')}</h2>
                  <ul class="grid">
                    {items.map((group) => (
                      <GroupCard group={group} />
                    ))}
                  </ul>
                </>
              )}
              <Pager
                label={ctx.t('groups.directory.pager')}
                older={next === null ? undefined : `/groups?${new URLSearchParams({ after: next })}`}
                olderLabel={ctx.t('groups.directory.more')}
              />
            </div>
          </>
        ),
      };
    },
  });

function GroupCard({ group }: { readonly group: Group }) {
  const { t } = usePage();
  return (
    <Card
      title={group.title}
      href={pathOf(group)}
      level={3}
      cover={{ seed: group.slug }}
      text={group.summary}
      meta={
        group.memberCount === null
          ? undefined
          : [{ icon: 'users', text: t('groups.members', { count: group.memberCount }) }]
      }
      action={
        <div class="cluster g2">
          {chipsOf(group, t).map((chip) => (
            <Chip {...chip} />
          ))}
        </div>
      }
    />
  );
}
