import type { Door } from '../../contract/community.ts';
import type { FormState } from '../../contract/page.ts';
import { Panel } from '../components/card.tsx';
import { Form } from '../components/form.tsx';
import { PageHead } from '../components/page-head.tsx';
import { usePage } from '../components/page-context.ts';
import { Credentials } from './credentials.tsx';
import { FormErrors } from './form-errors.tsx';

export interface DoorPageProps {
  /** An empty one at every address but `/sign-in`. */
  readonly form: FormState;
  readonly community: { readonly name: string; readonly purpose: string; readonly door: Door };
}

/**
 * The door of a closed community. A visitor gets these bytes for every address, known or not, so nothing here may depend on
 * the path, the time or chance: no way back to where they were going, no clock, and no word about what is inside.
 */
export function DoorPage({ form, community }: DoorPageProps) {
  const { t } = usePage();
  const { howToAsk, contacts } = community.door;
  return (
    <>
      <PageHead title={community.name} lede={community.purpose} />
      <div class="wrap section">
        <div class="narrow stack g5">
          <FormErrors form={form} />
          <Form action="/sign-in" class="panel" label={t('core.signIn.title')}>
            <h2 class="panel__title">{t('core.door.title')}</h2>
            <p class="muted">{howToAsk === undefined ? t('core.door.text') : t('core.door.signIn')}</p>
            <Credentials form={form} />
          </Form>
          {howToAsk !== undefined && (
            <Panel title={t('core.door.ask')}>
              <p dir="auto">{howToAsk}</p>
            </Panel>
          )}
          {contacts.length > 0 && <Contacts contacts={contacts} />}
        </div>
      </div>
    </>
  );
}

/** Numbers are links that a telephone dials. The file's schema has checked where they lead. */
function Contacts({ contacts }: Pick<Door, 'contacts'>) {
  const { t } = usePage();
  return (
    <Panel title={t('core.door.contacts')} tone="tint">
      <ul class="stack g3">
        {contacts.map(({ label, detail, href }) => (
          <li>
            <b dir="auto">{href === undefined ? label : <a href={href}>{label}</a>}</b>
            <br />
            <span dir="auto">{detail}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
