import { Type } from 'typebox';
import type { Context } from '../contract/context.ts';
import { extension } from '../contract/definition.ts';
import { redirect, type FormState, type PageDefinition, type PageView } from '../contract/page.ts';
import { uuid } from '../contract/schemas.ts';
import { Avatar } from '../web/components/avatar.tsx';
import { Button } from '../web/components/button.tsx';
import { Panel } from '../web/components/card.tsx';
import { Chip } from '../web/components/chip.tsx';
import { Empty } from '../web/components/empty.tsx';
import { Area, Check, Choice, Select, Text } from '../web/components/fields.tsx';
import { Filters } from '../web/components/filters.tsx';
import { Form } from '../web/components/form.tsx';
import { WithSide } from '../web/components/layout.tsx';
import { Link } from '../web/components/link.tsx';
import { Notice } from '../web/components/notice.tsx';
import { PageHead } from '../web/components/page-head.tsx';
import { Pager } from '../web/components/pager.tsx';
import { Time } from '../web/components/time.tsx';
import { Words } from '../web/components/words.tsx';
import { FormErrors } from '../web/pages/form-errors.tsx';
import { LogRows } from './log-rows.tsx';
import { historyOf } from './log.ts';
import { endPerson, getPerson, listPeople, restorePerson, setRoles, type PeopleQuery, type Person } from './people.ts';
import { INVITE, MANAGE_MEMBERS, reachBeyond, roleLabel, rolesToGive } from './roles.ts';

const { page, form, action } = extension();

const crumbs = (ctx: Context, ...more: readonly { readonly label: string; readonly href?: string }[]) => [
  { label: ctx.t('core.manage.title'), href: '/manage' },
  { label: ctx.t('core.membership.people.title'), href: '/manage/people' },
  ...more,
];

function PersonLine({ ctx, person }: { readonly ctx: Context; readonly person: Person }) {
  const { id, name, roles, joinedAt, endedAt } = person;
  return (
    <li class="line">
      <Avatar party={{ name }} />
      <div>
        <Link href={`/manage/people/${id}`}>
          <b dir="auto">{name}</b>
        </Link>{' '}
        {roles.map((role) => (
          <Chip label={roleLabel(ctx, role)} tone="brand" />
        ))}
        <p class="sm muted">
          {endedAt === null ? (
            <Words of="core.people.since" parts={{ date: <Time at={joinedAt} /> }} />
          ) : (
            <Words of="core.membership.people.ended" parts={{ date: <Time at={endedAt} /> }} />
          )}
        </p>
      </div>
    </li>
  );
}

async function peopleView(ctx: Context, query: PeopleQuery): Promise<PageView> {
  const { items, next, total } = await listPeople(ctx, query);
  const { q = '', role = '', state = 'member' } = query;
  const title = ctx.t('core.membership.people.title');
  const kept = { ...(q && { q }), ...(role && { role }), ...(state !== 'member' && { state }) };
  return {
    title,
    body: (
      <>
        <PageHead
          title={title}
          lede={ctx.t('core.membership.people.lede')}
          crumbs={crumbs(ctx)}
          actions={
            ctx.can(INVITE) &&
            ctx.community.join !== 'closed' && (
              <Button icon="user-plus" href="/manage/invitations/new" label={ctx.t('core.invitations.one')} />
            )
          }
        />
        <div class="wrap section stack g5">
          <Filters action="/manage/people" submit={ctx.t('core.people.search')} label={ctx.t('core.people.find')}>
            <Text name="q" type="search" label={ctx.t('core.people.name')} value={q} />
            <Select
              name="role"
              label={ctx.t('core.membership.people.role')}
              value={role}
              options={[
                { value: '', label: ctx.t('core.membership.people.anyRole') },
                ...rolesToGive(ctx.community).map((one) => ({ value: one, label: roleLabel(ctx, one) })),
              ]}
            />
            <Select
              name="state"
              label={ctx.t('core.membership.people.state')}
              value={state}
              options={(['member', 'ended'] as const).map((one) => ({
                value: one,
                label: ctx.t(`core.membership.people.state.${one}`),
              }))}
            />
          </Filters>
          <p class="muted">{ctx.t('core.membership.people.count', { count: total })}</p>
          {items.length === 0 ? (
            <Empty seed="people" title={ctx.t('core.people.empty')} text={ctx.t('core.people.emptyText')} />
          ) : (
            <div class="panel">
              <ul class="rows">
                {items.map((person) => (
                  <PersonLine ctx={ctx} person={person} />
                ))}
              </ul>
            </div>
          )}
          <Pager
            label={ctx.t('core.people.pager')}
            older={next === null ? undefined : `/manage/people?${new URLSearchParams({ ...kept, after: next })}`}
            olderLabel={ctx.t('core.people.more')}
          />
        </div>
      </>
    ),
  };
}

