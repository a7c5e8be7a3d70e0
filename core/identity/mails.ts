import type { Context } from '../contract/context.ts';
import { newId } from '../contract/id.ts';
import { notification, type Message, type NotificationKind } from '../contract/notification.ts';
import { demoToken } from '../tokens.ts';
import { insertLink, type LinkPurpose } from './link-store.ts';
import { linkTokensToken } from './link-token.ts';
import { standingRow } from './session-store.ts';
import { takesSignUps } from './standing.ts';
import { accountByEmail, accountById, candidateByEmail, type AccountRow } from './store.ts';

/**
 * A letter by its name in the catalogue. Where safeguarding is high the subject names no community; the text names none anywhere,
 * as a mail may be read on a screen that others see.
 */
function letter(ctx: Context, name: string, path?: string): Message {
  const { safeguarding, name: community } = ctx.community;
  const word = (part: string) => ctx.t(`core.letter.${name}.${part}`, { community });
  return {
    subject: word(safeguarding === 'high' ? 'discreet' : 'subject'),
    paragraphs: [word('text')],
    ...(path === undefined ? {} : { action: { label: word('action'), path } }),
    after: [word('after')],
  };
}

/** Makes a link, and the letter with it. The token is made here and kept nowhere. */
async function letterWithLink(
  ctx: Context,
  name: string,
  link: {
    readonly purpose: LinkPurpose;
    readonly account: AccountRow;
    readonly email?: string;
    readonly next: string | null;
  },
): Promise<Message> {
  const id = newId();
  const { purpose, account, email = account.email, next } = link;
  await insertLink(ctx.db, { id, purpose, account_id: account.id, communityId: ctx.community.id, email, next });
  return letter(ctx, name, `/link/${ctx.get(linkTokensToken).make(ctx.community, 'link', id)}`);
}

/** Demo people get in where the demo is on, and nowhere else. */
const mayComeIn = (ctx: Context, account: AccountRow) => !account.demo || ctx.get(demoToken).active;

/** There is no account of this address here. Said to its owner where joining is everybody's business, and else to nobody. */
function toStranger(ctx: Context): Message | null {
  const { access, safeguarding } = ctx.community;
  const mayTell = access !== 'closed' && safeguarding !== 'high' && takesSignUps(ctx.community);
  return mayTell ? letter(ctx, 'stranger', '/join') : null;
}

/** What somebody asked for who gave their address: a link to sign in, or to choose a new password. */
export const signInMail = notification<{ email: string; purpose: 'sign-in' | 'reset'; next: string | null }>({
  id: 'core.sign-in-link',
  title: 'core.letter.signIn.title',
  essential: true,
  async message(ctx, { email, purpose, next }) {
    const account = await candidateByEmail(ctx.db, ctx.community.id, email);
    const here = account && (await standingRow(ctx.db, ctx.community.id, account.id));
    if (!account || !here || !mayComeIn(ctx, account)) return toStranger(ctx);
    if (here.member_id === null && here.waiting === null)
      return here.removed && account.confirmed ? letter(ctx, 'ended') : toStranger(ctx);
    if (!account.confirmed) return letterWithLink(ctx, 'confirm', { purpose: 'confirm', account, next });
    return letterWithLink(ctx, purpose === 'reset' ? 'reset' : 'signIn', { purpose, account, next });
  },
});

/** Somebody signed up with this address. Whether it has an account already is known to its owner alone, here. */
export const confirmMail = notification<{ account: string; next: string | null }>({
  id: 'core.confirm-address',
  title: 'core.letter.confirm.title',
  essential: true,
  async message(ctx, { account: id, next }) {
    const claim = await accountById(ctx.db, id);
    if (!claim || claim.confirmed) return null;
    const owner = await accountByEmail(ctx.db, claim.email);
    const here = owner && (await standingRow(ctx.db, ctx.community.id, owner.id));
    return owner && here && here.member_id !== null && mayComeIn(ctx, owner)
      ? letterWithLink(ctx, 'alreadyMember', { purpose: 'sign-in', account: owner, next })
      : letterWithLink(ctx, 'confirm', { purpose: 'confirm', account: claim, next });
  },
});

/** To the address that somebody wants their account to have. */
export const newAddressMail = notification<{ account: string; email: string }>({
  id: 'core.new-address',
  title: 'core.letter.newAddress.title',
  essential: true,
  async message(ctx, { account: id, email }) {
    const account = await accountById(ctx.db, id);
    if (!account?.confirmed) return null;
    const owner = await accountByEmail(ctx.db, email);
    return owner && owner.id !== id
      ? letter(ctx, 'addressOwned')
      : letterWithLink(ctx, 'newAddress', { purpose: 'address', account, email, next: '/me' });
  },
});

/** To the former address, whose owner should hear of it if it was somebody else. */
export const addressChangedMail = notification<object>({
  id: 'core.address-changed',
  title: 'core.letter.addressChanged.title',
  essential: true,
  message: async (ctx) => letter(ctx, 'addressChanged'),
});

export const passwordChangedMail = notification<object>({
  id: 'core.password-changed',
  title: 'core.letter.passwordChanged.title',
  essential: true,
  message: async (ctx) => letter(ctx, 'passwordChanged', '/sign-in/help'),
});

export const identityMails: readonly NotificationKind[] = [
  signInMail,
  confirmMail,
  newAddressMail,
  addressChangedMail,
  passwordChangedMail,
];
