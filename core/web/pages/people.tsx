import { Avatar } from '../components/avatar.tsx';
import { Chip } from '../components/chip.tsx';
import { Empty } from '../components/empty.tsx';
import { Text } from '../components/fields.tsx';
import { Filters } from '../components/filters.tsx';
import { Words } from '../components/words.tsx';
import { PageHead } from '../components/page-head.tsx';
import { Pager } from '../components/pager.tsx';
import { usePage } from '../components/page-context.ts';
import { Time } from '../components/time.tsx';

export interface PeoplePageProps {
  readonly items: readonly {
    readonly name: string;
    /** Labels of what they do besides being a member. */
    readonly roles: readonly string[];
    readonly joinedAt: Date;
  }[];
  /** `next` of the list. */
  readonly next: string | null;
  /** What was searched for. */
  readonly q?: string | undefined;
}

/** The members of the community by name, for its members. */
export function PeoplePage({ items, next, q = '' }: PeoplePageProps) {
  const { t } = usePage();
  const older = next === null ? undefined : `/people?${new URLSearchParams({ ...(q && { q }), after: next })}`;
  return (
    <>
      <PageHead title={t('core.people.title')} lede={t('core.people.lede')} />
      <div class="wrap section stack g5">
        <Filters action="/people" submit={t('core.people.search')} label={t('core.people.find')}>
          <Text name="q" type="search" label={t('core.people.name')} value={q} />
        </Filters>
        {items.length === 0 ? (
          <Empty seed="people" title={t('core.people.empty')} text={t('core.people.emptyText')} />
        ) : (
          <div class="panel">
            <ul class="rows">
              {items.map(({ name, roles, joinedAt }) => (
                <li class="line">
                  <Avatar party={{ name }} />
                  <div>
                    <b dir="auto">{name}</b>{' '}
                    {roles.map((role) => (
                      <Chip label={role} tone="brand" />
                    ))}
                    <p class="sm muted">
                      <Words of="core.people.since" parts={{ date: <Time at={joinedAt} /> }} />
                    </p>
                  </div>
                </li>
              ))}
            </ul>
          </div>
        )}
        <Pager label={t('core.people.pager')} older={older} olderLabel={t('core.people.more')} />
      </div>
    </>
  );
}
