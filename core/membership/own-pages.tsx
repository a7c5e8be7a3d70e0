/** What a member does for themself: read the welcome, take the next steps, agree to changed rules, leave. */
import { Type } from 'typebox';
import type { Context } from '../contract/context.ts';
import { extension } from '../contract/definition.ts';
import { redirect, type PageDefinition } from '../contract/page.ts';
import { pages } from '../contract/services.ts';
import { exchangeOf } from '../identity/exchange.ts';
import { Button } from '../web/components/button.tsx';
import { Panel } from '../web/components/card.tsx';
import { Form } from '../web/components/form.tsx';
import { PageHead } from '../web/components/page-head.tsx';
import { Prose } from '../web/components/prose.tsx';
import { FormErrors } from '../web/pages/form-errors.tsx';
import { agreeToRules, hideStep, noteWelcomed, stepsOf } from './next-steps.ts';
import { NextSteps } from './next-steps-view.tsx';
import { leave } from './people.ts';

const { page, form, action } = extension();

/** The welcome of the community, else core's words. */
async function welcomeOf(ctx: Context) {
  const written = await ctx.get(pages).read(ctx, 'welcome');
  return written
    ? { title: written.title, text: <Prose markdown={written.body} lang={written.language} /> }
    : {
        title: ctx.t('core.welcome.title', { community: ctx.community.name }),
        text: (
          <Prose>
            <p>{ctx.t('core.welcome.text')}</p>
          </Prose>
        ),
      };
}

export const ownPages: readonly PageDefinition[] = [
  page({
    path: '/welcome',
    access: 'member',
    current: 'home',
    view: async ({ ctx }) => {
      await noteWelcomed(ctx);
      const [{ title, text }, steps] = [await welcomeOf(ctx), await stepsOf(ctx)];
      return {
        title,
        body: (
          <>
            <PageHead title={title} lede={ctx.community.purpose} />
            <div class="wrap section">
              <div class="narrow stack g5">
                {text}
                {steps.some(({ done }) => !done) && <NextSteps steps={steps} />}
                <div class="cluster">
                  <Button kind="main" href="/" label={ctx.t('core.welcome.home')} />
                </div>
              </div>
            </div>
          </>
        ),
      };
    },
  }),
  action({
    path: '/welcome/steps/:step/hide',
    access: 'member',
    schema: { params: Type.Object({ step: Type.String({ minLength: 1, maxLength: 100 }) }) },
    submit: async ({ ctx, params }) => {
      await hideStep(ctx, params.step);
      return redirect('/', 'core.steps.hidden');
    },
  }),
  action({
    path: '/rules/agree',
    access: 'member',
    schema: { body: Type.Object({ version: Type.Integer({ minimum: 0 }) }) },
    submit: async ({ ctx, body }) => {
      await agreeToRules(ctx, body.version);
      return redirect('/', 'core.steps.agreed');
    },
  }),
  form({
    path: '/me/leave',
    access: 'member',
    schema: { body: Type.Object({}) },
    view: ({ ctx, form: state }) => {
      const title = ctx.t('core.leave.title', { community: ctx.community.name });
      return Promise.resolve({
        title,
        body: (
          <>
            <PageHead title={title} lede={ctx.t('core.leave.lede')} />
            <div class="wrap section">
              <div class="narrow stack g5">
                <FormErrors form={state} />
                <Panel title={ctx.t('core.leave.what')}>
                  <ul>
                    {['1', '2', '3'].map((line) => (
                      <li>{ctx.t(`core.leave.what.${line}`)}</li>
                    ))}
                  </ul>
                  <Form action="/me/leave">
                    <div class="cluster">
                      <Button kind="danger" label={ctx.t('core.leave.submit')} />
                      <Button href="/me" kind="quiet" label={ctx.t('core.leave.stay')} />
                    </div>
                  </Form>
                </Panel>
              </div>
            </div>
          </>
        ),
      });
    },
    submit: async (input) => {
      await leave(input.ctx);
      const { request, reply } = exchangeOf(input);
      request.server.tokens.clear(request, reply);
      return redirect('/', 'core.leave.done');
    },
  }),
];
