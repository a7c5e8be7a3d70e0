import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Message } from '../contract/notification.ts';
import { directionOf } from '../web/components/page-context.ts';
import { colourTokens, isColour } from '../web/theme/index.ts';

export interface Letter {
  readonly message: Message;
  /** Name on top and at the end; left out where nobody should see which community it is. */
  readonly community: string | undefined;
  readonly brand: { readonly colour: string; readonly accent: string };
  readonly language: string;
  /** Where the button leads, whole. */
  readonly href: string | undefined;
  readonly footer: readonly { readonly text: string; readonly href?: string }[];
}

export interface Rendered {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

/** The plain part: everything that the other one says, with the address of the button on a line of its own. */
const plain = ({ message, href, footer }: Letter): string =>
  [
    ...message.paragraphs,
    ...(message.action && href ? [`${message.action.label}:\n${href}`] : []),
    ...(message.after ?? []),
    ['-- ', ...footer.map((line) => (line.href ? `${line.text}: ${line.href}` : line.text))].join('\n'),
  ].join('\n\n');

/**
 * Both parts of a mail. Styles stand in the elements, as mail programs drop stylesheets; colours are the community's, with the
 * contrast that the pages have. No image, nothing fetched, nothing that tells whether it was opened.
 */
export function renderLetter(letter: Letter): Rendered {
  const { message, community, language, href, footer } = letter;
  const subject = oneLine(message.subject);
  const { colour, accent } = letter.brand;
  const tokens = colourTokens(
    { colour: isColour(colour) ? colour : '#333333', accent: isColour(accent) ? accent : '#333333' },
    'light',
  );
  const Paragraph = ({ children, small }: { readonly children: ComponentChildren; readonly small?: boolean }) => (
    <p
      dir="auto"
      style={`margin:0 0 16px;${small ? `font-size:14px;color:${tokens['muted']}` : ''};white-space:pre-line;overflow-wrap:anywhere`}
    >
      {children}
    </p>
  );
  const html = `<!doctype html>${renderToString(
    <html lang={language} dir={directionOf(language)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light" />
        <title>{subject}</title>
      </head>
      <body
        style={`margin:0;padding:24px 16px;background:${tokens['bg']};color:${tokens['ink']};font:17px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif`}
      >
        <div
          style={`max-width:560px;margin:0 auto;padding:32px 24px;background:${tokens['surface']};border-radius:16px`}
        >
          {community === undefined ? null : (
            <p style={`margin:0 0 24px;font-weight:700;color:${tokens['link']}`}>{community}</p>
          )}
          <h1 style="margin:0 0 16px;font-size:22px;line-height:1.25">{subject}</h1>
          {message.paragraphs.map((paragraph) => (
            <Paragraph>{paragraph}</Paragraph>
          ))}
          {message.action && href ? (
            <p style="margin:24px 0">
              <a
                href={href}
                style={`display:inline-block;padding:12px 20px;border-radius:10px;background:${tokens['fill']};color:#ffffff;font-weight:600;text-decoration:none`}
              >
                {message.action.label}
              </a>
            </p>
          ) : null}
          {(message.after ?? []).map((paragraph) => (
            <Paragraph small>{paragraph}</Paragraph>
          ))}
        </div>
        <div style={`max-width:560px;margin:16px auto 0;font-size:14px;color:${tokens['muted']}`}>
          {footer.map((line) => (
            <p style="margin:0 0 8px">
              {line.href ? (
                <a href={line.href} style={`color:${tokens['link']}`}>
                  {line.text}
                </a>
              ) : (
                line.text
              )}
            </p>
          ))}
        </div>
      </body>
    </html>,
  )}`;
  return { subject, text: plain(letter), html };
}
