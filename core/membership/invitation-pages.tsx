import { Type } from 'typebox';
import type { Context } from '../contract/context.ts';
import { extension } from '../contract/definition.ts';
import { redirect, type FormState, type PageDefinition, type PageView } from '../contract/page.ts';
import { uuid } from '../contract/schemas.ts';
import { email } from '../identity/exchange.ts';
import { Button } from '../web/components/button.tsx';
import { Chip } from '../web/components/chip.tsx';
import { Empty } from '../web/components/empty.tsx';
import { Area, Choice, Text } from '../web/components/fields.tsx';
import { Segments } from '../web/components/filters.tsx';
import { Form } from '../web/components/form.tsx';
import { PageHead } from '../web/components/page-head.tsx';
import { Pager } from '../web/components/pager.tsx';
import { Time } from '../web/components/time.tsx';
import { Words } from '../web/components/words.tsx';
import { FormErrors } from '../web/pages/form-errors.tsx';
import type { InvitationState } from './invitation-store.ts';
import { invite, listInvitations, rolesToOffer, sendAgain, withdraw, type Invitation } from './invitations.ts';
import { INVITE, reachBeyond, roleLabel, rolesToGive } from './roles.ts';

const { page, form, action } = extension();

const states = ['open', 'accepted', 'expired', 'withdrawn'] as const;
export const invitationCrumbs = (ctx: Context, title?: string) => [
  { label: ctx.t('core.manage.title'), href: '/manage' },
  { label: ctx.t('core.invitations.title'), href: '/manage/invitations' },
  ...(title === undefined ? [] : [{ label: title }]),
];

const Actions = ({ ctx, invitation }: { readonly ctx: Context; readonly invitation: Invitation }) => {
  const { id, email: address, state, roles } = invitation;
  if (reachBeyond(ctx, roles)) return <span class="sm muted">{ctx.t('core.invitations.above')}</span>;
  const again = (state === 'open' || state === 'expired') && ctx.community.join !== 'closed';
  if (!again && state !== 'open') return null;
  return (
    <div class="cluster">
      {again && (
        <Form action={`/manage/invitations/${id}/send`}>
          <Button label={ctx.t('core.invitations.again')} about={address} />
        </Form>
      )}
      {state === 'open' && (
        <Form action={`/manage/invitations/${id}/withdraw`}>
          <Button kind="quiet" label={ctx.t('core.invitations.withdraw')} about={address} />
        </Form>
      )}
    </div>
  );
};

function InvitationLine({ ctx, invitation }: { readonly ctx: Context; readonly invitation: Invitation }) {
  const { email: address, name, roles, invitedBy, createdAt, expiresAt, state } = invitation;
  const values = { name: invitedBy ?? ctx.t('core.invitations.byNobody') };
  return (
    <li class="stack g2">
      <p>
        <b>{address}</b>{' '}
        {name !== null && (
          <>
            <span dir="auto">{name}</span>{' '}
          </>
        )}
        {roles.map((role) => (
          <Chip label={roleLabel(ctx, role)} tone="brand" />
        ))}
      </p>
      <p class="sm muted">
        <Words of="core.invitations.by" values={values} parts={{ date: <Time at={createdAt} /> }} />{' '}
        {state === 'open' && <Words of="core.invitations.until" parts={{ date: <Time at={expiresAt} /> }} />}
      </p>
      <Actions ctx={ctx} invitation={invitation} />
    </li>
  );
}

async function listView(ctx: Context, query: { state?: InvitationState; after?: string }): Promise<PageView> {
  const { state = 'open', after } = query;
  const { items, next } = await listInvitations(ctx, { state, after });
  const title = ctx.t('core.invitations.title');
  const open = ctx.community.join !== 'closed';
  return {
    title,
    body: (
      <>
        <PageHead
          title={title}
          lede={ctx.t(open ? 'core.invitations.lede' : 'core.invitations.ledeClosed')}
          crumbs={invitationCrumbs(ctx)}
          actions={
            open && (
              <>
                <Button
                  kind="main"
                  icon="user-plus"
                  href="/manage/invitations/new"
                  label={ctx.t('core.invitations.one')}
                />
                <Button href="/manage/invitations/list" label={ctx.t('core.invitations.many')} />
              </>
            )
          }
        />
        <div class="wrap section stack g5">
          <Segments
            label={ctx.t('core.invitations.states')}
            items={states.map((one) => ({
              label: ctx.t(`core.invitations.state.${one}`),
              href: `/manage/invitations?state=${one}`,
              current: one === state,
            }))}
          />
          {items.length === 0 ? (
            <Empty
              seed="invitations"
              title={ctx.t('core.invitations.empty')}
              text={ctx.t(`core.invitations.emptyText.${state}`)}
            />
          ) : (
            <div class="panel">
              <ul class="rows">
                {items.map((invitation) => (
                  <InvitationLine ctx={ctx} invitation={invitation} />
                ))}
              </ul>
            </div>
          )}
          <Pager
            label={ctx.t('core.invitations.pager')}
            older={next === null ? undefined : `/manage/invitations?${new URLSearchParams({ state, after: next })}`}
          />
        </div>
      </>
    ),
  };
}

