import { PassThrough } from 'node:stream';
import { createTransport } from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer';

/** A mail as it leaves. */
export interface Envelope {
  /** Stays the same in every attempt, so that a server can tell. */
  readonly messageId: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Address of a page that stops this kind with one click (RFC 8058). */
  readonly stop?: string | undefined;
}

/**
 * Why a mail did not leave, in the three ways that matter: again later, never, and nobody knows. Servers name the recipient in
 * what they answer, and errors are logged: so the address is taken out, and the error that it came in is left behind.
 */
export class MailError extends Error {
  readonly kind: 'later' | 'never' | 'unknown';
  constructor(kind: MailError['kind'], cause: unknown) {
    super((cause instanceof Error ? cause.message : String(cause)).replaceAll(/[^\s<>"]+@[^\s<>",;]+/g, '(address)'));
    this.kind = kind;
  }
}

export interface Transport {
  /** @throws MailError */
  send(envelope: Envelope): Promise<void>;
  close(): void;
}

interface SmtpError {
  readonly responseCode?: number;
  readonly code?: string;
}

/**
 * What an error of the conversation means (RFC 5321, 4.2.1): 5yz stands, 4yz passes; a refused sign-in is the operator's to
 * mend. Without an answer to the end of the data the server may have taken the mail.
 */
export function meaningOf({ responseCode, code }: SmtpError, allSent: boolean): MailError['kind'] {
  if (responseCode !== undefined) return responseCode >= 500 && code !== 'EAUTH' ? 'never' : 'later';
  if (code === 'EENVELOPE') return 'never';
  return allSent ? 'unknown' : 'later';
}

/** Mail by SMTP. A connection for each mail: one that is kept would send again by itself what it lost on the way. */
export function smtpTransport(url: string): Transport {
  const transporter = createTransport({
    url,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as never);
  return {
    async send({ messageId, from, to, subject, text, html, stop }) {
      let allSent = false;
      const watch = () =>
        new PassThrough({
          flush(done) {
            allSent = true;
            done();
          },
        });
      const message = {
        messageId,
        from,
        to,
        subject,
        text,
        html,
        headers: {
          'Auto-Submitted': 'auto-generated',
          ...(stop === undefined
            ? {}
            : { 'List-Unsubscribe': `<${stop}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
        },
      };
      try {
        const composed = new MailComposer(message).compile();
        composed.transform(watch);
        await transporter.sendMail({ envelope: composed.getEnvelope(), raw: composed.createReadStream() } as never);
      } catch (error) {
        throw new MailError(meaningOf(error as SmtpError, allSent), error);
      }
    },
    close: () => transporter.close(),
  };
}
