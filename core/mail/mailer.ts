import type { Kysely } from 'kysely';
import { createContext } from '../context.ts';
import type { CommunityView } from '../contract/community.ts';
import type { Actor, Context, Log } from '../contract/context.ts';
import { newId } from '../contract/id.ts';
import { work, type Attempt, type Work } from '../contract/job.ts';
import type { Message, Recipients } from '../contract/notification.ts';
import type { LinkTokens } from '../identity/link-token.ts';
import { emailOf } from '../identity/store.ts';
import type { Registry } from '../registry/registry.ts';
import type { Addresses } from '../community/addresses.ts';
import { token, type Resolver } from '../contract/token.ts';
import type { MailService } from './contract.ts';
import { sendMail, tellAll } from './jobs.ts';
import { renderLetter } from './message.tsx';
import {
  claimMail,
  heldMails,
  hasStopped,
  insertMails,
  mailById,
  recipientById,
  recipients,
  settleMail,
  type MailRow,
  type RecipientFilter,
} from './store.ts';
import { MailError, type Envelope, type Transport } from './transport.ts';
import { BUDGETS } from '../registry/runs.ts';

export interface MailerOptions {
  readonly registry: () => Registry;
  readonly platform: Kysely<any>;
  readonly addresses: Addresses;
  readonly tokens: LinkTokens;
  readonly from: { readonly address: string; readonly neutralName: string };
  /** How it leaves; a page shows it instead (demo); or it is held until there is a server. */
  readonly transport: Transport | 'outbox' | 'none';
  readonly log: Log;
}

const languageFor = (view: CommunityView, wanted: string | null | undefined) =>
  wanted && view.languages.includes(wanted) ? wanted : (view.languages[0] ?? 'en');

/** Roles that give a permission; undefined where every member has it. */
function rolesWith(view: CommunityView, permission: string): readonly string[] | undefined {
  const roles = [...view.roles].filter(([, { permissions }]) => permissions.includes(permission)).map(([name]) => name);
  return roles.includes('member') ? undefined : roles;
}

function filterOf(view: CommunityView, to: Recipients): RecipientFilter {
  if (to === 'members') return {};
  if ('members' in to) return { ids: to.members };
  if ('space' in to) return { space: to.space, ...(to.roles ? { spaceRoles: to.roles } : {}) };
  const roles = rolesWith(view, to.permission);
  return roles ? { roles } : {};
}

/** Sending of mail: one row for each mail, one job for each row. */
export interface Mailer extends MailService {
  send(ctx: Context, data: { readonly mail: string }, attempt: Attempt): Promise<void>;
  /** Sends what was held for want of a server, where there is one now. */
  release(ctx: Context): Promise<void>;
  tell(ctx: Context, data: { readonly kind: string; readonly data: object }, attempt: Attempt): Promise<void>;
}
export const mailerToken = token<Mailer>('core.internal.Mailer');

export const mailJobs = (r: Resolver): readonly Work[] => [
  work(sendMail, (ctx, data, attempt) => r.get(mailerToken).send(ctx, data, attempt)),
  work(tellAll, (ctx, data, attempt) => r.get(mailerToken).tell(ctx, data, attempt)),
];

