import { Type } from 'typebox';
import type { Context } from '../../contract/context.ts';
import { coreProblems } from '../../contract/core-problems.ts';
import { extension } from '../../contract/definition.ts';
import { redirect, type FormState, type PageDefinition, type PageView } from '../../contract/page.ts';
import type { Resolver } from '../../contract/token.ts';
import { identityToken } from '../../tokens.ts';
import { Button } from '../../web/components/button.tsx';
import { Text } from '../../web/components/fields.tsx';
import { Form } from '../../web/components/form.tsx';
import { PageHead } from '../../web/components/page-head.tsx';
import { usePage } from '../../web/components/page-context.ts';
import { FormErrors } from '../../web/pages/form-errors.tsx';
import { callerOf, exchangeOf, issue, password, presenterOf } from '../exchange.ts';
import type { LinkPurpose } from '../link-store.ts';
import type { LinkUsed } from '../link-use.ts';
import { safeNext } from '../next.ts';

const { form } = extension();

/** Names of the four kinds in the catalogue. */
const NAMES: Readonly<Record<LinkPurpose, string>> = {
  'sign-in': 'signIn',
  confirm: 'confirm',
  reset: 'reset',
  address: 'address',
};

interface UsePageProps {
  readonly form: FormState;
  readonly token: string;
  readonly purpose: LinkPurpose;
  readonly email: string;
  /** Given at sign-up. */
  readonly name: string | null;
  /** A new address is confirmed by the account that asked for it, so its person signs in first. */
  readonly signInFirst: boolean;
}

/** One button: opening the page uses nothing up, since scanners of mail open it, too. */
function UsePage({ form: state, token, purpose, email, name, signInFirst }: UsePageProps) {
  const { t } = usePage();
  const word = (part: string) => t(`core.link.${NAMES[purpose]}.${part}`, { email, name: name ?? '' });
  return (
    <>
      <PageHead title={word('title')} lede={word(name === null || purpose !== 'confirm' ? 'lede' : 'ledeNamed')} />
      <div class="wrap section">
        <div class="narrow stack g5">
          <FormErrors form={state} />
          {signInFirst ? (
            <div class="panel">
              <p>{t('core.link.address.signInFirst')}</p>
              <div class="cluster">
                <Button
                  kind="main"
                  href={`/sign-in?next=${encodeURIComponent(`/link/${token}`)}`}
                  label={t('core.signIn.submit')}
                />
              </div>
            </div>
          ) : (
            <Form action={`/link/${token}`} class="panel" label={word('title')}>
              {purpose === 'reset' && (
                <Text
                  name="password"
                  type="password"
                  label={t('core.password.new')}
                  hint={t('core.join.passwordHint')}
                  error={state.error('password')}
                  autocomplete="new-password"
                />
              )}
              <div class="cluster">
                <Button kind="main" size="lg" label={word('button')} />
              </div>
            </Form>
          )}
          <p class="sm muted">{t('core.link.notYou')}</p>
        </div>
      </div>
    </>
  );
}

function SpentPage({ signedIn }: { readonly signedIn: boolean }) {
  const { t } = usePage();
  return (
    <>
      <PageHead title={t('problem.core.link-spent.title')} lede={t('problem.core.link-spent')} />
      <div class="wrap section">
        <div class="cluster">
          {signedIn ? (
            <Button kind="main" href="/" label={t('core.problem.home')} />
          ) : (
            <Button kind="main" href="/sign-in" label={t('core.link.newOne')} />
          )}
        </div>
      </div>
    </>
  );
}

/** Where a used link leads, and what is said there. */
function afterwards({ standing, happened, passwordDropped, next }: LinkUsed) {
  if (standing.pending) return redirect('/join/confirm', happened === 'confirmed' ? 'core.link.said.asked' : undefined);
  if (happened === 'confirmed')
    return redirect(safeNext(next), passwordDropped ? 'core.link.said.memberNoPassword' : 'core.link.said.member');
  if (happened === 'password-set') return redirect(safeNext(next), 'core.link.said.passwordSet');
  if (happened === 'address-changed') return redirect('/me', 'core.link.said.addressChanged');
  return redirect(safeNext(next), 'core.signIn.done');
}

export const linkPages = (r: Resolver): readonly PageDefinition[] => {
  const view = async (input: {
    readonly ctx: Context;
    readonly params: { readonly token: string };
    readonly form: FormState;
  }): Promise<PageView> => {
    const { ctx, params, form: state } = input;
    const exchange = exchangeOf(input);
    const found = await r.get(identityToken).lookAtLink(ctx.community, params.token);
    if (found === 'foreign') throw coreProblems.notFound();
    // the address of this page opens an account: no other page is to hear of it
    exchange.reply.header('referrer-policy', 'no-referrer');
    const common = { noIndex: true, focus: { back: ctx.community.name, href: '/' } };
    if (found === 'spent')
      return {
        ...common,
        title: ctx.t('problem.core.link-spent.title'),
        status: 410,
        body: <SpentPage signedIn={ctx.actor !== null} />,
      };
    const { purpose, email, name, accountId } = found;
    const presenter = purpose === 'address' ? await presenterOf(exchange) : null;
    return {
      ...common,
      title: ctx.t(`core.link.${NAMES[purpose]}.title`),
      body: (
        <UsePage
          form={state}
          token={params.token}
          purpose={purpose}
          email={email}
          name={name}
          signInFirst={purpose === 'address' && presenter?.accountId !== accountId}
        />
      ),
    };
  };
  return [
    form({
      path: '/link/:token',
      mailed: 'link',
      access: 'anyone',
      schema: {
        params: Type.Object({ token: Type.String({ maxLength: 200 }) }),
        body: Type.Object({ password: Type.Optional(password()) }),
      },
      view,
      submit: async (input) => {
        const { ctx, params, body } = input;
        const exchange = exchangeOf(input);
        const used = await r
          .get(identityToken)
          .useLink(
            ctx,
            { token: params.token, password: body.password, presenter: await presenterOf(exchange) },
            callerOf(exchange),
            'cookie',
          );
        if (used.session) issue(exchange, used.session);
        return afterwards(used);
      },
    }),
  ];
};