function inviteView(ctx: Context, state: FormState): PageView {
  const title = ctx.t('core.invitations.oneTitle');
  const offered = rolesToOffer(ctx);
  return {
    title,
    body: (
      <>
        <PageHead title={title} lede={ctx.t('core.invitations.oneLede')} crumbs={invitationCrumbs(ctx, title)} />
        <div class="wrap section">
          <div class="narrow stack g5">
            <FormErrors form={state} />
            <Form action="/manage/invitations/new" class="panel" label={title}>
              <Text
                name="email"
                type="email"
                inputmode="email"
                spellcheck={false}
                label={ctx.t('core.invitations.email')}
                value={state.text('email')}
                error={state.error('email')}
                maxlength={254}
              />
              <Text
                name="name"
                label={ctx.t('core.invitations.name')}
                hint={ctx.t('core.invitations.nameHint')}
                value={state.text('name')}
                error={state.error('name')}
                maxlength={80}
                optional
              />
              {rolesToGive(ctx.community).length > 0 && (
                <Choice
                  many
                  name="roles"
                  label={ctx.t('core.invitations.roles')}
                  hint={ctx.t('core.invitations.rolesHint')}
                  error={state.error('roles')}
                  optional
                  value={offered.filter((role) => state.checked('roles', role))}
                  options={rolesToGive(ctx.community).map((role) => ({
                    value: role,
                    label: roleLabel(ctx, role),
                    unavailable: offered.includes(role) ? undefined : ctx.t('core.membership.roleAbove'),
                  }))}
                />
              )}
              <Area
                name="message"
                label={ctx.t('core.invitations.message')}
                hint={ctx.t(
                  ctx.community.safeguarding === 'high'
                    ? 'core.invitations.messageHintDiscreet'
                    : 'core.invitations.messageHint',
                )}
                value={state.text('message')}
                error={state.error('message')}
                rows={3}
                maxlength={500}
                optional
              />
              <div class="cluster">
                <Button kind="main" icon="mail" label={ctx.t('core.invitations.send')} />
                <Button href="/manage/invitations" kind="quiet" label={ctx.t('core.membership.cancel')} />
              </div>
            </Form>
          </div>
        </div>
      </>
    ),
  };
}

const ById = Type.Object({ invitation: uuid() });

/** Invitations by state, and inviting one. */
export const invitationPages: readonly PageDefinition[] = [
  page({
    path: '/manage/invitations',
    access: { permission: INVITE },
    current: 'manage',
    schema: {
      query: Type.Object({
        state: Type.Optional(Type.Union(states.map((state) => Type.Literal(state)))),
        after: Type.Optional(Type.String({ maxLength: 500 })),
      }),
    },
    view: ({ ctx, query }) => listView(ctx, query as { state?: InvitationState; after?: string }),
  }),
  form({
    path: '/manage/invitations/new',
    access: { permission: INVITE },
    current: 'manage',
    schema: {
      body: Type.Object({
        email: email(),
        name: Type.Optional(Type.String({ maxLength: 80 })),
        roles: Type.Optional(Type.Array(Type.String({ maxLength: 80 }), { maxItems: 50 })),
        message: Type.Optional(Type.String({ maxLength: 500 })),
      }),
    },
    view: ({ ctx, form: state }) => Promise.resolve(inviteView(ctx, state)),
    submit: async ({ ctx, body }) => {
      await invite(ctx, body);
      return redirect('/manage/invitations', 'core.invitations.sent');
    },
  }),
  action({
    path: '/manage/invitations/:invitation/send',
    access: { permission: INVITE },
    schema: { params: ById },
    submit: async ({ ctx, params }) => {
      await sendAgain(ctx, params.invitation);
      return redirect('/manage/invitations', 'core.invitations.sentAgain');
    },
  }),
  action({
    path: '/manage/invitations/:invitation/withdraw',
    access: { permission: INVITE },
    schema: { params: ById },
    submit: async ({ ctx, params }) => {
      await withdraw(ctx, params.invitation);
      return redirect('/manage/invitations', 'core.invitations.withdrawn');
    },
  }),
];
