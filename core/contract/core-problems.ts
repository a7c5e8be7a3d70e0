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
    detail: 'Check both and try again. If you are new here, join first.',
    field: 'email',
  },
  joiningByThemselves: {
    status: 403,
    title: 'You cannot join by yourself',
    detail: 'This community does not take new members by sign-up at the moment. Ask its managers.',
  },
  addressTaken: {
    status: 409,
    title: 'Sign in instead',
    detail: 'This address and password cannot be used to join. If you have an account, give its password or sign in.',
    field: 'email',
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
  internal: {
    status: 500,
    title: 'Something went wrong on our side',
    detail: 'It was recorded as {reference}. What you saved before is safe. Try again in a little while.',
  },
});
