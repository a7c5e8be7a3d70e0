import { Type } from 'typebox';
import { coreProblems } from '../../contract/core-problems.ts';
import { extension } from '../../contract/definition.ts';
import { redirect, type PageDefinition } from '../../contract/page.ts';
import { uuid } from '../../contract/schemas.ts';
import type { Resolver } from '../../contract/token.ts';
import { identityToken } from '../../tokens.ts';
import { Button } from '../../web/components/button.tsx';
import { Panel } from '../../web/components/card.tsx';
import { Chip } from '../../web/components/chip.tsx';
import { Form } from '../../web/components/form.tsx';
import { PageHead } from '../../web/components/page-head.tsx';
import { usePage } from '../../web/components/page-context.ts';
import { Time } from '../../web/components/time.tsx';
import { exchangeOf, selfOf } from '../exchange.ts';
import type { OwnSession } from '../session-store.ts';

const { page, action } = extension();

interface SessionsPageProps {
  readonly sessions: readonly OwnSession[];
  /** The one that reads this. */
  readonly own: string;
}

/** Where somebody is signed in to this community, and a way to end it. */
function SessionsPage({ sessions, own }: SessionsPageProps) {
  const { t } = usePage();
  const title = t('core.sessions.title');
  const others = sessions.filter(({ id }) => id !== own);
  return (
    <>
      <PageHead
        title={title}
        lede={t('core.sessions.lede')}
        crumbs={[{ label: t('core.me.title'), href: '/me' }, { label: title }]}
      />
      <div class="wrap section">
        <div class="narrow stack g5">
          <ul class="stack g4">
            {[...sessions.filter(({ id }) => id === own), ...others].map((session) => (
              <li class="panel">
                <Device session={session} isOwn={session.id === own} />
              </li>
            ))}
          </ul>
          {others.length > 1 && (
            <Panel title={t('core.sessions.others')} tone="tint">
              <p class="sm">{t('core.sessions.othersText')}</p>
              <Form action="/me/sessions/end-others">
                <Button label={t('core.sessions.endOthers')} />
              </Form>
            </Panel>
          )}
        </div>
      </div>
    </>
  );
}

function Device({ session, isOwn }: { readonly session: OwnSession; readonly isOwn: boolean }) {
  const { t } = usePage();
  const { id, kind, since, lastSeen } = session;
  const agent = session.agent ?? t(kind === 'bearer' ? 'core.sessions.program' : 'core.sessions.unknown');
  return (
    <>
      <div class="split">
        <h2 class="panel__title" dir="auto">
          {agent}
        </h2>
        {isOwn && <Chip tone="ok" icon="check" label={t('core.sessions.own')} />}
      </div>
      <p class="sm muted">
        {t('core.sessions.since')} <Time at={since} as="datetime" /> · {t('core.sessions.seen')}{' '}
        <Time at={lastSeen} as="relative" />
      </p>
      {!isOwn && (
        <Form action={`/me/sessions/${id}/end`}>
          <Button icon="log-out" label={t('core.sessions.end')} about={agent} />
        </Form>
      )}
    </>
  );
}

export const sessionPages = (r: Resolver): readonly PageDefinition[] => [
  page({
    path: '/me/sessions',
    access: 'member',
    view: async (input) => {
      const { ctx } = input;
      const { accountId, sessionId } = await selfOf(exchangeOf(input));
      const sessions = await r.get(identityToken).sessionsOf(ctx.community, accountId);
      return { title: ctx.t('core.sessions.title'), body: <SessionsPage sessions={sessions} own={sessionId} /> };
    },
  }),
  action({
    path: '/me/sessions/:session/end',
    access: 'member',
    schema: { params: Type.Object({ session: uuid() }) },
    submit: async (input) => {
      const { accountId } = await selfOf(exchangeOf(input));
      if (!(await r.get(identityToken).endSession(input.ctx.community, accountId, input.params.session)))
        throw coreProblems.notFound();
      return redirect('/me/sessions', 'core.sessions.ended');
    },
  }),
  action({
    path: '/me/sessions/end-others',
    access: 'member',
    submit: async (input) => {
      const { accountId, sessionId } = await selfOf(exchangeOf(input));
      await r.get(identityToken).endOtherSessions(input.ctx.community, accountId, sessionId);
      return redirect('/me/sessions', 'core.sessions.othersEnded');
    },
  }),
];
