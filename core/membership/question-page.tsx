import { Type } from 'typebox';
import type { Context } from '../contract/context.ts';
import { extension } from '../contract/definition.ts';
import { redirect, type FormState, type PageDefinition, type PageView } from '../contract/page.ts';
import { Button } from '../web/components/button.tsx';
import { Panel } from '../web/components/card.tsx';
import { Check, Text } from '../web/components/fields.tsx';
import { Form } from '../web/components/form.tsx';
import { WithSide } from '../web/components/layout.tsx';
import { Link } from '../web/components/link.tsx';
import { Notice } from '../web/components/notice.tsx';
import { PageHead } from '../web/components/page-head.tsx';
import { FormErrors } from '../web/pages/form-errors.tsx';
import type { Question } from './joining-store.ts';
import { askQuestions, joiningQuestions, LONGEST_QUESTION } from './questions.ts';
import { MANAGE_MEMBERS } from './roles.ts';

const { form } = extension();

const places = [1, 2, 3] as const;

/** What the form of joining asks, as people see it. */
function Preview({ ctx, questions }: { readonly ctx: Context; readonly questions: readonly Question[] }) {
  const asked = [
    ctx.t('core.joining.preview.name'),
    ctx.t('core.joining.preview.email'),
    ...questions.map(({ question, required }) => (required ? question : `${question} (${ctx.t('core.optional')})`)),
    ctx.t('core.joining.preview.rules'),
  ];
  return (
    <Panel title={ctx.t('core.joining.preview')} tone="tint">
      <ol>
        {asked.map((line) => (
          <li dir="auto">{line}</li>
        ))}
      </ol>
    </Panel>
  );
}

async function joiningView(ctx: Context, state: FormState): Promise<PageView> {
  const questions = await joiningQuestions(ctx);
  const typed = state.errors.length > 0;
  const at = (place: number) => questions.find(({ position }) => position === place);
  const title = ctx.t('core.joining.title');
  const { join } = ctx.community;
  return {
    title,
    body: (
      <>
        <PageHead
          title={title}
          lede={ctx.t('core.joining.lede')}
          crumbs={[{ label: ctx.t('core.manage.title'), href: '/manage' }, { label: title }]}
        />
        <div class="wrap section">
          <WithSide
            label={ctx.t('core.joining.side')}
            side={
              <>
                <Preview ctx={ctx} questions={questions} />
                {ctx.can('core.pages.manage') && (
                  <Panel title={ctx.t('core.joining.welcome')}>
                    <p class="sm">{ctx.t('core.joining.welcomeText')}</p>
                    <p class="sm">
                      <Link href="/manage/pages/welcome">{ctx.t('core.joining.welcomeLink')}</Link>
                    </p>
                  </Panel>
                )}
              </>
            }
          >
            <FormErrors form={state} />
            <Notice>{ctx.t(`core.joining.policy.${join}`)}</Notice>
            <Form action="/manage/joining" class="panel" label={ctx.t('core.joining.questions')}>
              <p class="muted">{ctx.t('core.joining.questionsText')}</p>
              {places.map((place) => (
                <>
                  <Text
                    name={`question${place}`}
                    label={ctx.t('core.joining.question', { number: place })}
                    value={typed ? state.text(`question${place}`) : at(place)?.question}
                    error={state.error(`question${place}`)}
                    maxlength={LONGEST_QUESTION}
                    optional
                  />
                  <Check
                    name={`required${place}`}
                    label={ctx.t('core.joining.required', { number: place })}
                    checked={typed ? state.checked(`required${place}`, 'yes') : (at(place)?.required ?? false)}
                  />
                </>
              ))}
              <div class="cluster">
                <Button kind="main" label={ctx.t('core.joining.save')} />
              </div>
            </Form>
          </WithSide>
        </div>
      </>
    ),
  };
}

const question = () => Type.Optional(Type.String({ maxLength: LONGEST_QUESTION }));
const required = () => Type.Optional(Type.Literal('yes'));

/** What people are asked who want to join. */
export const questionPage: PageDefinition = form({
  path: '/manage/joining',
  access: { permission: MANAGE_MEMBERS },
  current: 'manage',
  schema: {
    body: Type.Object({
      question1: question(),
      required1: required(),
      question2: question(),
      required2: required(),
      question3: question(),
      required3: required(),
    }),
  },
  view: ({ ctx, form: state }) => joiningView(ctx, state),
  submit: async ({ ctx, body }) => {
    await askQuestions(
      ctx,
      places.map((place) => ({
        question: body[`question${place}`] ?? '',
        required: body[`required${place}`] === 'yes',
      })),
    );
    return redirect('/manage/joining', 'core.joining.saved');
  },
});
