import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** The icons of lucide-static (ISC licence) that the interface uses. Add a name here to use another one. */
// prettier-ignore
export const iconNames = [
  'activity', 'archive', 'arrow-left', 'arrow-right', 'award', 'bell', 'blocks', 'bookmark', 'book-open', 'building-2', 'calendar', 'calendar-check',
  'chart-column', 'check', 'circle', 'circle-alert', 'circle-check', 'clock', 'download', 'ellipsis', 'external-link', 'eye', 'eye-off',
  'file-text', 'flag', 'globe', 'hand-coins', 'handshake', 'heart', 'house', 'info', 'landmark', 'languages', 'layout-grid', 'leaf', 'library', 'lightbulb',
  'link', 'list', 'lock', 'log-in', 'log-out', 'mail', 'map-pin', 'megaphone', 'menu', 'message-circle', 'messages-square', 'minus', 'moon',
  'pencil', 'pin', 'plus', 'scale', 'search', 'settings', 'shield-alert', 'shield-check', 'split', 'sprout', 'star', 'sun', 'tag',
  'thumbs-up', 'trash-2', 'triangle-alert', 'trophy', 'undo-2', 'user', 'user-check', 'user-plus', 'users', 'vote', 'wallet', 'x',
] as const;

export type IconName = (typeof iconNames)[number];

const folder = path.join(path.dirname(createRequire(import.meta.url).resolve('lucide-static/package.json')), 'icons');
const body = (name: IconName) =>
  readFileSync(path.join(folder, `${name}.svg`), 'utf8')
    .replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$/g, '')
    .replace(/\s*\n\s*/g, '');
const bodies: ReadonlyMap<IconName, string> = new Map(iconNames.map((name) => [name, body(name)]));
const bodyOf = (name: IconName): string => bodies.get(name) ?? '';

/** The icons used so far on this page. Rendering is synchronous and depth first, so a sprite placed last has seen them all. */
const Used = createContext<Set<IconName> | undefined>(undefined);

/** Around a whole document: icons inside become references to the sprite. Without it each icon carries its own drawing. */
export const IconCollection = Used.Provider;

export interface IconProps {
  readonly name: IconName;
  readonly small?: boolean | undefined;
}

const pointing: ReadonlySet<IconName> = new Set(['arrow-left', 'arrow-right', 'undo-2', 'log-in', 'log-out']);

/** A decorative icon, hidden from assistive technology: there is always text next to it. Arrows flip in right-to-left. */
export function Icon({ name, small }: IconProps) {
  const used = useContext(Used);
  const classes = ['i', small && 'i-sm', pointing.has(name) && 'i-dir'].filter(Boolean).join(' ');
  if (!used) {
    // a fragment, sent into a page whose sprite may lack this icon
    return (
      <svg class={classes} viewBox="0 0 24 24" aria-hidden="true" dangerouslySetInnerHTML={{ __html: bodyOf(name) }} />
    );
  }
  used.add(name);
  return (
    <svg class={classes} aria-hidden="true">
      <use href={`#i-${name}`} />
    </svg>
  );
}

/** One `<symbol>` for each icon the page used. Rendered last in the body by `Document`. */
export function IconSprite() {
  const used = useContext(Used);
  if (!used?.size) return null;
  return (
    <svg hidden aria-hidden="true">
      {[...used].map((name) => (
        <symbol id={`i-${name}`} viewBox="0 0 24 24" dangerouslySetInnerHTML={{ __html: bodyOf(name) }} />
      ))}
    </svg>
  );
}
