import { Type } from 'typebox';
import type { Context } from '../contract/context.ts';
import { coreProblems } from '../contract/core-problems.ts';
import { extension } from '../contract/definition.ts';
import { redirect, type FormState, type PageDefinition, type PageView, type Redirect } from '../contract/page.ts';
import { Problem } from '../contract/problem.ts';
import { pages } from '../contract/services.ts';
import { standardMarkdown } from '../pages/standard.ts';
import { callerOf, exchangeOf, issue, personName } from '../identity/exchange.ts';
import { Button } from '../web/components/button.tsx';
import { Panel } from '../web/components/card.tsx';
import { Disclosure } from '../web/components/disclosure.tsx';
import { Text } from '../web/components/fields.tsx';
import { Form } from '../web/components/form.tsx';
import { Notice } from '../web/components/notice.tsx';
import { PageHead } from '../web/components/page-head.tsx';
import { Prose } from '../web/components/prose.tsx';
import { Time } from '../web/components/time.tsx';
import { Words } from '../web/components/words.tsx';
import { FormErrors } from '../web/pages/form-errors.tsx';
import { doorPage } from '../web/screens.tsx';
import { accept, offerOf, rulesNow, type Offer } from './acceptance.ts';
import { roleLabel } from './roles.ts';

const { form } = extension();

/** The rules as somebody reads them who is about to agree: they may not read any other page yet. */
async function rulesInWords(ctx: Context) {
  const written = await ctx.get(pages).read(ctx, 'rules');
  const text = written?.body ?? standardMarkdown('rules', ctx.t, ctx.community).body;
  return <Prose markdown={text} lang={written?.language} level={3} />;
}

async function offerView(ctx: Context, token: string, offer: Offer, state: FormState): Promise<PageView> {
  const { community, t } = ctx;
  const title = t('core.acceptance.title', { community: community.name });
  const rules = await rulesInWords(ctx);
  const version = await rulesNow(ctx);
  const roles = offer.roles.filter((role) => community.roles.has(role));
  return {
    title,
    noIndex: true,
    focus: { back: community.name, href: '/' },
    body: (
      <>
        <PageHead title={title} lede={community.purpose} />
        <div class="wrap section">
          <div class="narrow stack g5">
            <FormErrors form={state} />
            {ctx.actor && <Notice tone="warn">{t('core.acceptance.signedIn', { name: ctx.actor.name })}</Notice>}
            <Panel title={t('core.acceptance.offer')} tone="tint">
              <p>
                {offer.inviter === null
                  ? t('core.acceptance.byTeam', { community: community.name })
                  : t('core.acceptance.by', { name: offer.inviter })}
              </p>
              {offer.message !== null && (
                <blockquote dir="auto">
                  <p>{offer.message}</p>
                </blockquote>
              )}
              {roles.length > 0 && (
                <p>{t('core.acceptance.roles', { roles: roles.map((role) => roleLabel(ctx, role)).join(', ') })}</p>
              )}
              <p class="sm muted">
                <Words
                  of="core.acceptance.until"
                  values={{ email: offer.email }}
                  parts={{ time: <Time at={offer.expiresAt} /> }}
                />
              </p>
            </Panel>
            <Form action={`/invitations/${token}`} class="panel" label={title}>
              <Text
                name="name"
                label={t('core.acceptance.name')}
                hint={t('core.acceptance.nameHint')}
                value={state.text('name') || offer.name || ''}
                error={state.error('name')}
                autocomplete="name"
                maxlength={80}
              />
              <Disclosure summary={t('core.acceptance.rules')}>{rules}</Disclosure>
              <input type="hidden" name="rules" value={String(version)} />
              <div class="cluster">
                <Button kind="main" size="lg" label={t('core.acceptance.accept')} />
              </div>
              <p class="sm muted">{t('core.acceptance.ignore')}</p>
            </Form>
          </div>
        </div>
      </>
    ),
  };
}

/** What holds for a link that names nothing: behind a closed door the door itself, which tells nothing. */
function nothingHere(ctx: Context, error: unknown): PageView {
  if (ctx.community.access === 'closed' && !ctx.actor && error instanceof Problem && error.code === 'core.not-found')
    return doorPage(ctx);
  throw error;
}

/** Where a mailed invitation leads. Reading spends nothing; the button does. */
export const acceptancePage: PageDefinition = form({
  path: '/invitations/:token',
  mailed: 'invitation',
  access: 'anyone',
  schema: {
    params: Type.Object({ token: Type.String({ minLength: 1, maxLength: 200 }) }),
    body: Type.Object({ name: personName(), rules: Type.Optional(Type.Integer({ minimum: 0 })) }),
  },
  view: async ({ ctx, params, form: state }) => {
    try {
      const offer = await offerOf(ctx, params.token);
      return offer === 'mine' ? redirect('/welcome') : await offerView(ctx, params.token, offer, state);
    } catch (error) {
      return nothingHere(ctx, error);
    }
  },
  submit: async (input) => {
    const { ctx, params, body } = input;
    const exchange = exchangeOf(input);
    const version = await rulesNow(ctx);
    // what was agreed to is what was read
    if (body.rules !== undefined && body.rules !== version)
      throw coreProblems.invalid(
        {},
        { fields: [{ pointer: '/rules', detail: ctx.t('core.acceptance.rulesChanged') }] },
      );
    try {
      const session = await accept(ctx, params.token, { name: body.name, rulesVersion: version }, callerOf(exchange));
      issue(exchange, session);
      return redirect('/welcome', 'core.acceptance.done');
    } catch (error) {
      return nothingHere(ctx, error) as unknown as Redirect;
    }
  },
});
