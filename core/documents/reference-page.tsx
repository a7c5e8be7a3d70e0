import type { ComponentChildren } from 'preact';
import type { RouteAccess, RouteDefinition } from '../contract/route.ts';
import { Button } from '../web/components/button.tsx';
import { Panel } from '../web/components/card.tsx';
import { Chip, type ChipProps } from '../web/components/chip.tsx';
import { DataTable } from '../web/components/data-table.tsx';
import { Area, Text } from '../web/components/fields.tsx';
import { Icon } from '../web/components/icon.tsx';
import { Link, useAddress } from '../web/components/link.tsx';
import { PageHead } from '../web/components/page-head.tsx';
import { usePage } from '../web/components/page-context.ts';
import { Technical } from '../web/components/technical.tsx';
import type { NamedRoute } from './named-routes.ts';
import { parametersOf, pathOf } from './operation.ts';
import { schemaRows, typeWords, type SchemaRow } from './schema-rows.ts';

const Call = ({ route: { method, path } }: { readonly route: RouteDefinition }) => (
  <span class="call" dir="ltr">
    <b class={`call__method call__method--${method.toLowerCase()}`}>{method}</b> <code>{pathOf(path)}</code>
  </span>
);

export interface ReferenceProps {
  readonly community: string;
  readonly sections: readonly {
    readonly extension: string;
    readonly title: string;
    readonly routes: readonly NamedRoute[];
  }[];
}

