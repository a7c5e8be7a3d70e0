/** Where the installation is reached from outside. */
export interface Addresses {
  /** Where links of a community begin, without a slash at the end: `https://food.example` or `https://host/c/food`. */
  of(community: { readonly slug: string; readonly hosts: readonly string[] }): string;
  /** The same for the platform itself. */
  readonly platform: string;
}

/**
 * Where links in mail begin: a community's first host below the scheme and port of `platform.baseUrl`, else its path there;
 * without a base URL the machine itself. Never what a request says its host is.
 */
export function createAddresses(baseUrl: string | undefined, local: () => string): Addresses {
  const origin = () => (baseUrl ?? local()).replace(/\/+$/, '');
  return {
    get platform() {
      return origin();
    },
    of({ slug, hosts }) {
      const [host] = hosts;
      if (baseUrl === undefined || host === undefined) return `${origin()}/c/${slug}`;
      const { protocol, port } = new URL(baseUrl);
      return `${protocol}//${host}${port === '' ? '' : `:${port}`}`;
    },
  };
}
