import { Type } from 'typebox';
import type { Context } from '../contract/context.ts';
import { coreProblems } from '../contract/core-problems.ts';
import { extension } from '../contract/definition.ts';
import { redirect, type PageDefinition } from '../contract/page.ts';
import { uuid } from '../contract/schemas.ts';
import { Button } from '../web/components/button.tsx';
import { Panel } from '../web/components/card.tsx';
import { Chip } from '../web/components/chip.tsx';
import { Empty } from '../web/components/empty.tsx';
import { Area } from '../web/components/fields.tsx';
import { Form } from '../web/components/form.tsx';
import { PageHead } from '../web/components/page-head.tsx';
import { Pager } from '../web/components/pager.tsx';
import { Time } from '../web/components/time.tsx';
import { Words } from '../web/components/words.tsx';
import { FormErrors } from '../web/pages/form-errors.tsx';
import { requestById } from './request-store.ts';
import { acceptRequest, listRequests, refuseRequest, type JoiningRequest } from './requests.ts';
import { INVITE, MANAGE_MEMBERS } from './roles.ts';

const { page, form, action } = extension();

const crumbs = (ctx: Context, title: string) => [
  { label: ctx.t('core.manage.title'), href: '/manage' },
  { label: ctx.t('core.requests.title'), href: '/manage/requests' },
  { label: title },
];

function RequestPanel({ ctx, request }: { readonly ctx: Context; readonly request: JoiningRequest }) {
  const { id, name, askedAt, answers, rulesVersion, returns } = request;
  return (
    <Panel title={name}>
      <p class="sm muted">
        <Words of="core.requests.since" parts={{ time: <Time at={askedAt} as="relative" /> }} />{' '}
        {ctx.t('core.requests.rules', { version: rulesVersion })}
        {returns && (
          <>
            {' '}
            <Chip label={ctx.t('core.requests.returns')} tone="warn" />
          </>
        )}
      </p>
      {answers.length > 0 && (
        <dl class="facts-list">
          {answers.map(({ question, answer }) => (
            <div>
              <dt dir="auto">{question}</dt>
              <dd dir="auto">{answer.trim() || ctx.t('core.requests.noAnswer')}</dd>
            </div>
          ))}
        </dl>
      )}
      <div class="cluster">
        <Form action={`/manage/requests/${id}/accept`}>
          <Button kind="main" icon="user-check" label={ctx.t('core.requests.accept')} about={name} />
        </Form>
        <Button href={`/manage/requests/${id}/refuse`} label={ctx.t('core.requests.refuse')} about={name} />
      </div>
    </Panel>
  );
}

/** Who asks to be let in, and the decision. */
export const requestPages: readonly PageDefinition[] = [
  page({
    path: '/manage/requests',
    access: { permission: MANAGE_MEMBERS },
    current: 'manage',
    schema: { query: Type.Object({ after: Type.Optional(Type.String({ maxLength: 500 })) }) },
    view: async ({ ctx, query }) => {
      const { items, next } = await listRequests(ctx, query);
      const title = ctx.t('core.requests.title');
      return {
        title,
        body: (
          <>
            <PageHead title={title} lede={ctx.t('core.requests.lede')} crumbs={crumbs(ctx, title).toSpliced(1, 1)} />
            <div class="wrap section">
              <div class="narrow stack g5">
                {items.length === 0 ? (
                  <Empty
                    seed="requests"
                    title={ctx.t('core.requests.empty')}
                    text={ctx.t(`core.requests.emptyText.${ctx.community.join}`)}
                    action={
                      ctx.can(INVITE) && ctx.community.join !== 'closed'
                        ? { label: ctx.t('core.invitations.one'), href: '/manage/invitations/new' }
                        : undefined
                    }
                  />
                ) : (
                  items.map((request) => <RequestPanel ctx={ctx} request={request} />)
                )}
                <Pager
                  label={ctx.t('core.requests.pager')}
                  older={next === null ? undefined : `/manage/requests?${new URLSearchParams({ after: next })}`}
                  olderLabel={ctx.t('core.requests.more')}
                />
              </div>
            </div>
          </>
        ),
      };
    },
  }),
  action({
    path: '/manage/requests/:request/accept',
    access: { permission: MANAGE_MEMBERS },
    schema: { params: Type.Object({ request: uuid() }) },
    submit: async ({ ctx, params }) => {
      await acceptRequest(ctx, params.request);
      return redirect('/manage/requests', 'core.requests.accepted');
    },
  }),
  form({
    path: '/manage/requests/:request/refuse',
    access: { permission: MANAGE_MEMBERS },
    current: 'manage',
    schema: {
      params: Type.Object({ request: uuid() }),
      body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S' }) }),
    },
    view: async ({ ctx, params, form: state }) => {
      const request = await requestById(ctx, params.request);
      if (!request) throw coreProblems.notFound();
      const title = ctx.t('core.requests.refuseTitle', { name: request.name });
      return {
        title,
        body: (
          <>
            <PageHead title={title} lede={ctx.t('core.requests.refuseText')} crumbs={crumbs(ctx, title)} />
            <div class="wrap section">
              <div class="narrow stack g5">
                <FormErrors form={state} />
                <Form action={`/manage/requests/${params.request}/refuse`} class="panel" label={title}>
                  <Area
                    name="reason"
                    label={ctx.t('core.requests.reason')}
                    hint={ctx.t('core.requests.reasonHint')}
                    value={state.text('reason')}
                    error={state.error('reason')}
                    maxlength={1000}
                  />
                  <div class="cluster">
                    <Button kind="main" label={ctx.t('core.requests.refuseSubmit')} />
                    <Button href="/manage/requests" kind="quiet" label={ctx.t('core.membership.cancel')} />
                  </div>
                </Form>
              </div>
            </div>
          </>
        ),
      };
    },
    submit: async ({ ctx, params, body }) => {
      await refuseRequest(ctx, params.request, body.reason);
      return redirect('/manage/requests', 'core.requests.refused');
    },
  }),
];
