import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { Communities } from '../community/communities.ts';
import type { CommunityView } from '../contract/community.ts';
import { translatorOf } from '../messages/translator.ts';
import type { Registry } from '../registry/registry.ts';
import { Button } from '../web/components/button.tsx';
import { Empty } from '../web/components/empty.tsx';
import { Document, renderDocument, Time } from '../web/components/index.ts';
import { Link } from '../web/components/link.tsx';
import { PageHead } from '../web/components/page-head.tsx';
import type { Envelope } from './transport.ts';

export interface OutboxOptions {
  readonly name: string;
  readonly registry: Registry;
  readonly communities: Communities;
}

interface Sent {
  readonly id: string;
  readonly at: Date;
  readonly rendered: Envelope;
}

const sentOf = async (view: CommunityView, id?: string): Promise<Sent[]> => {
  const { rows } = await sql<Sent>`
    select id, created_at as at, rendered from core.mail
    where community_id = ${view.id} and rendered is not null and (${id ?? null}::uuid is null or id = ${id ?? null}::uuid)
    order by created_at desc, id desc limit 30`.execute(view.db);
  return rows;
};

/** The plain part, with the addresses that stand on lines of their own as links. */
const Plain = ({ text }: { readonly text: string }) => (
  <div class="prose" dir="auto">
    {text.split('\n\n').map((paragraph) => (
      <p>
        {paragraph.split('\n').map((line, at) => (
          <>
            {at > 0 && <br />}
            {/^https?:\/\/\S+$/.test(line) ? <a href={line}>{line}</a> : line}
          </>
        ))}
      </p>
    ))}
  </div>
);

const platform = { constraints: { realm: 'platform' } } as const;
const UUID = /^[\da-f-]{36}$/;

/**
 * What a demo would have sent, on the platform's own address. Only where the demo runs, which is on this machine alone: whoever
 * reads a mail here may use its link.
 */
export function mountOutbox(app: FastifyInstance, stylesheet: string, { name, registry, communities }: OutboxOptions) {
  const t = translatorOf([registry.core], 'en', 'UTC');
  const show = (title: string, body: preact.JSX.Element) =>
    renderDocument(
      { t, locale: 'en', timeZone: 'UTC', now: new Date(), url: (path) => path },
      <Document
        lang="en"
        dir="ltr"
        title={title}
        community={{ name, mark: { seed: name } }}
        navigation={[]}
        footer={[]}
        stylesheets={[stylesheet]}
        noindex
      >
        {body}
      </Document>,
    );
  const one = async (params: unknown) => {
    const { slug = '', id = '' } = params as { slug?: string; id?: string };
    const view = communities.bySlug(slug);
    return view && UUID.test(id) ? (await sentOf(view, id))[0] : undefined;
  };

  app.get('/outbox', platform, async (_request, reply) => {
    const lists = await Promise.all(
      communities.all().map(async (view) => (await sentOf(view)).map((mail) => ({ ...mail, view }))),
    );
    const mails = lists.flat().sort((a, b) => b.at.getTime() - a.at.getTime());
    const html = show(
      t('core.outbox.title'),
      <>
        <PageHead title={t('core.outbox.title')} lede={t('core.outbox.text')} />
        <div class="wrap section">
          {mails.length === 0 ? (
            <Empty title={t('core.outbox.none.title')} text={t('core.outbox.none.text')} seed="outbox" />
          ) : (
            <ul class="rows panel">
              {mails.map(({ id, at, rendered, view }) => (
                <li class="line">
                  <div>
                    <Link href={`/outbox/${view.slug}/${id}`}>{rendered.subject}</Link>
                    <p class="sm muted">
                      {t('core.outbox.to', { address: rendered.to })} · {view.name} · <Time at={at} />
                    </p>
                  </div>
                </li>
              ))}
            </ul>
          )}
        </div>
      </>,
    );
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(html);
  });

  app.get('/outbox/:slug/:id', platform, async (request, reply) => {
    const mail = await one(request.params);
    if (!mail) return reply.callNotFound();
    const { subject, to, text } = mail.rendered;
    const html = show(
      subject,
      <>
        <PageHead title={subject} lede={t('core.outbox.to', { address: to })} />
        <div class="wrap section stack g5">
          <Plain text={text} />
          <div class="cluster">
            <Button href={`${request.url}/html`} label={t('core.outbox.html')} />
            <Button href="/outbox" label={t('core.outbox.back')} />
          </div>
        </div>
      </>,
    );
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(html);
  });

  app.get('/outbox/:slug/:id/html', platform, async (request, reply) => {
    const mail = await one(request.params);
    if (!mail) return reply.callNotFound();
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
      .send(mail.rendered.html);
  });
}
