import { Type } from 'typebox';
import type { Context } from '../contract/context.ts';
import { coreProblems } from '../contract/core-problems.ts';
import { extension } from '../contract/definition.ts';
import type { NotificationKind } from '../contract/notification.ts';
import { redirect, type BlockDefinition, type PageDefinition } from '../contract/page.ts';
import type { Resolver } from '../contract/token.ts';
import { linkTokensToken } from '../identity/link-token.ts';
import { registryToken } from '../tokens.ts';
import { Button } from '../web/components/button.tsx';
import { Panel } from '../web/components/card.tsx';
import { Choice } from '../web/components/fields.tsx';
import { Form } from '../web/components/form.tsx';
import { Link } from '../web/components/link.tsx';
import { PageHead } from '../web/components/page-head.tsx';
import { stopKind, stoppedKinds, wantKind } from './store.ts';

const { page, form, block } = extension();

/** Kinds that a member may stop: those that find their own recipients and are not part of something that was asked for. */
const choosable = (r: Resolver, ctx: Context): NotificationKind[] =>
  [...r.get(registryToken)().for(ctx.community).notifications.values()]
    .map(({ kind }) => kind)
    .filter(({ essential, to }) => !essential && to);

/** Member and kind that a token stops. A page of everybody who holds the mail: no sign-in, as RFC 8058 wants it. */
function readStop(r: Resolver, ctx: Context, token: string) {
  const [member, id] = r.get(linkTokensToken).read(ctx.community, 'stop', token)?.split('~') ?? [];
  const kind = r
    .get(registryToken)()
    .for(ctx.community)
    .notifications.get(id ?? '')?.kind;
  if (member === undefined || !kind) throw coreProblems.notFound();
  return { member, kind };
}

const Message = ({ title, text, href, label }: { title: string; text: string; href?: string; label?: string }) => (
  <>
    <PageHead title={title} lede={text} />
    {href !== undefined && label !== undefined && (
      <div class="wrap section">
        <Form action={href}>
          <Button kind="main" label={label} />
        </Form>
      </div>
    )}
  </>
);

const token = Type.Object({ token: Type.String({ maxLength: 300 }) });

export const mailPages = (r: Resolver): readonly PageDefinition[] => [
  form({
    path: '/mail/stop/:token',
    mailed: 'stop',
    access: 'anyone',
    // mail programs send `List-Unsubscribe=One-Click`
    schema: { params: token, body: Type.Object({ 'List-Unsubscribe': Type.Optional(Type.String({ maxLength: 50 })) }) },
    view: async ({ ctx, params }) => {
      const { kind } = readStop(r, ctx, params.token);
      return {
        title: ctx.t('core.mail.stop.title'),
        noIndex: true,
        body: (
          <Message
            title={ctx.t('core.mail.stop.title')}
            text={ctx.t('core.mail.stop.text', { kind: ctx.t(kind.title) })}
            href={`/mail/stop/${params.token}`}
            label={ctx.t('core.mail.stop.button')}
          />
        ),
      };
    },
    submit: async ({ ctx, params }) => {
      const { member, kind } = readStop(r, ctx, params.token);
      await stopKind(ctx.db, ctx.community.id, member, kind.id);
      return redirect(`/mail/stopped/${params.token}`);
    },
  }),
  page({
    path: '/mail/stopped/:token',
    mailed: 'stop',
    access: 'anyone',
    schema: { params: token },
    view: async ({ ctx, params }) => {
      const { kind } = readStop(r, ctx, params.token);
      return {
        title: ctx.t('core.mail.stop.done.title'),
        noIndex: true,
        body: (
          <Message
            title={ctx.t('core.mail.stop.done.title')}
            text={ctx.t('core.mail.stop.done.text', { kind: ctx.t(kind.title) })}
          />
        ),
      };
    },
  }),
  form({
    path: '/me/mail',
    access: 'member',
    schema: {
      body: Type.Object({ kinds: Type.Optional(Type.Array(Type.String({ maxLength: 120 }), { maxItems: 200 })) }),
    },
    view: async ({ ctx }) => {
      const stopped = await stoppedKinds(ctx.db, ctx.community.id, ctx.actor?.id ?? '');
      const kinds = choosable(r, ctx);
      return {
        title: ctx.t('core.mail.choices.title'),
        body: (
          <>
            <PageHead title={ctx.t('core.mail.choices.title')} lede={ctx.t('core.mail.choices.text')} />
            <div class="wrap section">
              {kinds.length === 0 ? (
                <p>{ctx.t('core.mail.choices.none')}</p>
              ) : (
                <Form action="/me/mail" class="stack g5">
                  <Choice
                    many
                    name="kinds"
                    label={ctx.t('core.mail.choices.title')}
                    options={kinds.map(({ id, title }) => ({ value: id, label: ctx.t(title) }))}
                    value={kinds.filter(({ id }) => !stopped.has(id)).map(({ id }) => id)}
                  />
                  <div>
                    <Button kind="main" label={ctx.t('core.mail.choices.save')} />
                  </div>
                </Form>
              )}
            </div>
          </>
        ),
      };
    },
    submit: async ({ ctx, body }) => {
      const { actor } = ctx;
      if (!actor) throw coreProblems.signInRequired();
      const wanted = new Set(body.kinds);
      await ctx.transaction(async ({ db, community }) => {
        for (const { id } of choosable(r, ctx))
          await (wanted.has(id) ? wantKind : stopKind)(db, community.id, actor.id, id);
      });
      return redirect('/me', 'core.mail.choices.saved');
    },
  }),
];

export const mailBlocks = (r: Resolver): readonly BlockDefinition[] => [
  block({
    id: 'core.mail-choices',
    region: 'me.settings',
    order: 10,
    render: async ({ ctx }) =>
      choosable(r, ctx).length === 0 ? null : (
        <Panel title={ctx.t('core.mail.choices.title')}>
          <p>
            <Link href="/me/mail">{ctx.t('core.mail.choices.link')}</Link>
          </p>
        </Panel>
      ),
  }),
];
