import { Icon } from './icon.tsx';
import { usePage } from './page-context.ts';

/** Who can see something, in the fixed phrases of the house. Never "public", "private" or "restricted" alone. */
export type AudienceWords =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'members' }
  | { readonly kind: 'some' }
  | { readonly kind: 'group' | 'organisation' | 'role' | 'tier' | 'segment'; readonly name: string }
  | { readonly kind: 'named'; readonly count: number }
  | { readonly kind: 'author'; readonly community: string };

/** "Community members can see this", wherever something is written and wherever it is shown. */
export function AudienceLine({ audience }: { readonly audience: AudienceWords }) {
  const { t } = usePage();
  const { kind, ...values } = audience;
  return (
    <span class="audience">
      <Icon name={kind === 'anyone' ? 'globe' : kind === 'author' ? 'lock' : 'users'} small />
      <span>{t(`core.audience.${kind}`, values)}</span>
    </span>
  );
}