export function createMailer(options: MailerOptions): Mailer {
  const { registry, platform, addresses, tokens, from, transport, log } = options;
  const kindOf = (view: CommunityView, id: string) => registry().for(view).notifications.get(id);

  /** Rows and their jobs, in one transaction. */
  async function post(ctx: Context, kind: string, data: object, cause: string, to: readonly Omit<MailTo, 'id'>[]) {
    const mails = to.map((recipient) => ({ ...recipient, id: newId(), kind, data, cause }));
    await ctx.transaction(async (tx) => {
      for (const id of await insertMails(tx.db, ctx.community.id, mails)) await tx.enqueue(sendMail, { mail: id });
    });
  }

  async function tell(ctx: Context, { kind, data }: { kind: string; data: object }, { id: cause }: Attempt) {
    const found = kindOf(ctx.community, kind);
    if (!found?.kind.to) return;
    const { extension, kind: notification } = found;
    const to = await registry().runs.contain({ extension, place: 'mail', id: kind }, BUDGETS.mail, () =>
      notification.to?.(ctx.as(extension), data),
    );
    if (!to) return;
    const people = await recipients(ctx.db, ctx.community.id, kind, filterOf(ctx.community, to));
    for (let at = 0; at < people.length; at += 500)
      await post(
        ctx,
        kind,
        data,
        cause,
        people
          .slice(at, at + 500)
          .map(({ id: member, language }) => ({ member, language: languageFor(ctx.community, language) })),
      );
  }

  /** The recipient as they are now, or null where nobody is left to tell. */
  async function recipientOf(ctx: Context, mail: MailRow, essential: boolean) {
    if (mail.member_id === null)
      return mail.address === null ? null : { actor: null, address: mail.address, member: null };
    const member = await recipientById(ctx.db, ctx.community.id, mail.member_id);
    if (!member?.accountId) return null;
    if (!essential && (await hasStopped(ctx.db, ctx.community.id, member.id, mail.kind))) return null;
    const address = mail.address ?? (await emailOf(platform, member.accountId));
    const actor: Actor = { id: member.id, accountId: member.accountId, name: member.name, roles: member.roles };
    return address === null ? null : { actor, address, member: member.id };
  }

  /** The mail in words, or null where there is nothing to tell any more. */
  async function write(ctx: Context, mail: MailRow): Promise<Envelope | null> {
    const view = ctx.community;
    const found = kindOf(view, mail.kind);
    const recipient = found && (await recipientOf(ctx, mail, found.kind.essential ?? false));
    if (!found || !recipient) return null;
    const language = languageFor(view, mail.language);
    const reader = createContext(registry(), found.extension, { view, actor: recipient.actor, log, locale: language });
    const told = await registry().runs.contain(
      { extension: found.extension, place: 'mail', id: mail.kind },
      BUDGETS.mail,
      () => found.kind.message(reader, mail.data),
    );
    if (!told) return null;
    const base = addresses.of(view);
    const discreet = view.safeguarding === 'high';
    const message = discreet && !found.kind.essential ? discreetWords(reader) : told;
    const stop =
      found.kind.essential || recipient.member === null
        ? undefined
        : `${base}/mail/stop/${tokens.make(view, 'stop', `${recipient.member}~${mail.kind}`)}`;
    const { subject, text, html } = renderLetter({
      message,
      community: discreet ? undefined : view.name,
      brand: view.brand,
      language,
      href: message.action && `${base}${message.action.path}`,
      footer: [
        discreet
          ? { text: reader.t('core.mail.why-discreet') }
          : {
              text: reader.t(recipient.member ? 'core.mail.why-member' : 'core.mail.why-address', {
                community: view.name,
              }),
            },
        ...(stop === undefined
          ? []
          : [
              {
                text: discreet
                  ? reader.t('core.mail.stop-discreet')
                  : reader.t('core.mail.stop', { kind: reader.t(found.kind.title) }),
                href: stop,
              },
            ]),
      ],
    });
    return {
      messageId: `<${mail.id}@${from.address.split('@')[1]}>`,
      from: { name: discreet ? from.neutralName : view.name, address: from.address },
      to: recipient.address,
      subject,
      text,
      html,
      stop,
    };
  }

  async function send(ctx: Context, { mail: id }: { mail: string }, attempt: Attempt) {
    const { db, community } = ctx;
    const mail = await mailById(db, community.id, id);
    if (!mail) return;
    const settle = settleMail.bind(null, db, community.id, id);
    if (mail.state === 'sending') return settle('unknown', { error: 'the process that sent it ended before it knew' });
    // an operator lets it run again that had been tried too often: it waits as before
    const again = mail.state === 'failed' && attempt.replayed;
    if (again) await settle('queued');
    else if (mail.state !== 'queued' && mail.state !== 'held') return;
    const envelope = await write(ctx, mail);
    if (!envelope) return settle('dropped');
    if (transport === 'none') return settle('held', { error: 'no mail server is set' });
    if (!(await claimMail(db, community.id, id))) return;
    if (transport === 'outbox') return settle('sent', { rendered: envelope });
    try {
      await transport.send(envelope);
    } catch (error) {
      if (!(error instanceof MailError)) throw error;
      const facts = { error: error.message };
      if (error.kind !== 'later') return settle(error.kind === 'never' ? 'failed' : 'unknown', facts);
      await settle(attempt.isLast ? 'failed' : 'queued', facts);
      throw error;
    }
    await settle('sent');
  }

  return {
    send,
    tell,
    async release(ctx) {
      if (transport === 'none') return;
      for (const id of await heldMails(ctx.db, ctx.community.id))
        await ctx.enqueue(sendMail, { mail: id }, { key: id });
    },
    async post(ctx, kind, to, data) {
      const language = 'language' in to ? to.language : undefined;
      const recipient = 'member' in to ? { member: to.member } : { address: to.address };
      await post(ctx, kind.id, data, newId(), [
        { ...recipient, language: languageFor(ctx.community, language ?? ctx.locale) },
      ]);
    },
  };
}

interface MailTo {
  readonly id: string;
  readonly member?: string;
  readonly address?: string;
  readonly language: string;
}

/** Nothing of what it is about: a mail may be read on a screen that others see. */
const discreetWords = (ctx: Context): Message => ({
  subject: ctx.t('core.mail.discreet.subject'),
  paragraphs: [ctx.t('core.mail.discreet.text')],
  action: { label: ctx.t('core.mail.discreet.action'), path: '/' },
  after: [],
});
