/** A path of this community to go back to, from an address that anybody may have written; anything else is the home page. */
export function ownPath(next: string | undefined): string {
  if (next === undefined || !/^\/(?![/\\])/.test(next)) return '/';
  const url = URL.parse(next, 'https://here.invalid');
  // two slashes may come of `/.//`, and a browser reads what follows them as a host
  if (url?.origin !== 'https://here.invalid' || /^\/(\/|api(?=[/?]|$))/.test(url.pathname)) return '/';
  return `${url.pathname}${url.search}`;
}
