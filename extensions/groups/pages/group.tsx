import {
  Avatar,
  Button,
  Empty,
  Form,
  Notice,
  PageHead,
  Panel,
  Prose,
  redirect,
  usePage,
  WithSide,
  type Resolver,
} from '@polyphony/core';
import { action, page, type GroupsContext } from '../extension.ts';
import { GroupPath } from '../routes/schemas.ts';
import { groups, type Group } from '../services/groups.ts';
import { audienceOf, isForAnyone, isMember, pathOf, signInPath } from './facts.ts';
import { GroupHead } from './head.tsx';

export const groupPage = (r: Resolver) =>
  page({
    path: '/groups/:group',
    access: 'anyone',
    current: 'groups',
    schema: { params: GroupPath },
    view: async ({ ctx, params }) => {
      const service = r.get(groups);
      const group = await service.get(ctx, params.group);
      const { label, labelOne: one } = ctx.settings;
      const manages = ctx.actor !== null && service.mayManage(ctx, group);
      if (group.locked)
        return { title: group.title, noIndex: true, body: <Teaser group={group} label={label} manages={manages} /> };
      const organisers = await service.organisers(ctx, group);
      return {
        title: group.title,
        noIndex: group.openness === 'closed',
        body: (
          <>
            <GroupHead
              group={group}
              label={label}
              audience={audienceOf(ctx.community, group)}
              current="about"
              open={{ members: ctx.actor !== null, settings: manages }}
              actions={<WayIn ctx={ctx} group={group} one={one} />}
            />
            <div class="wrap section">
              <WithSide
                label={ctx.t('groups.page.side', { one })}
                side={
                  <>
                    <Access group={group} anyone={isForAnyone(ctx.community)} />
                    <Organisers people={organisers} />
                    {isMember(group) && <YourPlace group={group} one={one} />}
                  </>
                }
              >
                <About group={group} manages={manages} />
              </WithSide>
            </div>
          </>
        ),
      };
    },
  });

/** What a member of the community sees of a closed group that they are not in: its name and purpose, and nothing else. */
function Teaser({
  group,
  label,
  manages,
}: {
  readonly group: Group;
  readonly label: string;
  readonly manages: boolean;
}) {
  const { t } = usePage();
  return (
    <>
      <PageHead
        title={group.title}
        lede={group.summary}
        cover={{ seed: group.slug }}
        crumbs={[{ label, href: '/groups' }, { label: group.title }]}
        actions={
          manages ? (
            <Button href={`${pathOf(group)}/settings`} icon="settings" label={t('groups.page.look')} />
          ) : undefined
        }
      />
      <div class="wrap section">
        <Notice icon="lock">{t('groups.page.added')}</Notice>
      </div>
    </>
  );
}

/** Joining, or the way to it; nothing for those who are in or cannot join by themselves. */
function WayIn({ ctx, group, one }: { readonly ctx: GroupsContext; readonly group: Group; readonly one: string }) {
  const { t } = usePage();
  if (isMember(group) || group.openness === 'closed') return null;
  if (!ctx.actor) return <Button kind="main" href={signInPath(pathOf(group))} label={t('groups.page.signIn')} />;
  if (group.membership?.state === 'blocked' || !ctx.can('groups.group.join')) return null;
  return (
    <Form action={`${pathOf(group)}/join`}>
      <Button kind="main" icon="plus" label={t('groups.page.join', { one })} />
    </Form>
  );
}

function About({ group, manages }: { readonly group: Group; readonly manages: boolean }) {
  const { t } = usePage();
  if (!group.about)
    return (
      <Empty
        seed={group.slug}
        title={t('groups.page.aboutEmpty')}
        text={manages ? t('groups.page.aboutEmptyText') : undefined}
        action={manages ? { label: t('groups.page.write'), href: `${pathOf(group)}/settings` } : undefined}
      />
    );
  return (
    <Panel title={t('groups.page.about')}>
      <Prose>
        {group.about.split(/\n\s*\n/).map((paragraph) => (
          <p>{paragraph}</p>
        ))}
      </Prose>
    </Panel>
  );
}

function Access({ group, anyone }: { readonly group: Group; readonly anyone: boolean }) {
  const { t } = usePage();
  const open = group.openness === 'open';
  const everyone = t(anyone ? 'groups.who.anyone' : 'groups.who.community');
  const own = t('groups.who.group', { title: group.title });
  const rows = [
    ['find', open ? everyone : t('groups.who.community')],
    ['read', open ? everyone : own],
    ['join', t(open ? 'groups.who.joinOpen' : 'groups.who.joinClosed')],
    ['list', open ? t('groups.who.community') : own],
  ] as const;
  return (
    <Panel title={t('groups.who.title')}>
      <dl class="facts-list">
        {rows.map(([what, who]) => (
          <div>
            <dt>{t(`groups.who.${what}`)}</dt>
            <dd>{who}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

function Organisers({ people }: { readonly people: readonly { readonly name: string }[] }) {
  const { t } = usePage();
  return (
    <Panel title={t('groups.organisers')}>
      {people.length === 0 ? (
        <p class="sm muted">{t('groups.organisers.none')}</p>
      ) : (
        <ul class="rows">
          {people.map(({ name }) => (
            <li class="line">
              <Avatar party={{ name }} />
              <div>
                <span dir="auto">{name}</span>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function YourPlace({ group, one }: { readonly group: Group; readonly one: string }) {
  const { t } = usePage();
  return (
    <Panel title={t('groups.page.yours')}>
      <p class="sm muted">{t(group.openness === 'open' ? 'groups.page.yoursOpen' : 'groups.page.yoursClosed')}</p>
      <Form action={`${pathOf(group)}/leave`}>
        <Button label={t('groups.page.leave', { one })} block />
      </Form>
    </Panel>
  );
}

export const join = (r: Resolver) =>
  action({
    path: '/groups/:group/join',
    access: { permission: 'groups.group.join' },
    current: 'groups',
    schema: { params: GroupPath },
    submit: async ({ ctx, params }) => {
      const group = await r.get(groups).join(ctx, params.group);
      return redirect(pathOf(group), 'groups.said.joined');
    },
  });

export const leave = (r: Resolver) =>
  action({
    path: '/groups/:group/leave',
    access: 'member',
    current: 'groups',
    schema: { params: GroupPath },
    submit: async ({ ctx, params }) => {
      const group = await r.get(groups).get(ctx, params.group);
      await r.get(groups).leave(ctx, group.id);
      return redirect(pathOf(group), 'groups.said.left');
    },
  });
