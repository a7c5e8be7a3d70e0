import {
  Avatar,
  Button,
  Chip,
  Empty,
  Form,
  pageQuery,
  Pager,
  redirect,
  Time,
  Type,
  usePage,
  Words,
  type Resolver,
  type SpaceMember,
} from '@polyphony/core';
import { action, page } from '../extension.ts';
import { GroupPath, MemberPath } from '../routes/schemas.ts';
import { groups } from '../services/groups.ts';
import { audienceOf, pathOf } from './facts.ts';
import { GroupHead } from './head.tsx';

export const membersPage = (r: Resolver) =>
  page({
    path: '/groups/:group/members',
    access: 'member',
    current: 'groups',
    schema: { params: GroupPath, query: pageQuery({}) },
    view: async ({ ctx, params, query }) => {
      const service = r.get(groups);
      const group = await service.get(ctx, params.group);
      const { items, next } = await service.members(ctx, group.id, { limit: 50, after: query.after });
      const manages = service.mayManage(ctx, group);
      const path = pathOf(group);
      const title = ctx.t('groups.membersPage.title', { title: group.title });
      return {
        title,
        noIndex: true,
        body: (
          <>
            <GroupHead
              group={group}
              label={ctx.settings.label}
              audience={audienceOf(ctx.community, group)}
              current="members"
              open={{ members: true, settings: manages }}
              actions={
                manages ? (
                  <Button
                    kind="main"
                    icon="user-plus"
                    href={`${path}/members/add`}
                    label={ctx.t('groups.membersPage.add')}
                  />
                ) : undefined
              }
            />
            <div class="wrap section stack g5">
              <h2 class="vh">{title}</h2>
              {items.length === 0 ? (
                <Empty seed={group.slug} title={ctx.t('groups.membersPage.empty')} />
              ) : (
                <div class="panel">
                  <ul class="rows">
                    {items.map((member) => (
                      <Member member={member} path={path} manages={manages && member.id !== ctx.actor?.id} />
                    ))}
                  </ul>
                </div>
              )}
              <Pager
                label={ctx.t('groups.membersPage.pager')}
                older={next === null ? undefined : `${path}/members?${new URLSearchParams({ after: next })}`}
                olderLabel={ctx.t('groups.directory.more')}
              />
            </div>
          </>
        ),
      };
    },
  });

interface MemberProps {
  readonly member: SpaceMember;
  readonly path: string;
  /** Whether the reader may change the place of this one. */
  readonly manages: boolean;
}

function Member({ member: { id, name, role, since }, path, manages }: MemberProps) {
  const { t } = usePage();
  const organises = role === 'organiser';
  return (
    <li class="split">
      <div class="line">
        <Avatar party={{ name }} />
        <div>
          <b dir="auto">{name}</b> {organises && <Chip label={t('groups.role.organiser')} tone="brand" />}
          <p class="sm muted">
            <Words of="groups.membersPage.since" parts={{ date: <Time at={since} /> }} />
          </p>
        </div>
      </div>
      {manages && (
        <div class="cluster g2">
          <Form action={`${path}/members/${id}/role`}>
            <Button
              name="role"
              value={organises ? 'member' : 'organiser'}
              label={t(organises ? 'groups.membersPage.makeMember' : 'groups.membersPage.makeOrganiser')}
              about={name}
            />
          </Form>
          <Form action={`${path}/members/${id}/remove`}>
            <Button kind="quiet" label={t('groups.membersPage.remove')} about={name} />
          </Form>
        </div>
      )}
    </li>
  );
}

export const changeRole = (r: Resolver) =>
  action({
    path: '/groups/:group/members/:member/role',
    access: 'member',
    current: 'groups',
    schema: { params: MemberPath, body: Type.Object({ role: Type.Enum(['member', 'organiser']) }) },
    submit: async ({ ctx, params, body }) => {
      await r.get(groups).add(ctx, params.group, params.member, body.role);
      return redirect(`/groups/${encodeURIComponent(params.group)}/members`, 'groups.said.role');
    },
  });

export const takeOut = (r: Resolver) =>
  action({
    path: '/groups/:group/members/:member/remove',
    access: 'member',
    current: 'groups',
    schema: { params: MemberPath },
    submit: async ({ ctx, params }) => {
      await r.get(groups).remove(ctx, params.group, params.member);
      return redirect(`/groups/${encodeURIComponent(params.group)}/members`, 'groups.said.removed');
    },
  });
