import type { ConfigurationProblem } from '../../community/yaml.ts';
import type { Lock } from '../../community/policies.ts';
import type { RouteAccess } from '../../contract/route.ts';
import type { ChipProps } from '../../web/components/chip.tsx';
import { Icon, type IconName } from '../../web/components/icon.tsx';
import { usePage } from '../../web/components/page-context.ts';
import { Technical } from '../../web/components/technical.tsx';
import { Words } from '../../web/components/words.tsx';
import type { CommunityState, Standing } from '../overview.ts';

type T = (key: string, values?: Record<string, unknown>) => string;

/** A line of a file, with the space at its beginning. */
export const CodeLine = ({ text }: { readonly text: string }) => <code class="code-line">{text}</code>;

export function standingWord(t: T, standing: Standing): string {
  return t(`core.operators.standing.${standing.state === 'needs' ? 'off' : standing.state}`);
}

const standingIcons: Readonly<Record<Standing['state'], IconName>> = {
  on: 'circle-check',
  off: 'minus',
  needs: 'minus',
  failed: 'circle-alert',
};

/** What is to be said of a standing besides its word: what it needs, why it failed, what is set. */
export function StandingNote({ standing, titleOf }: { readonly standing: Standing; readonly titleOf: TitleOf }) {
  const { t, locale } = usePage();
  switch (standing.state) {
    case 'on':
      return standing.own.length > 0 ? <>{t('core.operators.own', { count: standing.own.length })}</> : null;
    case 'off':
      return standing.kept ? <>{t('core.operators.kept')}</> : null;
    case 'needs': {
      const names = new Intl.ListFormat(locale, { type: 'conjunction' }).format(standing.needs.map(titleOf));
      return <>{t('core.operators.needs', { names })}</>;
    }
    case 'failed':
      return <Technical text={standing.reason} />;
  }
}

/** The title of an extension, or its id where it is not installed. */
export type TitleOf = (id: string) => string;

/** Word, sign and colour of a standing; the word says what the others repeat. */
export function StandingMark({ standing }: { readonly standing: Standing }) {
  const { t } = usePage();
  return (
    <span class={`standing standing--${standing.state}`}>
      <Icon name={standingIcons[standing.state]} small />
      <span>{standingWord(t, standing)}</span>
    </span>
  );
}

/** That a policy of the platform decides it, with the reason in the words of whoever wrote the policy. */
export function LockNote({ lock }: { readonly lock: Lock | undefined }) {
  const { t } = usePage();
  return (
    lock && (
      <p class="sm">
        <Icon name="lock" small /> {t(`core.operators.lock.${lock.rule}`)} <span dir="auto">{lock.reason}</span>
      </p>
    )
  );
}

const stateLooks = {
  healthy: { tone: 'ok', icon: 'circle-check' },
  partly: { tone: 'warn', icon: 'triangle-alert' },
  refused: { tone: 'bad', icon: 'circle-alert' },
  missing: { tone: 'bad', icon: 'circle-alert' },
} as const;

export const stateChip = (t: T, state: CommunityState): ChipProps => ({
  label: t(`core.operators.state.${state}`),
  ...stateLooks[state],
});

/** Who may open a page or call a route; a permission by its title, where it is one of `permissions`. */
export function WhoMay({ access, permissions }: WhoMayProps) {
  const { t } = usePage();
  if (typeof access === 'string') return <>{t(`core.operators.may.${access}`)}</>;
  const title = permissions.find(({ id }) => id === access.permission)?.title ?? access.permission;
  return <Words of="core.operators.may.permission" parts={{ permission: <Technical text={title} /> }} />;
}

interface WhoMayProps {
  readonly access: RouteAccess;
  readonly permissions: readonly { readonly id: string; readonly title: string }[];
}

/** Mistakes in files, each with its place, as an editor opens it. */
export function Problems({ problems }: { readonly problems: readonly ConfigurationProblem[] }) {
  const { t } = usePage();
  return (
    <ul class="rows">
      {problems.map(({ file, line, column, key, reason, suggestion }) => (
        <li>
          <code class="place">{`${file}:${line}:${column}`}</code>
          <p class="sm" lang="en">
            {key !== '' && (
              <>
                <code>{key}</code>{' '}
              </>
            )}
            {reason}
          </p>
          {suggestion !== undefined && (
            <p class="sm">
              {t('core.operators.didYouMean')} <code>{suggestion}</code>
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

export interface TileProps {
  readonly label: string;
  readonly value: string;
  readonly text: string;
  readonly href?: string | undefined;
}

/** Figures of the installation at the head of a page. */
export function Tiles({ tiles }: { readonly tiles: readonly TileProps[] }) {
  return (
    <ul class="tiles">
      {tiles.map(({ label, value, text, href }) => (
        <li class="tile">
          <span class="sm muted">{label}</span>
          <b>{value}</b>
          <span class="sm">{href === undefined ? text : <a href={href}>{text}</a>}</span>
        </li>
      ))}
    </ul>
  );
}
