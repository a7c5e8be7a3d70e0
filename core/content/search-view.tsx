import type { FoundItem, Space } from '../contract/services.ts';
import { AudienceLine } from '../web/components/audience.tsx';
import { Avatar } from '../web/components/avatar.tsx';
import { Panel } from '../web/components/card.tsx';
import { Empty } from '../web/components/empty.tsx';
import { Select, Text } from '../web/components/fields.tsx';
import { Filters } from '../web/components/filters.tsx';
import { Link } from '../web/components/link.tsx';
import { PageHead } from '../web/components/page-head.tsx';
import { usePage } from '../web/components/page-context.ts';
import { Pager } from '../web/components/pager.tsx';
import { Time } from '../web/components/time.tsx';

/** How far back, in days; `all` without an end. */
export const spans = { all: null, week: 7, month: 30, year: 365 } as const;
export type Span = keyof typeof spans;

export interface SearchPageProps {
  readonly community: string;
  readonly signedIn: boolean;
  readonly q: string;
  readonly kind: string;
  readonly time: Span;
  /** Kinds of this community. */
  readonly kinds: readonly { readonly id: string; readonly label: string }[];
  /** Undefined before anything was asked. */
  readonly found?: {
    readonly items: readonly (FoundItem & { readonly href: string; readonly kindLabel: string })[];
    readonly places: readonly (Pick<Space, 'title' | 'summary'> & { readonly href: string })[];
    /** Address of the next page. */
    readonly more: string | undefined;
  };
}

/** One field, what was found below it, and nothing that the reader may not see. */
export function SearchPage({ community, signedIn, q, kind, time, kinds, found }: SearchPageProps) {
  const { t } = usePage();
  const nothing = found && found.items.length + found.places.length === 0;
  return (
    <>
      <PageHead title={t('core.search.title')} lede={t('core.search.lede', { community })} />
      <div class="wrap section">
        <div class="narrow stack g5">
          <Filters action="/search" submit={t('core.search.submit')} label={t('core.search.form', { community })}>
            <Text name="q" type="search" label={t('core.search.words')} hint={t('core.search.hint')} value={q} />
            {kinds.length > 1 && (
              <Select
                name="kind"
                label={t('core.search.kind')}
                value={kind}
                options={[
                  { value: '', label: t('core.search.kind.all') },
                  ...kinds.map(({ id, label }) => ({ value: id, label })),
                ]}
              />
            )}
            <Select
              name="time"
              label={t('core.search.time')}
              value={time}
              options={Object.keys(spans).map((span) => ({ value: span, label: t(`core.search.time.${span}`) }))}
            />
          </Filters>
          {nothing && (
            <Empty
              seed="search"
              title={t('core.search.none', { q })}
              text={t(signedIn ? 'core.search.noneText' : 'core.search.noneVisitor')}
            />
          )}
          {found && found.places.length > 0 && (
            <Panel title={t('core.search.places')}>
              <ul class="rows">
                {found.places.map(({ title, summary, href }) => (
                  <li class="line">
                    <Avatar party={{ name: title, kind: 'organisation' }} />
                    <div>
                      <Link href={href}>
                        <span dir="auto">{title}</span>
                      </Link>
                      <p class="sm muted" dir="auto">
                        {summary}
                      </p>
                    </div>
                  </li>
                ))}
              </ul>
            </Panel>
          )}
          {found && found.items.length > 0 && (
            <section class="stack g4">
              <h2>{t('core.search.found')}</h2>
              <ul class="rows panel">
                {found.items.map((item) => (
                  <Found item={item} />
                ))}
              </ul>
            </section>
          )}
          <Pager label={t('core.search.pager')} older={found?.more} olderLabel={t('core.search.more')} />
        </div>
      </div>
    </>
  );
}

function Found({ item }: { readonly item: NonNullable<SearchPageProps['found']>['items'][number] }) {
  const { t } = usePage();
  return (
    <li>
      <h3 class="h4">
        <Link href={item.href}>
          <span dir="auto">{item.title}</span>
        </Link>
      </h3>
      <div class="cluster g2 sm muted">
        <span>{item.kindLabel}</span>
        <span dir="auto">{item.authorName ?? t('core.formerMember')}</span>
        <Time at={item.publishedAt} as="relative" />
        <AudienceLine audience={{ kind: item.audience }} />
      </div>
      {(item.excerpt.length > 0 || item.summary) && (
        <p dir="auto">
          {item.excerpt.length > 0
            ? item.excerpt.map(({ text, found }) => (found ? <mark>{text}</mark> : text))
            : item.summary}
        </p>
      )}
    </li>
  );
}
