import { Type } from 'typebox';
import type { Context } from '../contract/context.ts';
import { extension } from '../contract/definition.ts';
import { redirect, type FormState, type PageDefinition, type PageView, type Redirect } from '../contract/page.ts';
import { Button } from '../web/components/button.tsx';
import { Panel } from '../web/components/card.tsx';
import { Chip } from '../web/components/chip.tsx';
import { DataTable } from '../web/components/data-table.tsx';
import { ErrorSummary } from '../web/components/error-summary.tsx';
import { Area } from '../web/components/fields.tsx';
import { Form } from '../web/components/form.tsx';
import { WithSide } from '../web/components/layout.tsx';
import { Notice } from '../web/components/notice.tsx';
import { PageHead } from '../web/components/page-head.tsx';
import { FormErrors } from '../web/pages/form-errors.tsx';
import { checkList, LONGEST_LIST, type CheckedList } from './invitation-list.ts';
import { invitationCrumbs } from './invitation-pages.tsx';
import { inviteAll, rolesToOffer } from './invitations.ts';
import { INVITE, roleLabel } from './roles.ts';

const { form } = extension();

const PATH = '/manage/invitations/list';

/** What the list came to: each line, and whether it can be invited. Nothing has been sent. */
function Outcome({ ctx, list, text }: { readonly ctx: Context; readonly list: CheckedList; readonly text: string }) {
  const column = (key: string) => ctx.t(`core.invitations.list.column.${key}`);
  const bad = list.rows.length - list.invitees.length;
  return (
    <Panel title={ctx.t('core.invitations.list.outcome')} tone="tint">
      <Notice tone={bad === 0 ? 'ok' : 'warn'}>
        {ctx.t('core.invitations.list.counts', { good: list.invitees.length, bad })}
      </Notice>
      <DataTable
        caption={ctx.t('core.invitations.list.caption')}
        columns={[
          { key: 'line', label: column('line'), numeric: true },
          { key: 'email', label: column('email') },
          { key: 'name', label: column('name') },
          { key: 'role', label: column('role') },
          { key: 'outcome', label: column('outcome') },
        ]}
        rows={list.rows.map(({ line, email, name, role, problems }) => ({
          line: String(line),
          email: <span dir="auto">{email}</span>,
          name: <span dir="auto">{name}</span>,
          role: <span dir="auto">{role}</span>,
          outcome:
            problems.length === 0 ? (
              <Chip label={ctx.t('core.invitations.list.good')} tone="ok" />
            ) : (
              problems.map((problem) => <p class="sm">{problem}</p>)
            ),
        }))}
      />
      {list.invitees.length > 0 && (
        <Form action={PATH}>
          <input type="hidden" name="list" value={text} />
          <Button
            kind="main"
            icon="mail"
            name="send"
            value="yes"
            label={ctx.t('core.invitations.list.send', { count: list.invitees.length })}
          />
        </Form>
      )}
    </Panel>
  );
}

function listView(ctx: Context, text: string, checked?: CheckedList, state?: FormState): PageView {
  const title = ctx.t('core.invitations.list.title');
  const roles = rolesToOffer(ctx).map((role) => roleLabel(ctx, role));
  const problem = checked?.problem ?? undefined;
  return {
    title,
    ...(problem === undefined ? {} : { status: 422 }),
    body: (
      <>
        <PageHead title={title} lede={ctx.t('core.invitations.list.lede')} crumbs={invitationCrumbs(ctx, title)} />
        <div class="wrap section">
          <WithSide
            label={ctx.t('core.invitations.list.side')}
            side={
              <Panel title={ctx.t('core.invitations.list.how')}>
                <p class="sm">{ctx.t('core.invitations.list.howText', { most: LONGEST_LIST })}</p>
                <p class="sm">{ctx.t('core.invitations.list.howRoles', { roles: roles.join(', ') })}</p>
              </Panel>
            }
          >
            {problem === undefined && state && <FormErrors form={state} />}
            {problem !== undefined && <ErrorSummary errors={[{ field: 'list', message: problem }]} />}
            {checked && problem === undefined && <Outcome ctx={ctx} list={checked} text={text} />}
            <Form action={PATH} class="panel" label={title}>
              <Area
                name="list"
                label={ctx.t('core.invitations.list.field')}
                hint={ctx.t('core.invitations.list.fieldHint')}
                value={text}
                error={problem ?? state?.error('list')}
                rows={10}
              />
              <div class="cluster">
                <Button
                  kind={checked && problem === undefined && checked.invitees.length > 0 ? 'plain' : 'main'}
                  label={ctx.t('core.invitations.list.check')}
                />
                <Button href="/manage/invitations" kind="quiet" label={ctx.t('core.membership.cancel')} />
              </div>
            </Form>
          </WithSide>
        </div>
      </>
    ),
  };
}

/** Many at once: paste, look at what would happen, send. */
export const invitationListPage: PageDefinition = form({
  path: PATH,
  access: { permission: INVITE },
  current: 'manage',
  schema: {
    body: Type.Object({
      list: Type.String({ minLength: 1, maxLength: 300_000 }),
      send: Type.Optional(Type.Literal('yes')),
    }),
  },
  view: ({ ctx, form: state }) => Promise.resolve(listView(ctx, state.text('list'), undefined, state)),
  submit: async ({ ctx, body }) => {
    const checked = await checkList(ctx, body.list);
    // a look at what would happen is a page and changes nothing
    if (body.send !== 'yes' || checked.invitees.length === 0)
      return listView(ctx, body.list, checked) as unknown as Redirect;
    await inviteAll(ctx, checked.invitees);
    return redirect('/manage/invitations', 'core.invitations.sentMany');
  },
});
