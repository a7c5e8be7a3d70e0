import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import { localeFor } from '../context.ts';
import { translatorOf, type Translate } from '../messages/translator.ts';
import type { Registry } from '../registry/registry.ts';
import { Document, renderDocument, type NavItem } from '../web/components/index.ts';
import type { OperatorSession } from './operators.ts';

/** The languages of the console are those of core itself, whatever communities speak. */
const LANGUAGES = { languages: ['en', 'fr'] } as const;

/** One request for a page of the console. */
export interface Visit {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly locale: string;
  readonly t: Translate;
  /** Null on the pages before the door. */
  readonly operator: OperatorSession | null;
}

export interface ConsolePage {
  readonly title: string;
  readonly body: ComponentChildren;
  /** Navigation entry that is current. */
  readonly current?: string;
  readonly status?: number;
  /** What just happened. */
  readonly said?: string | undefined;
}

const translators = new WeakMap<Registry, Map<string, Translate>>();

/** In the language that the browser prefers, of those there are. */
export function visitOf(
  registry: Registry,
  request: FastifyRequest,
  reply: FastifyReply,
  operator: OperatorSession | null,
): Visit {
  const locale = localeFor(LANGUAGES, request.headers['accept-language']);
  const known = translators.get(registry) ?? new Map<string, Translate>();
  translators.set(registry, known);
  const t = known.get(locale) ?? translatorOf([registry.core], locale, 'UTC');
  known.set(locale, t);
  return { request, reply, locale, t, operator };
}

const navigation = (t: Translate): NavItem[] =>
  (
    [
      ['communities', 'layout-grid'],
      ['extensions', 'blocks'],
      ['health', 'activity'],
      ['jobs', 'clock'],
    ] as const
  ).map(([id, icon], order) => ({
    id,
    icon,
    order,
    label: t(id === 'jobs' ? 'core.operators.jobs.page' : `core.operators.${id}`),
    short: t(`core.operators.${id}.short`),
    href: `/${id}`,
  }));

/** Puts a page of the console into the document. Nothing of it is kept by caches, or found by search engines. */
export function show(
  { request, reply, locale, t, operator }: Visit,
  { title, body, current, status = 200, said }: ConsolePage,
  { stylesheets, demo }: { readonly stylesheets: readonly string[]; readonly demo: boolean },
): FastifyReply {
  const html = renderDocument(
    {
      t,
      locale,
      timeZone: 'UTC',
      now: new Date(),
      url: (path) => path,
      ...(operator ? { csrf: request.server.tokens.csrf(operator.id) } : {}),
    },
    <Document
      lang={locale}
      dir="ltr"
      title={title}
      community={{ name: t('core.operators.console'), mark: { seed: 'console' } }}
      navigation={operator ? navigation(t) : []}
      current={current}
      person={operator ? { name: operator.email } : undefined}
      paths={operator ? { account: '/account' } : {}}
      footer={[{ label: t('core.operators.frontDoor'), href: '/' }]}
      stylesheets={stylesheets}
      status={said}
      demo={demo ? { frontDoor: '/' } : undefined}
      noindex
    >
      {body}
    </Document>,
  );
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('vary', 'accept-language, cookie')
    .send(html);
}
