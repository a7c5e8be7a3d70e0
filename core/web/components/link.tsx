import type { ComponentChildren } from 'preact';
import { usePage } from './page-context.ts';

const schemes: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

/**
 * The address itself when it is http, https, mailto or relative; otherwise undefined, and the link is rendered without a target.
 * Parsed as a browser does (WHATWG URL), so that `java\nscript:` and leading control characters are seen through.
 */
export function safeUrl(value: string): string | undefined {
  const url = URL.parse(value, 'https://relative.invalid/');
  return url && schemes.has(url.protocol) ? value : undefined;
}

/** Turns a safe address into the one to render: paths of the community go through the page's `url`, everything else stays. */
export function useAddress(): (href: string) => string | undefined {
  const { url } = usePage();
  return (href) => {
    const safe = safeUrl(href);
    return safe?.startsWith('/') && !/^\/[/\\]/.test(safe) ? url(safe) : safe;
  };
}

/** The attributes of a link to an address: its `href`, or none where the address was refused. */
export function useTarget(): (href: string) => { readonly href: string } | { readonly href?: never } {
  const address = useAddress();
  return (href) => {
    const target = address(href);
    return target === undefined ? {} : { href: target };
  };
}

export interface LinkProps {
  readonly href: string;
  readonly class?: string | undefined;
  readonly current?: 'page' | 'true' | 'step' | undefined;
  readonly lang?: string | undefined;
  readonly children: ComponentChildren;
}

/** A text link whose address has been checked. Use it for every address that a member wrote. */
export function Link({ href, class: className, current, lang, children }: LinkProps) {
  const target = useTarget();
  return (
    <a {...target(href)} class={className} aria-current={current} hreflang={lang} lang={lang}>
      {children}
    </a>
  );
}
