import { Type } from 'typebox';
import { coreProblems } from '../../contract/core-problems.ts';
import { extension } from '../../contract/definition.ts';
import { redirect, type PageDefinition } from '../../contract/page.ts';
import { members } from '../../contract/services.ts';
import type { Resolver } from '../../contract/token.ts';
import { identityToken, platformDatabase, registryToken } from '../../tokens.ts';
import { renderBlocks } from '../../web/blocks.tsx';
import { MePage } from '../../web/pages/index.ts';
import { callerOf, email, exchangeOf, password, personName, selfOf } from '../exchange.ts';
import { ADDRESS_CHANGES } from '../own-account.ts';
import { roleLabels } from '../role-labels.ts';
import { emailOf } from '../store.ts';
import { AddressPage, PasswordPage } from './account-forms.tsx';

const { form, action } = extension();

/** One's own account, as far as this community shows it. A password and an address are of the sign-in, wherever it is used. */
export const accountPages = (r: Resolver): readonly PageDefinition[] => [
  form({
    path: '/me',
    access: 'member',
    schema: { body: Type.Object({ name: personName() }) },
    view: async ({ ctx, form: state }) => {
      const { actor } = ctx;
      const summary = actor && (await r.get(members).get(ctx, actor.id));
      if (!actor || !summary) throw coreProblems.signInRequired();
      const { accountId } = actor;
      const [address, hasPassword, settings] = await Promise.all([
        accountId === null ? null : emailOf(r.get(platformDatabase), accountId),
        accountId === null ? false : r.get(identityToken).hasPassword(accountId),
        renderBlocks(r.get(registryToken)(), ctx, 'me.settings'),
      ]);
      return {
        title: ctx.t('core.me.title'),
        body: (
          <MePage
            form={state}
            name={actor.name}
            email={address ?? ''}
            hasPassword={hasPassword}
            roles={roleLabels(ctx, actor.roles)}
            joinedAt={summary.joinedAt}
            settings={settings}
            manages={ctx.can('core.manage')}
          />
        ),
      };
    },
    submit: async ({ ctx, body }) => {
      if (!ctx.actor) throw coreProblems.signInRequired();
      await r.get(identityToken).rename(ctx, ctx.actor.id, body.name);
      return redirect('/me', 'core.me.nameSaved');
    },
  }),
  form({
    path: '/me/password',
    access: 'member',
    schema: { body: Type.Object({ current: Type.Optional(password()), password: password() }) },
    view: async (input) => {
      const { ctx, form: state } = input;
      const { accountId } = await selfOf(exchangeOf(input));
      const hasPassword = await r.get(identityToken).hasPassword(accountId);
      return {
        title: ctx.t(hasPassword ? 'core.password.title' : 'core.password.setTitle'),
        body: (
          <PasswordPage
            form={state}
            hasPassword={hasPassword}
            email={(await emailOf(r.get(platformDatabase), accountId)) ?? ''}
          />
        ),
      };
    },
    submit: async (input) => {
      await r.get(identityToken).changePassword(input.ctx, await selfOf(exchangeOf(input)), input.body);
      return redirect('/me', 'core.password.saved');
    },
  }),
  action({
    path: '/me/password/forgotten',
    access: 'member',
    submit: async (input) => {
      const exchange = exchangeOf(input);
      const { accountId } = await selfOf(exchange);
      const address = await emailOf(r.get(platformDatabase), accountId);
      if (address !== null)
        await r.get(identityToken).askForLink(input.ctx, { email: address, purpose: 'reset' }, callerOf(exchange));
      return redirect('/me', 'core.password.linkSent');
    },
  }),
  form({
    path: '/me/email',
    access: 'member',
    limits: { rate: ADDRESS_CHANGES },
    schema: { body: Type.Object({ email: email(), current: Type.Optional(password()) }) },
    view: async (input) => {
      const { ctx, form: state } = input;
      const { accountId } = await selfOf(exchangeOf(input));
      return {
        title: ctx.t('core.address.title'),
        body: (
          <AddressPage
            form={state}
            now={(await emailOf(r.get(platformDatabase), accountId)) ?? ''}
            hasPassword={await r.get(identityToken).hasPassword(accountId)}
          />
        ),
      };
    },
    submit: async (input) => {
      const { ctx, body } = input;
      const self = await selfOf(exchangeOf(input));
      await r.get(identityToken).askForAddress(ctx, self, { email: body.email, password: body.current });
      return redirect('/me', 'core.address.linkSent');
    },
  }),
];
