import type { FormState } from '../../contract/page.ts';
import { Button } from '../components/button.tsx';
import { Panel } from '../components/card.tsx';
import { Form } from '../components/form.tsx';
import { WithSide } from '../components/layout.tsx';
import { Link } from '../components/link.tsx';
import { PageHead } from '../components/page-head.tsx';
import { usePage } from '../components/page-context.ts';
import { Credentials } from './credentials.tsx';
import { FormErrors } from './form-errors.tsx';

/** Somebody made up whom a visitor of a demo community may be. */
export interface DemoPerson {
  readonly email: string;
  readonly password: string;
  /** Who it is, such as `Amina, organiser of Food access`. */
  readonly label: string;
}

export interface SignInPageProps {
  readonly form: FormState;
  readonly community: { readonly name: string };
  /** Whether people may sign up by themselves. */
  readonly canJoin: boolean;
  /** In demo communities only. */
  readonly demoPeople?: readonly DemoPerson[] | undefined;
  /** Path of this community to go on to. The server has checked that it is one. */
  readonly next?: string | undefined;
}

/** Posts `email`, `password`, `how` and, where there is one, `next` to `/sign-in`. */
export function SignInPage({ form, community, canJoin, demoPeople = [], next }: SignInPageProps) {
  const { t } = usePage();
  return (
    <>
      <PageHead title={t('core.signIn.title')} lede={t('core.signIn.lede', { community: community.name })} />
      <div class="wrap section">
        <WithSide
          label={t('core.signIn.side')}
          side={
            <>
              {demoPeople.length > 0 && <DemoPeople people={demoPeople} next={next} />}
              {canJoin && (
                <Panel title={t('core.signIn.new')}>
                  <p class="sm muted">{t('core.signIn.newText')}</p>
                  <Button
                    href={next === undefined ? '/join' : `/join?next=${encodeURIComponent(next)}`}
                    label={t('core.signIn.join', { community: community.name })}
                    block
                  />
                </Panel>
              )}
              <Panel title={t('core.signIn.trouble')}>
                <p class="sm muted">{t('core.signIn.troubleText')}</p>
                <p class="sm">
                  <Link href="/sign-in/help">{t('core.signIn.forgotten')}</Link>
                </p>
              </Panel>
            </>
          }
        >
          <FormErrors form={form} />
          <Form action="/sign-in" class="panel" label={t('core.signIn.title')}>
            <Credentials form={form} />
            <Next path={next} />
          </Form>
        </WithSide>
      </div>
    </>
  );
}

const Next = ({ path }: { readonly path: string | undefined }) =>
  path === undefined ? null : <input type="hidden" name="next" value={path} />;

function DemoPeople({ people, next }: { readonly people: readonly DemoPerson[]; readonly next: string | undefined }) {
  const { t } = usePage();
  return (
    <Panel title={t('core.demo.people')} tone="tint">
      <p class="sm muted">{t('core.demo.peopleText')}</p>
      <ul class="stack g3">
        {people.map(({ email, password, label }) => (
          <li>
            <Form action="/sign-in">
              <input type="hidden" name="email" value={email} />
              <input type="hidden" name="password" value={password} />
              <Next path={next} />
              <Button label={t('core.demo.signInAs', { label })} block />
            </Form>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
