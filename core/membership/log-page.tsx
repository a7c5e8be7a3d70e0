import { Type } from 'typebox';
import type { Context } from '../contract/context.ts';
import { extension } from '../contract/definition.ts';
import type { PageDefinition, PageView } from '../contract/page.ts';
import { Empty } from '../web/components/empty.tsx';
import { DateField, Select } from '../web/components/fields.tsx';
import { Filters } from '../web/components/filters.tsx';
import { Icon } from '../web/components/icon.tsx';
import { Link } from '../web/components/link.tsx';
import { PageHead } from '../web/components/page-head.tsx';
import { Pager } from '../web/components/pager.tsx';
import { choices, readLog, type LogQuery } from './log.ts';
import { LogRows } from './log-rows.tsx';
import { READ_LOG } from './roles.ts';
import { logFilters } from './routes.ts';

const { page } = extension();

const filtersOf = ({ actor, action, from, until }: LogQuery) =>
  new URLSearchParams(
    Object.entries({ actor, action, from, until }).filter(([, value]) => value) as [string, string][],
  );

async function logView(ctx: Context, query: LogQuery): Promise<PageView> {
  const { items, next } = await readLog(ctx, query);
  const { actors, actions } = await choices(ctx);
  const title = ctx.t('core.log.title');
  const filters = filtersOf(query);
  const older = new URLSearchParams([...filters, ...(next === null ? [] : [['after', next] as [string, string]])]);
  return {
    title,
    body: (
      <>
        <PageHead
          title={title}
          lede={ctx.t('core.log.lede')}
          crumbs={[{ label: ctx.t('core.manage.title'), href: '/manage' }, { label: title }]}
        />
        <div class="wrap section stack g5">
          <Filters action="/manage/log" label={ctx.t('core.log.filter')}>
            <Select
              name="actor"
              label={ctx.t('core.log.who')}
              value={query.actor ?? ''}
              options={[
                { value: '', label: ctx.t('core.log.anyone') },
                ...actors.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
            <Select
              name="action"
              label={ctx.t('core.log.what')}
              value={query.action ?? ''}
              options={[
                { value: '', label: ctx.t('core.log.anything') },
                ...actions.map(({ action, words }) => ({ value: action, label: words })),
              ]}
            />
            <DateField name="from" label={ctx.t('core.log.from')} value={query.from} />
            <DateField name="until" label={ctx.t('core.log.until')} value={query.until} />
          </Filters>
          {items.length === 0 ? (
            <Empty
              seed="log"
              title={ctx.t('core.log.empty')}
              text={ctx.t(filters.size > 0 ? 'core.log.emptyFiltered' : 'core.log.emptyText')}
            />
          ) : (
            <div class="panel">
              <LogRows lines={items} />
            </div>
          )}
          <Pager
            label={ctx.t('core.log.pager')}
            older={next === null ? undefined : `/manage/log?${older}`}
            olderLabel={ctx.t('core.log.older')}
          />
          {items.length > 0 && (
            <p class="sm">
              <Link class="with-icon" href={`/api/log.csv${filters.size > 0 ? `?${filters}` : ''}`}>
                <Icon name="download" small /> {ctx.t('core.csv')}
              </Link>
            </p>
          )}
        </div>
      </>
    ),
  };
}

/** What managers changed, for those who may read it. Nothing is changed here: the log is only ever added to. */
export const logPage: PageDefinition = page({
  path: '/manage/log',
  access: { permission: READ_LOG },
  current: 'manage',
  schema: {
    // a filter form sends its empty fields too
    query: Type.Object({
      actor: Type.Optional(Type.Union([logFilters.actor, Type.Literal('')])),
      action: Type.Optional(Type.String({ maxLength: 200 })),
      from: Type.Optional(Type.Union([logFilters.from, Type.Literal('')])),
      until: Type.Optional(Type.Union([logFilters.until, Type.Literal('')])),
      after: Type.Optional(Type.String({ maxLength: 500 })),
    }),
  },
  view: ({ ctx, query: { after, ...filters } }) =>
    logView(ctx, {
      after,
      ...(Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== '')) as LogQuery),
    }),
});
