/** What people are told by mail about coming in and going. In a community with high safeguarding the words say nothing of it. */
import type { Context } from '../contract/context.ts';
import { notification, type NotificationKind } from '../contract/notification.ts';
import { linkTokensToken } from '../identity/link-token.ts';
import { invitationForMail, joiningForMail, lastEnding } from './mail-store.ts';
import { MANAGE_MEMBERS } from './roles.ts';

/** Which words: neutral ones where a screen may be seen by others. */
const discreet = ({ community }: Context) => community.safeguarding === 'high';
const words = (ctx: Context, kind: string) => `core.membership.mail.${kind}${discreet(ctx) ? '.discreet' : ''}`;

/** To those who decide: somebody asks to be let in. */
export const joiningAsked = notification<{ joining: string }>({
  id: 'core.joining-asked',
  title: 'core.membership.mail.asked',
  to: () => Promise.resolve({ permission: MANAGE_MEMBERS }),
  async message(ctx, { joining: id }) {
    const joining = await joiningForMail(ctx, id);
    if (joining?.state !== 'asked') return null;
    const values = { name: joining.name, community: ctx.community.name };
    return {
      subject: ctx.t('core.membership.mail.asked.subject', values),
      paragraphs: [ctx.t('core.membership.mail.asked.text', values)],
      action: { label: ctx.t(`${words(ctx, 'asked')}.action`), path: '/manage/requests' },
    };
  },
});

/** To somebody who asked: you are in. */
export const joiningAccepted = notification<{ joining: string }>({
  id: 'core.joining-accepted',
  title: 'core.membership.mail.accepted',
  essential: true,
  message: (ctx) => {
    const kind = words(ctx, 'accepted');
    const values = { community: ctx.community.name, name: ctx.actor?.name ?? '' };
    return Promise.resolve({
      subject: ctx.t(`${kind}.subject`, values),
      paragraphs: [ctx.t(`${kind}.text`, values)],
      action: { label: ctx.t(`${kind}.action`), path: '/welcome' },
    });
  },
});

/** To somebody who asked: not this time, and why. */
export const joiningRefused = notification<{ joining: string }>({
  id: 'core.joining-refused',
  title: 'core.membership.mail.refused',
  essential: true,
  async message(ctx, { joining: id }) {
    const joining = await joiningForMail(ctx, id);
    if (joining?.state !== 'refused') return null;
    const kind = words(ctx, 'refused');
    const values = { community: ctx.community.name };
    return {
      subject: ctx.t(`${kind}.subject`, values),
      // the reason stands on the page where they asked, too
      paragraphs: [
        ctx.t(`${kind}.text`, values),
        discreet(ctx) ? '' : (joining.reason ?? ''),
        ctx.t(`${kind}.again`, values),
      ].filter(Boolean),
    };
  },
});

/** The way in, to the address that was invited. */
export const invited = notification<{ invitation: string }>({
  id: 'core.invitation',
  title: 'core.membership.mail.invited',
  essential: true,
  async message(ctx, { invitation: id }) {
    const invitation = await invitationForMail(ctx, id);
    if (!invitation?.open) return null;
    const kind = words(ctx, 'invited');
    const values = {
      community: ctx.community.name,
      name: invitation.inviter ?? ctx.community.name,
      until: new Intl.DateTimeFormat(ctx.locale, { dateStyle: 'long', timeZone: ctx.community.timeZone }).format(
        invitation.expires_at,
      ),
    };
    // what the inviter wrote may name the place, so it waits behind the link where nothing may be seen
    const personal = discreet(ctx) || invitation.message === null ? [] : [invitation.message];
    return {
      subject: ctx.t(`${kind}.subject`, values),
      paragraphs: [ctx.t(`${kind}.text`, values), ...personal],
      action: {
        label: ctx.t(`${kind}.action`),
        path: `/invitations/${ctx.get(linkTokensToken).make(ctx.community, 'invitation', id)}`,
      },
      after: [ctx.t('core.membership.mail.invited.until', values)],
    };
  },
});

/** To a former member: that it ended, and why. */
export const membershipEnded = notification<{ member: string }>({
  id: 'core.membership-ended',
  title: 'core.membership.mail.ended',
  essential: true,
  async message(ctx, { member }) {
    const reason = await lastEnding(ctx, member);
    if (reason === undefined) return null;
    const kind = words(ctx, 'ended');
    const values = { community: ctx.community.name };
    return {
      subject: ctx.t(`${kind}.subject`, values),
      paragraphs: [ctx.t(`${kind}.text`, values), ...(discreet(ctx) ? [] : [reason])],
    };
  },
});

export const membershipMails: readonly NotificationKind[] = [
  joiningAsked,
  joiningAccepted,
  joiningRefused,
  invited,
  membershipEnded,
];
