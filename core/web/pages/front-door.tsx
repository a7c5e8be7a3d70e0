import type { Access } from '../../contract/community.ts';
import { Button } from '../components/button.tsx';
import { Card, Panel } from '../components/card.tsx';
import { Chip } from '../components/chip.tsx';
import { Empty } from '../components/empty.tsx';
import { Form } from '../components/form.tsx';
import { Link } from '../components/link.tsx';
import { Notice } from '../components/notice.tsx';
import { PageHead } from '../components/page-head.tsx';
import { usePage } from '../components/page-context.ts';

export interface FrontDoorPerson {
  /** Who it is, such as `Amina, organiser`. */
  readonly label: string;
  readonly email: string;
  readonly password: string;
  /** What this person can do that is worth a look, a line each. */
  readonly tryThis: readonly string[];
  /** The path of the community where they begin. */
  readonly next: string;
}

export interface FrontDoorCommunity {
  readonly name: string;
  readonly purpose: string;
  /** Decides the cover; the slug, so that it is the one of the community's own home page. */
  readonly seed: string;
  /** Its address below this origin, with a slash at the end. */
  readonly url: string;
  readonly access: Access;
  /** Whom a newcomer may be there; nobody, outside of a demo. */
  readonly people: readonly FrontDoorPerson[];
}

/** What an operator may do to see an extension appear. */
export interface FrontDoorTrial {
  /** Of the community. */
  readonly name: string;
  readonly url: string;
  readonly file: string;
  readonly line: string;
  readonly watch: string;
}

export interface FrontDoorPageProps {
  /** Closed communities are named here in demo mode only; that is the caller's part. */
  readonly communities: readonly FrontDoorCommunity[];
  readonly demo: boolean;
  /** An operator is signed in: there is a way to the console. */
  readonly console: boolean;
  /** Who looks after the whole installation, in a demo. */
  readonly caretaker: FrontDoorPerson | undefined;
  readonly operator: FrontDoorTrial | undefined;
}

const tones = { open: 'ok', listed: 'brand', closed: 'warn' } as const;
const icons = { open: 'globe', listed: 'users', closed: 'lock' } as const;

/** What stands at the platform's own address: its communities and, in a demo, the people to try them as. */
export function FrontDoorPage({ communities, demo, console: open, caretaker, operator }: FrontDoorPageProps) {
  const { t } = usePage();
  return (
    <>
      <PageHead
        title={t('core.frontDoor.title')}
        lede={t('core.frontDoor.lede')}
        cover={{ seed: 'polyphony' }}
        size="lg"
        actions={open ? <Button kind="main" href="/communities" label={t('core.operators.toConsole')} /> : undefined}
      />
      <div class="wrap section stack g6">
        {demo && <Notice title={t('core.demo.title')}>{t('core.demo.text')}</Notice>}
        <section class="stack g5" aria-labelledby="communities">
          <h2 id="communities">{t('core.frontDoor.communities')}</h2>
          {communities.length === 0 ? (
            <Empty
              seed="communities"
              title={t('core.frontDoor.empty')}
              text={t('core.frontDoor.emptyText')}
              level={3}
            />
          ) : (
            <ul class="grid">
              {communities.map(({ name, purpose, url, access, seed }) => (
                <Card
                  title={name}
                  href={url}
                  level={3}
                  cover={{ seed }}
                  text={purpose}
                  action={<Chip label={t(`core.access.${access}`)} tone={tones[access]} icon={icons[access]} />}
                />
              ))}
            </ul>
          )}
        </section>
        {demo && (
          <People
            communities={[
              ...communities.filter(({ people }) => people.length > 0),
              ...(caretaker ? [{ name: t('core.operators.installation'), url: '/', people: [caretaker] }] : []),
            ]}
          />
        )}
        {operator && <Operator {...operator} />}
      </div>
    </>
  );
}

/** One click each: the form of the community's own sign-in, filled in. */
function People({
  communities,
}: {
  readonly communities: readonly Pick<FrontDoorCommunity, 'name' | 'url' | 'people'>[];
}) {
  const { t } = usePage();
  if (communities.length === 0) return null;
  return (
    <section class="stack g5" aria-labelledby="people">
      <div class="stack g2">
        <h2 id="people">{t('core.frontDoor.people')}</h2>
        <p class="muted">{t('core.frontDoor.peopleText')}</p>
      </div>
      {communities.map(({ name, url, people }) => (
        <div class="stack g3">
          <h3 dir="auto">{name}</h3>
          <ul class="grid">
            {people.map((person) => (
              <li class="card">
                <Person {...person} url={url} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function Person({ label, email, password, tryThis, next, url }: FrontDoorPerson & { readonly url: string }) {
  const { t } = usePage();
  return (
    <Form action={`${url}sign-in`} class="card__body">
      <h4 dir="auto">{label}</h4>
      {tryThis.map((line) => (
        <p class="sm" dir="auto">
          {line}
        </p>
      ))}
      <input type="hidden" name="email" value={email} />
      <input type="hidden" name="password" value={password} />
      <input type="hidden" name="next" value={next} />
      <div class="card__end">
        <Button kind="main" label={t('core.frontDoor.tryAs', { label: label.split(',')[0] ?? label })} block />
      </div>
    </Form>
  );
}

function Operator({ name, url, file, line, watch }: FrontDoorTrial) {
  const { t } = usePage();
  return (
    <Panel title={t('core.frontDoor.operator')} tone="tint" id="operator">
      <p>{t('core.frontDoor.operatorText')}</p>
      <ol class="stack g3 steps">
        <li>
          {t('core.frontDoor.operatorFile')} <code>{file}</code>
        </li>
        <li>
          {t('core.frontDoor.operatorLine')} <code class="code-line">{line}</code>
        </li>
        <li>
          {t('core.frontDoor.operatorWatch', { community: name, watch })}{' '}
          <Link href={url}>{t('core.frontDoor.open', { community: name })}</Link>
        </li>
      </ol>
    </Panel>
  );
}
