import { Button } from '../web/components/button.tsx';
import { Panel } from '../web/components/card.tsx';
import { Form } from '../web/components/form.tsx';
import { Icon } from '../web/components/icon.tsx';
import { Link } from '../web/components/link.tsx';
import { usePage } from '../web/components/page-context.ts';
import type { Step } from './next-steps.ts';

/** What somebody new may do next. What is done stays, ticked, until all is done. */
export function NextSteps({ steps }: { readonly steps: readonly Step[] }) {
  const { t } = usePage();
  return (
    <Panel title={t('core.steps.title')} tone="tint">
      <ul class="rows">
        {steps.map(({ id, label, text, href, done }) => (
          <li class="stack g2">
            {done ? (
              <p class="with-icon muted">
                <Icon name="circle-check" small />
                <span>
                  {label} <span class="vh">{t('core.steps.done')}</span>
                </span>
              </p>
            ) : (
              <>
                <p class="with-icon">
                  <Icon name="circle" small />
                  <Link href={href}>{label}</Link>
                </p>
                {text !== undefined && <p class="sm muted">{text}</p>}
                <Form action={`/welcome/steps/${id}/hide`}>
                  <Button kind="quiet" label={t('core.steps.hide')} about={label} />
                </Form>
              </>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** The rules have changed so that it matters: read them and agree. */
export function RulesChanged({ version }: { readonly version: number }) {
  const { t } = usePage();
  return (
    <Panel title={t('core.steps.rules')} tone="tint">
      <p class="sm">{t('core.steps.rulesText')}</p>
      <div class="cluster">
        <Button href="/rules" label={t('core.steps.readRules')} />
        <Form action="/rules/agree">
          <input type="hidden" name="version" value={String(version)} />
          <Button kind="main" label={t('core.steps.agree')} />
        </Form>
      </div>
    </Panel>
  );
}
