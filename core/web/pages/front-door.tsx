import type { Access } from '../../contract/community.ts';
import { Card } from '../components/card.tsx';
import { Chip } from '../components/chip.tsx';
import { DataTable } from '../components/data-table.tsx';
import { Empty } from '../components/empty.tsx';
import { Link } from '../components/link.tsx';
import { Notice } from '../components/notice.tsx';
import { PageHead } from '../components/page-head.tsx';
import { usePage } from '../components/page-context.ts';

export interface FrontDoorCommunity {
  readonly name: string;
  readonly purpose: string;
  /** Its address; absolute where it has a host of its own. */
  readonly url: string;
  readonly access: Access;
}

export interface FrontDoorPerson {
  /** Name of a community in the list. */
  readonly community: string;
  /** Who it is, such as `Amina, organiser`. */
  readonly label: string;
  readonly email: string;
  readonly password: string;
  /** What this person can do that is worth a look. */
  readonly tryThis: string;
}

export interface FrontDoorPageProps {
  /** Closed communities are named here in demo mode only; that is the caller's part. */
  readonly communities: readonly FrontDoorCommunity[];
  readonly demo: boolean;
  readonly people: readonly FrontDoorPerson[];
}

const tones = { open: 'ok', listed: 'brand', closed: 'warn' } as const;
const icons = { open: 'globe', listed: 'users', closed: 'lock' } as const;

/** What stands at the platform's own address: its communities and, in a demo, the people to try them as. */
export function FrontDoorPage({ communities, demo, people }: FrontDoorPageProps) {
  const { t } = usePage();
  return (
    <>
      <PageHead
        title={t('core.frontDoor.title')}
        lede={t('core.frontDoor.lede')}
        cover={{ seed: 'polyphony' }}
        size="lg"
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
              {communities.map(({ name, purpose, url, access }) => (
                <Card
                  title={name}
                  href={url}
                  level={3}
                  cover={{ seed: name }}
                  text={purpose}
                  action={<Chip label={t(`core.access.${access}`)} tone={tones[access]} icon={icons[access]} />}
                />
              ))}
            </ul>
          )}
        </section>
        {demo && people.length > 0 && <People communities={communities} people={people} />}
      </div>
    </>
  );
}

function People({ communities, people }: Pick<FrontDoorPageProps, 'communities' | 'people'>) {
  const { t } = usePage();
  const addresses = new Map(communities.map(({ name, url }) => [name, url.replace(/\/$/, '')]));
  const passwords = new Set(people.map(({ password }) => password));
  const [password] = passwords;
  const same = passwords.size === 1;
  return (
    <section class="stack g5" aria-labelledby="people">
      <h2 id="people">{t('core.frontDoor.people')}</h2>
      <div class="panel">
        <p>
          {t('core.frontDoor.peopleText')}{' '}
          {same && (
            <>
              {t('core.frontDoor.onePassword')} <code>{password}</code>
            </>
          )}
        </p>
        <DataTable
          caption={t('core.demo.people')}
          columns={[
            { key: 'who', label: t('core.frontDoor.who') },
            { key: 'tryThis', label: t('core.frontDoor.tryThis') },
            { key: 'email', label: t('core.signIn.email') },
            ...(same ? [] : [{ key: 'password', label: t('core.signIn.password') } as const]),
            { key: 'where', label: t('core.frontDoor.where') },
          ]}
          rows={people.map((person) => ({
            who: person.label,
            tryThis: person.tryThis,
            email: <code>{person.email}</code>,
            password: <code>{person.password}</code>,
            where: <Link href={`${addresses.get(person.community) ?? ''}/sign-in`}>{person.community}</Link>,
          }))}
        />
      </div>
    </section>
  );
}
