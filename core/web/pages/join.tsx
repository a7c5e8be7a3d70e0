import type { FormState } from '../../contract/page.ts';
import { Button } from '../components/button.tsx';
import { Panel } from '../components/card.tsx';
import { Area, Check, Text } from '../components/fields.tsx';
import { Form } from '../components/form.tsx';
import { WithSide } from '../components/layout.tsx';
import { Link } from '../components/link.tsx';
import { PageHead } from '../components/page-head.tsx';
import { usePage } from '../components/page-context.ts';
import { EmailField } from './credentials.tsx';
import { FormErrors } from './form-errors.tsx';

export interface JoinPageProps {
  readonly form: FormState;
  readonly community: { readonly name: string; readonly purpose: string };
  /** Whether a manager lets people in. */
  readonly asks: boolean;
  /** What the managers want to know, at most three. */
  readonly questions: readonly { readonly position: number; readonly question: string; readonly required: boolean }[];
  /** Path of this community to come back to. The server has checked that it is one. */
  readonly next: string | undefined;
}

/** Posts `name`, `email`, `password`, `answer1` to `answer3`, `rules` and, where there is one, `next` to `/join`. */
export function JoinPage({ form, community, asks, questions, next }: JoinPageProps) {
  const { t } = usePage();
  const submit = t(asks ? 'core.join.ask' : 'core.join.submit', { community: community.name });
  return (
    <>
      <PageHead title={t('core.join.title', { community: community.name })} lede={community.purpose} />
      <div class="wrap section">
        <WithSide
          label={t('core.join.side')}
          side={
            <>
              <Panel title={t('core.join.already')}>
                <p class="sm muted">{t('core.join.alreadyText')}</p>
                <Button href="/sign-in" label={t('core.signIn.submit')} block />
              </Panel>
              <Panel title={t('core.join.kept')} tone="tint">
                <p class="sm">{t('core.join.keptText')}</p>
                <p class="sm">
                  <Link href="/privacy">{t('core.join.keptMore')}</Link>
                </p>
              </Panel>
            </>
          }
        >
          <FormErrors form={form} />
          <Form action="/join" class="panel" label={t('core.join.title', { community: community.name })}>
            <Text
              name="name"
              label={t('core.join.name')}
              hint={t('core.join.nameHint')}
              value={form.text('name')}
              error={form.error('name')}
              autocomplete="name"
              maxlength={80}
            />
            <EmailField form={form} hint={t('core.join.emailHint')} />
            <Text
              name="password"
              type="password"
              label={t('core.join.password')}
              hint={t('core.join.passwordLater')}
              error={
                form.error('password') ?? (form.text('password') === '' ? undefined : t('core.join.passwordAgain'))
              }
              autocomplete="new-password"
              optional
            />
            {questions.map(({ position, question, required }) => (
              <Area
                name={`answer${position}`}
                label={question}
                value={form.text(`answer${position}`)}
                error={form.error(`answer${position}`)}
                rows={3}
                maxlength={1000}
                optional={!required}
              />
            ))}
            <Check
              name="rules"
              label={t('core.join.rules')}
              error={form.error('rules')}
              checked={form.checked('rules', 'yes')}
            />
            <p class="sm">
              <Link href="/rules">{t('core.join.rulesLink')}</Link>
            </p>
            {next !== undefined && <input type="hidden" name="next" value={next} />}
            {asks && <p class="sm muted">{t('core.join.askText')}</p>}
            <div class="cluster">
              <Button kind="main" label={submit} />
            </div>
          </Form>
        </WithSide>
      </div>
    </>
  );
}