function RolesForm({
  ctx,
  person,
  state,
}: {
  readonly ctx: Context;
  readonly person: Person;
  readonly state: FormState;
}) {
  const typed = state.errors.length > 0;
  const roles = rolesToGive(ctx.community);
  if (roles.length === 0) return null;
  const above = roles.filter((role) => reachBeyond(ctx, [role]));
  return (
    <Form action={`/manage/people/${person.id}`} class="panel" label={ctx.t('core.membership.person.roles')}>
      <Choice
        many
        name="roles"
        label={ctx.t('core.membership.person.roles')}
        hint={ctx.t('core.membership.person.rolesHint')}
        error={state.error('roles')}
        value={roles.filter((role) => (typed ? state.checked('roles', role) : person.roles.includes(role)))}
        options={roles.map((role) => ({
          value: role,
          label: roleLabel(ctx, role),
          unavailable: above.includes(role) ? ctx.t('core.membership.roleAbove') : undefined,
        }))}
      />
      <div class="cluster">
        <Button kind="main" label={ctx.t('core.membership.person.saveRoles')} />
      </div>
    </Form>
  );
}

function EndOrReturn({ ctx, person }: { readonly ctx: Context; readonly person: Person }) {
  if (person.endedAt !== null)
    return (
      <Panel title={ctx.t('core.membership.person.return')}>
        <p class="sm muted">{ctx.t('core.membership.person.returnText')}</p>
        <Form action={`/manage/people/${person.id}/return`}>
          <Button block label={ctx.t('core.membership.person.returnSubmit')} about={person.name} />
        </Form>
      </Panel>
    );
  return (
    <Panel title={ctx.t('core.membership.person.end')}>
      <p class="sm muted">{ctx.t('core.membership.person.endText')}</p>
      <Button href={`/manage/people/${person.id}/end`} block label={ctx.t('core.membership.person.endLink')} />
    </Panel>
  );
}

async function personView(ctx: Context, id: string, state: FormState): Promise<PageView> {
  const person = await getPerson(ctx, id);
  const history = await historyOf(ctx, person.id);
  const { name, roles, joinedAt, endedAt, above } = person;
  return {
    title: name,
    body: (
      <>
        <PageHead
          title={name}
          crumbs={crumbs(ctx, { label: name })}
          chips={roles.map((role) => ({ label: roleLabel(ctx, role), tone: 'brand' as const }))}
          meta={[
            {
              icon: 'user',
              text:
                endedAt === null ? (
                  <Words of="core.people.since" parts={{ date: <Time at={joinedAt} /> }} />
                ) : (
                  <Words of="core.membership.people.ended" parts={{ date: <Time at={endedAt} /> }} />
                ),
            },
          ]}
        />
        <div class="wrap section">
          <WithSide
            label={ctx.t('core.membership.person.side')}
            side={above ? null : <EndOrReturn ctx={ctx} person={person} />}
          >
            <FormErrors form={state} />
            {above && <Notice>{ctx.t('core.membership.person.above')}</Notice>}
            {!above && endedAt === null && <RolesForm ctx={ctx} person={person} state={state} />}
            <Panel title={ctx.t('core.membership.person.history')}>
              {history.length === 0 ? (
                <p class="muted">{ctx.t('core.membership.person.noHistory')}</p>
              ) : (
                <LogRows lines={history} linked={false} />
              )}
            </Panel>
          </WithSide>
        </div>
      </>
    ),
  };
}