/** Every call of the community, by extension. */
export function ReferencePage({ community, sections }: ReferenceProps) {
  const { t } = usePage();
  return (
    <>
      <PageHead
        title={t('core.documents.title')}
        lede={t('core.documents.lede', { community })}
        actions={<Button label={t('core.documents.download')} href="/api/openapi.json" icon="download" />}
      />
      <div class="wrap section stack g5">
        <Panel title={t('core.documents.about')} tone="tint">
          <ul class="rows">
            {['signIn', 'errors', 'lists', 'values'].map((about) => (
              <li class="sm">{t(`core.documents.about.${about}`)}</li>
            ))}
          </ul>
        </Panel>
        <nav aria-label={t('core.documents.contents')}>
          <ul class="cluster">
            {sections.map(({ extension, title }) => (
              <li>
                <a class="chip chip--line" href={`#${extension}`}>
                  <Technical text={title} />
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {sections.map(({ extension, title, routes }) => (
          <Panel title={title} id={extension}>
            <p class="sm muted">{t('core.documents.calls', { count: routes.length })}</p>
            <ul class="rows">
              {routes.map(({ name, route }) => (
                <li class="stack g1">
                  <Link href={`/api/docs/${name}`}>
                    <Call route={route} />
                  </Link>
                  <p class="sm">
                    <Technical text={route.summary} />
                  </p>
                  {route.deprecated && (
                    <p>
                      <Chip tone="warn" label={t('core.documents.deprecated', { until: route.deprecated.until })} />
                    </p>
                  )}
                </li>
              ))}
            </ul>
          </Panel>
        ))}
      </div>
    </>
  );
}

/** Whether the reader may make a call. */
export type Standing = 'may' | 'may-not' | 'sign-in';

export interface CallPageProps {
  readonly named: NamedRoute;
  readonly title: string;
  readonly standing: Standing;
  readonly permission: string | undefined;
  readonly curl: string;
  /** Body to begin with. */
  readonly example: string | undefined;
  readonly problems: readonly { readonly status: number; readonly code: string; readonly title: string }[];
}

const standings: Readonly<Record<Standing, { readonly key: string; readonly tone: ChipProps['tone'] }>> = {
  may: { key: 'core.documents.access.you', tone: 'ok' },
  'may-not': { key: 'core.documents.access.notYou', tone: 'warn' },
  'sign-in': { key: 'core.documents.access.signIn', tone: 'line' },
};

function whoMay(t: (key: string, values?: Record<string, unknown>) => string, access: RouteAccess, permission = '') {
  return typeof access === 'string'
    ? t(`core.documents.access.${access}`)
    : t('core.documents.access.permission', { permission });
}

/** One call: who may make it, what goes in and what comes out, and a form to try it. */
export function CallPage({ named, title, standing, permission, curl, example, problems }: CallPageProps) {
  const { t } = usePage();
  const { route, extension } = named;
  const parameters = parametersOf(route);
  return (
    <>
      <PageHead
        title={`${route.method} ${pathOf(route.path)}`}
        lede={<Technical text={route.summary} />}
        actions={<Button label={t('core.documents.try')} href="#try" />}
        crumbs={[
          { label: t('core.documents.title'), href: '/api/docs' },
          { label: title, href: `/api/docs#${extension}` },
          { label: named.name },
        ]}
        chips={[
          { label: whoMay(t, route.access, permission), tone: 'brand' },
          { label: t(standings[standing].key), tone: standings[standing].tone },
        ]}
      />
      <div class="wrap section stack g5">
        {route.deprecated && (
          <Panel title={t('core.documents.deprecated', { until: route.deprecated.until })} tone="tint">
            <p>{t('core.documents.deprecated.use', { use: route.deprecated.use })}</p>
          </Panel>
        )}
        {parameters.length > 0 && (
          <Panel title={t('core.documents.parameters')}>
            <DataTable
              caption={t('core.documents.table', { part: t('core.documents.parameters') })}
              columns={[
                { key: 'name', label: t('core.documents.field') },
                { key: 'place', label: t('core.documents.place') },
                { key: 'type', label: t('core.documents.type') },
                { key: 'meaning', label: t('core.documents.meaning') },
              ]}
              rows={parameters.map(({ name, in: place, required, schema, description = '' }) => ({
                name: <FieldName name={name} required={required} />,
                place: t(`core.documents.place.${place}`),
                type: <Technical text={typeWords(schema)} />,
                meaning: <Technical text={description} />,
              }))}
            />
          </Panel>
        )}
        {route.schema.body && (
          <Panel title={t('core.documents.body')}>
            <Fields caption={t('core.documents.body')} rows={schemaRows(route.schema.body)} sent />
          </Panel>
        )}
        {Object.entries(route.schema.response).map(([status, schema]) => {
          const answer = t('core.documents.answer', { status });
          const rows = schemaRows(schema);
          return (
            <Panel title={answer}>
              {rows.length > 0 ? (
                <Fields caption={answer} rows={rows} />
              ) : (
                <p class="sm">
                  {route.reply === 'file'
                    ? t('core.documents.answer.file', {
                        type: (schema as { contentMediaType?: string }).contentMediaType ?? 'text/plain',
                      })
                    : t('core.documents.answer.none')}
                </p>
              )}
            </Panel>
          );
        })}
        <Panel title={t('core.documents.command')}>
          <pre class="code-block" tabindex={0} dir="ltr">
            <code>{curl}</code>
          </pre>
        </Panel>
        <Try named={named} example={example} />
        <Panel title={t('core.documents.problems')}>
          <DataTable
            caption={t('core.documents.table', { part: t('core.documents.problems') })}
            columns={[
              { key: 'code', label: t('core.documents.code') },
              { key: 'status', label: t('core.documents.status'), numeric: true },
              { key: 'meaning', label: t('core.documents.meaning') },
            ]}
            rows={problems.map(({ status, code, title: meaning }) => ({
              code: <code>{code}</code>,
              status,
              meaning,
            }))}
          />
        </Panel>
      </div>
    </>
  );
}

function FieldName({ name, required }: { readonly name: string; readonly required: boolean }) {
  const { t } = usePage();
  return (
    <>
      <code dir="ltr">{name}</code>
      {required && <small class="muted"> {t('core.documents.required')}</small>}
    </>
  );
}

function Fields({ caption, rows, sent = false }: { caption: string; rows: readonly SchemaRow[]; sent?: boolean }) {
  const { t } = usePage();
  return (
    <DataTable
      caption={t('core.documents.table', { part: caption })}
      columns={[
        { key: 'name', label: t('core.documents.field') },
        { key: 'type', label: t('core.documents.type') },
        { key: 'meaning', label: t('core.documents.meaning') },
      ]}
      rows={rows.map(({ name, type, required, description, deprecated }) => ({
        name: <FieldName name={name} required={sent && required} />,
        type: <Technical text={type} />,
        meaning: (
          <>
            <Technical text={description} />
            {deprecated && <Chip tone="warn" label={t('core.documents.deprecated', { until: deprecated.until })} />}
          </>
        ),
      }))}
    />
  );
}

/** Sent by script, so hidden until there is one; what only reads and has its parameters in the query is an ordinary form. */
function Try({ named: { route }, example }: { readonly named: NamedRoute; readonly example: string | undefined }) {
  const { t } = usePage();
  const address = useAddress();
  const parameters = parametersOf(route);
  const plain = route.method === 'GET' && !parameters.some(({ in: place }) => place === 'path');
  const fields: ComponentChildren = (
    <>
      {parameters.map(({ name, in: place, required, schema }) => (
        <Text
          name={name}
          id={`${place}-${name}`}
          label={`${name} (${t(`core.documents.place.${place}`)})`}
          optional={!required}
          value={schema['default'] === undefined ? '' : String(schema['default'])}
          spellcheck={false}
        />
      ))}
      {route.schema.body && (
        <Area name="body" id="json-body" label={t('core.documents.try.json')} value={example ?? '{}'} rows={8} />
      )}
    </>
  );
  return (
    <Panel title={t('core.documents.try')} id="try">
      {route.method !== 'GET' && <p class="sm">{t('core.documents.try.real')}</p>}
      <form
        class="stack"
        method="get"
        action={address(pathOf(route.path))}
        data-request={route.method}
        data-failed={t('core.documents.try.failed')}
        hidden={!plain}
      >
        {fields}
        <p>
          <button type="submit" class="btn btn--main">
            <Icon name="arrow-right" /> <span>{t('core.documents.try.send')}</span>
          </button>
        </p>
      </form>
      {!plain && (
        <noscript>
          <p>{t('core.documents.try.none')}</p>
        </noscript>
      )}
      <section class="stack g2" data-answer hidden aria-label={t('core.documents.try.answer')}>
        <p role="status" data-answer-status dir="ltr" />
        <pre class="code-block" tabindex={0} dir="ltr">
          <code data-answer-body />
        </pre>
      </section>
    </Panel>
  );
}
