import { defineProblems } from './problem.ts';

/** Errors of core. Every code is listed with its status in the API description of each community. */
export const coreProblems = defineProblems('core', {
  notFound: {
    status: 404,
    title: 'Not found',
    detail: 'There is nothing here that you can see. Check the address, or sign in if you have an account.',
  },
  invalid: {
    status: 400,
    title: 'Something in the request is not right',
    detail: 'Change what is listed and send it again. Nothing was saved.',
  },
  signInRequired: { status: 401, title: 'Sign in to do this', detail: 'This needs a member. Sign in and try again.' },
  notPermitted: {
    status: 403,
    title: 'Not permitted',
    detail: 'Your roles do not allow this. Ask a manager of the community if you need it.',
  },
  changedMeanwhile: {
    status: 409,
    title: 'Someone changed this while you were writing',
    detail: 'Load it again, put your change on top, and save.',
  },
  settingLocked: {
    status: 409,
    title: 'Set by your operator',
    detail:
      'The file of this community says what {field} is, so it cannot be changed here. Ask whoever runs the installation.',
  },
  audienceTooLarge: {
    status: 422,
    title: 'This audience has too many parts',
    detail:
      'An audience has at most {clauses, number} ways in, each with at most {holdings, number} conditions. Make a group of those whom you mean, and name the group.',
    field: 'audience',
  },
  audienceUnknown: {
    status: 422,
    title: 'This audience names something that is not here',
    detail: 'Choose spaces, roles and groups of people that you can see. Nothing was saved.',
    field: 'audience',
  },
  joiningClosed: {
    status: 403,
    title: 'You cannot join by yourself',
    detail: 'People are added here by its organisers. Ask one of them.',
  },
  lastOrganiser: {
    status: 409,
    title: 'You are its last organiser',
    detail: 'Make somebody else an organiser first, then leave.',
  },
  lastManager: {
    status: 409,
    title: 'Nobody else can manage members',
    detail: 'Give somebody else a role that can, then try again. Nothing was changed.',
  },
  aboveYourRole: {
    status: 403,
    title: 'Above your own role',
    detail: 'This needs somebody who may do everything that the role allows. Ask a manager who may.',
  },
  noMemberAnyMore: {
    status: 409,
    title: 'Not a member any more',
    detail: 'The membership was ended meanwhile. Load the page again.',
  },
  requestDecided: {
    status: 409,
    title: 'Somebody has decided already',
    detail:
      '{decision, select, accepted {This person was let in} refused {This request was refused} other {This request was taken back}}{name, select, none {} other { by {name}}}. Nothing was changed.',
  },
  invitationUsed: {
    status: 410,
    title: 'This invitation has been used',
    detail: 'An invitation works once. If it was you, sign in with the address that it was sent to.',
  },
  invitationOver: {
    status: 410,
    title: 'This invitation is no longer valid',
    detail: 'It has expired or was withdrawn. Ask the person who invited you to send it again.',
  },
  alreadyMember: {
    status: 409,
    title: 'Already a member',
    detail: 'Somebody with this address is a member here already. There is nothing to do.',
    field: 'email',
  },
  alreadyInvited: {
    status: 409,
    title: 'Already invited',
    detail: 'This address has an open invitation. Send that one again instead.',
    field: 'email',
  },
  nobodyInvited: {
    status: 403,
    title: 'Nobody can come in at the moment',
    detail: 'The operator has closed this community to new members. Ask the operator to change that.',
  },
  unsupportedMediaType: {
    status: 415,
    title: 'Unknown type of content',
    detail: 'Send JSON to the API, and forms from the pages.',
  },
  tooLarge: { status: 413, title: 'Too large', detail: 'The body is larger than {limit, number} bytes.' },
  tooMany: {
    status: 429,
    title: 'Too many tries',
    detail: 'Try again in {seconds, plural, one {# second} other {# seconds}}.',
  },
  foreignOrigin: {
    status: 403,
    title: 'The form came from another site',
    detail: 'Load the page again on this site and send the form from there. Nothing was saved.',
  },
  badCredentials: {
    status: 401,
    title: 'Address and password do not match',
    detail: 'Check both and try again, or have a link mailed to you. If you are new here, join first.',
    field: 'email',
  },
  operatorCredentials: {
    status: 401,
    title: 'Address and password do not match',
    detail:
      'Check both and try again. Only operators of this installation sign in here; whoever runs the machine adds them with “polyphony operator add”.',
    field: 'email',
  },
  operatorRequired: {
    status: 401,
    title: 'Sign in as an operator',
    detail:
      'This is for operators of the installation. Sign in at /sign-in, or send the token of POST /api/platform/sign-in.',
  },
  joiningByThemselves: {
    status: 403,
    title: 'You cannot join by yourself',
    detail: 'This community does not take new members by sign-up at the moment. Ask its managers.',
  },
  confirmFirst: {
    status: 403,
    title: 'Confirm your address first',
    detail: 'Open the link in the mail that we sent to {email}. Then you can do this.',
  },
  waitingForManagers: {
    status: 403,
    title: 'Your request is waiting',
    detail: 'You can do this once a manager of the community has let you in. We write to you when they have decided.',
  },
  joiningRefused: {
    status: 403,
    title: 'Your request was not accepted',
    detail: 'This is for members. Read why your request was not accepted; you may ask again.',
  },
  membershipEnded: {
    status: 403,
    title: 'Your membership has ended',
    detail: 'You are not a member of this community any more. Ask its team if you think that this is a mistake.',
  },
  linkSpent: {
    status: 410,
    title: 'This link does not work any more',
    detail: 'It was used already, or it is too old. Ask for a new one.',
  },
  addressOwned: {
    status: 409,
    title: 'This address has an account of its own',
    detail: 'This address belongs to another account. Use a different one, or sign in with it. Yours has not changed.',
  },
  wrongPassword: {
    status: 403,
    title: 'This is not your password',
    detail: 'This is not the password that you have now. Check it, or ask for a link to choose a new one.',
    field: 'current',
  },
  signInAnew: {
    status: 403,
    title: 'Sign in again first',
    detail:
      'Your account has no password, so this is open only for a quarter of an hour after you signed in. Sign out, have a link mailed to you, and come back.',
  },
  weakPassword: {
    status: 422,
    title: 'The password is too easy to guess',
    detail: 'Use at least 10 characters; three or four words together are good.',
    field: 'password',
  },
  unavailable: {
    status: 503,
    title: 'Not available at the moment',
    detail: 'A part of the platform is not working. Try again in a little while; nothing that you saved is lost.',
  },
  idempotencyKeyReused: {
    status: 422,
    title: 'This idempotency key was used for something else',
    detail: 'A key stands for one request. Send this one with a new key. Nothing was done.',
  },
  idempotencyKeyBusy: {
    status: 409,
    title: 'The same request is under way',
    detail:
      'A request with this idempotency key is being answered, or failed so that nobody knows what it did. Look whether it was done; or send it again with the same key after the seconds in Retry-After: what failed may then be done again.',
  },
  overloaded: {
    status: 503,
    title: 'Very busy at the moment',
    detail: 'More is going on here than can be answered at once. Nothing was done. Try again in a few seconds.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong on our side',
    detail: 'It was recorded as {reference}. What you saved before is safe. Try again in a little while.',
  },
});
