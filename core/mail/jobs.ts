import { job } from '../contract/job.ts';

/** Sends one mail. */
export const sendMail = job<{ mail: string }>('core.send-mail');
/** Finds who hears of something, and posts a mail to each. */
export const tellAll = job<{ kind: string; data: object }>('core.notify');
