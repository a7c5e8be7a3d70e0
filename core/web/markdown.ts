import MarkdownIt, { type Token } from 'markdown-it';
import sanitizeHtml from 'sanitize-html';

/** The highest heading of a text: one below the heading that the text stands under. */
export type TextLevel = 2 | 3 | 4 | 5;

export interface MarkdownOptions {
  readonly level?: TextLevel | undefined;
  /** A path of the community (`/rules`) as a link that works from where the reader is. */
  readonly url: (path: string) => string;
  /** Names the region in which a table scrolls, by its number on the page and the words of its head. */
  readonly tableLabel: (number: number, columns: string) => string;
}

// HTML of the author stays text. A single line break is one, since that is what somebody means who presses Enter. Bare addresses
// become links where they begin with a scheme: `guide.md` is a file, although Moldova has that ending.
const parser = new MarkdownIt({ html: false, linkify: true, breaks: true });

/** Headings keep their order among each other, begin at `level` and go down one step at a time, so that none is skipped. */
function levelHeadings(tokens: readonly Token[], level: number): void {
  const open: number[] = [];
  for (const token of tokens) {
    if (token.type !== 'heading_open' && token.type !== 'heading_close') continue;
    if (token.type === 'heading_open') {
      const written = Number(token.tag.slice(1));
      while ((open.at(-1) ?? 0) >= written) open.pop();
      open.push(written);
    }
    token.tag = `h${Math.min(level + open.length - 1, 6)}`;
  }
}

/** A table scrolls in a region of its own that the keyboard reaches. Columns set to the right are numbers. */
function nameTables(tokens: readonly Token[], label: MarkdownOptions['tableLabel']): void {
  let number = 0;
  for (const [at, token] of tokens.entries()) {
    if (token.type === 'table_open') {
      let end = at;
      while (end < tokens.length && tokens[end]?.type !== 'thead_close') end += 1;
      const head = tokens.slice(at, end).filter(({ type }) => type === 'inline');
      const columns = head.map(({ content }) => content.trim()).filter(Boolean);
      number += 1;
      token.meta = { label: label(number, columns.join(', ')) };
    }
    if (token.type === 'th_open' || token.type === 'td_open') {
      const right = /right/.test(String(token.attrGet('style') ?? ''));
      token.attrs = [
        ...(token.type === 'th_open' ? [['scope', 'col'] as [string, string]] : []),
        ...(right ? [['class', 'n'] as [string, string]] : []),
      ];
    }
  }
}

parser.core.ruler.push('below-the-page', (state) => {
  const { level = 2, tableLabel } = state.env as unknown as MarkdownOptions;
  levelHeadings(state.tokens, level);
  nameTables(state.tokens, tableLabel);
});
parser.renderer.rules['table_open'] = (tokens, at) => {
  const label = parser.utils.escapeHtml(String((tokens[at]?.meta as { label?: string } | null)?.label ?? ''));
  return `<div class="scroll" role="region" tabindex="0" aria-label="${label}"><table class="table">`;
};
parser.renderer.rules['table_close'] = () => '</table></div>';
// no pictures yet: what one would have shown is said instead
parser.renderer.rules['image'] = (tokens, at) => parser.utils.escapeHtml(tokens[at]?.content ?? '');

/** What may leave, whatever the parser and its rules have made. */
const allowed: sanitizeHtml.IOptions = {
  // prettier-ignore
  allowedTags: [
    'p', 'br', 'hr', 'h2', 'h3', 'h4', 'h5', 'h6', 'strong', 'em', 's', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'a',
    'div', 'table', 'thead', 'tbody', 'tr', 'th', 'td',
  ],
  allowedAttributes: {
    a: ['href', 'rel'],
    ol: ['start'],
    div: ['class', 'role', 'tabindex', 'aria-label'],
    table: ['class'],
    th: ['scope', 'class'],
    td: ['class'],
  },
  allowedClasses: { div: ['scroll'], table: ['table'], th: ['n'], td: ['n'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel', 'sms'],
  allowProtocolRelative: false,
};

const isPathHere = (href: string) => href.startsWith('/') && !/^\/[/\\]/.test(href);

/**
 * Markdown as HTML that may stand on a page: CommonMark with tables and bare addresses as links, without images and without any
 * HTML of the author's. Links to other sites carry `rel="noopener nofollow ugc"`.
 */
export function markdownToHtml(source: string, options: MarkdownOptions): string {
  return sanitizeHtml(parser.render(source, { ...options }), {
    ...allowed,
    transformTags: {
      a: (tagName, attribs) => {
        const { href = '' } = attribs;
        const own = isPathHere(href) ? options.url(href) : href;
        return {
          tagName,
          attribs: { href: own, ...(/^https?:/i.test(href) ? { rel: 'noopener nofollow ugc' } : {}) },
        };
      },
    },
  });
}
