import type { Context } from '../contract/context.ts';
import type { NavigationItem } from '../contract/page.ts';
import type { Registry } from '../registry/registry.ts';

/**
 * An entry's words for this reader, from a message key or a function of the extension. A function that throws is named to
 * operators, and the entry is left out (null): it stands on every page. It runs at once, so it cannot be late.
 */
export function navigationWords(
  registry: Registry,
  ctx: Context,
  { extension, item }: { readonly extension: string; readonly item: NavigationItem },
): { readonly label: string; readonly short: string } | null {
  const own = ctx.as(extension);
  const words = (text: NavigationItem['label']) => {
    const said: unknown = typeof text === 'function' ? text(own) : own.t(text);
    if (typeof said !== 'string') throw new TypeError('its words are no text; a function of words answers at once');
    return said;
  };
  try {
    return { label: words(item.label), short: words(item.short) };
  } catch (error) {
    const id = item.id;
    registry.runs.note({ extension, place: 'navigation', id, outcome: 'throw', milliseconds: 0 }, error);
    ctx.log.error({ err: error, extension, navigation: id }, 'an entry of the navigation failed and was left out');
    return null;
  }
}