async function endView(ctx: Context, id: string, state: FormState): Promise<PageView> {
  const { name } = await getPerson(ctx, id);
  const title = ctx.t('core.membership.end.title', { name });
  return {
    title,
    body: (
      <>
        <PageHead
          title={title}
          lede={ctx.t('core.membership.end.lede')}
          crumbs={crumbs(ctx, { label: name, href: `/manage/people/${id}` }, { label: title })}
        />
        <div class="wrap section">
          <div class="narrow stack g5">
            <FormErrors form={state} />
            <Form action={`/manage/people/${id}/end`} class="panel" label={title}>
              <Area
                name="reason"
                label={ctx.t('core.membership.end.reason')}
                hint={ctx.t('core.membership.end.reasonHint')}
                value={state.text('reason')}
                error={state.error('reason')}
                rows={4}
                maxlength={1000}
              />
              <Check
                name="tell"
                label={ctx.t('core.membership.end.tell')}
                hint={ctx.t('core.membership.end.tellHint')}
                checked={state.checked('tell', 'yes')}
              />
              <div class="cluster">
                <Button kind="danger" label={ctx.t('core.membership.end.submit')} />
                <Button href={`/manage/people/${id}`} kind="quiet" label={ctx.t('core.membership.cancel')} />
              </div>
            </Form>
          </div>
        </div>
      </>
    ),
  };
}

const ById = Type.Object({ person: uuid() });

/** Members as those who look after them see them. */
export const peoplePages: readonly PageDefinition[] = [
  page({
    path: '/manage/people',
    access: { permission: MANAGE_MEMBERS },
    current: 'manage',
    schema: {
      query: Type.Object({
        q: Type.Optional(Type.String({ maxLength: 80 })),
        role: Type.Optional(Type.String({ maxLength: 80 })),
        state: Type.Optional(Type.Union([Type.Literal('member'), Type.Literal('ended')])),
        after: Type.Optional(Type.String({ maxLength: 500 })),
      }),
    },
    view: ({ ctx, query: { q, role, state, after } }) =>
      peopleView(ctx, { q: q || undefined, role: role || undefined, state, after }),
  }),
  form({
    path: '/manage/people/:person',
    access: { permission: MANAGE_MEMBERS },
    current: 'manage',
    schema: {
      params: ById,
      body: Type.Object({ roles: Type.Optional(Type.Array(Type.String({ maxLength: 80 }), { maxItems: 50 })) }),
    },
    view: ({ ctx, params, form: state }) => personView(ctx, params.person, state),
    submit: async ({ ctx, params, body }) => {
      const person = await getPerson(ctx, params.person);
      // boxes of roles above the actor's own cannot be ticked, and so say nothing
      const kept = person.roles.filter((role) => reachBeyond(ctx, [role]));
      await setRoles(ctx, params.person, [...(body.roles ?? []), ...kept]);
      return redirect(`/manage/people/${params.person}`, 'core.membership.person.saved');
    },
  }),
  form({
    path: '/manage/people/:person/end',
    access: { permission: MANAGE_MEMBERS },
    current: 'manage',
    schema: {
      params: ById,
      body: Type.Object({
        reason: Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S' }),
        tell: Type.Optional(Type.Literal('yes')),
      }),
    },
    view: ({ ctx, params, form: state }) => endView(ctx, params.person, state),
    submit: async ({ ctx, params, body }) => {
      await endPerson(ctx, params.person, { reason: body.reason, tell: body.tell === 'yes' });
      return redirect(`/manage/people/${params.person}`, 'core.membership.end.done');
    },
  }),
  action({
    path: '/manage/people/:person/return',
    access: { permission: MANAGE_MEMBERS },
    schema: { params: ById },
    submit: async ({ ctx, params }) => {
      await restorePerson(ctx, params.person);
      return redirect(`/manage/people/${params.person}`, 'core.membership.person.returned');
    },
  }),
];
