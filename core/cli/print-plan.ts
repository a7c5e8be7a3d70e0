/** A plan in words: what would change for whom. Deciding is `core/lifecycle`. */
import { counted } from '../counted.ts';
import type { ExtensionPlan } from '../lifecycle/plan.ts';
import type { RowCount } from '../lifecycle/rows.ts';

const indent = (lines: readonly string[]) => lines.map((line) => `  ${line}`);

export const rowLines = (rows: readonly RowCount[]): readonly string[] =>
  rows.length === 0
    ? ['no rows']
    : [
        ...rows.map(({ table, rows: count }) => `${table.padEnd(40)} ${count}`),
        `${counted(
          rows.reduce((sum, { rows: count }) => sum + count, 0),
          'row',
        )} in ${counted(rows.length, 'table')}`,
      ];

const part = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`${title}:`, ...indent(lines)];

const roleLines = ({ roles }: ExtensionPlan) =>
  roles.map(
    ({ role, members, permissions }) =>
      `${role}${members === null ? '' : ` (${counted(members, 'person', 'people')})`}: ${permissions.join(', ')}`,
  );

const surfaces = (plan: ExtensionPlan, verb: 'appear' | 'vanish'): readonly string[] => [
  ...part(`Pages that ${verb} (${plan.pages.length})`, plan.pages),
  ...part(`Routes of the API that ${verb} (${plan.routes.length})`, plan.routes),
  ...part(`Entries of the navigation that ${verb}`, plan.navigation),
  ...part(`Blocks that ${verb}`, plan.blocks),
  ...part(`Notifications that ${verb === 'appear' ? 'can be sent' : 'are not sent any more'}`, plan.notifications),
];

const name = ({ title, extension, version }: ExtensionPlan) => `${title} (${extension} ${version})`;

/** What people gain. */
export const enableLines = (plan: ExtensionPlan, community: string): readonly string[] => [
  `To turn on ${name(plan)} in ${community} means:`,
  ...part('Roles that gain permissions', roleLines(plan)),
  ...surfaces(plan, 'appear'),
  ...part(
    'Settings, as they come',
    plan.settings.map(
      ({ name: setting, default: value, description }) => `${setting}: ${value || '(none)'}   # ${description}`,
    ),
  ),
  ...(plan.rows.length > 0 ? part('Rows that are there from before and are seen again', rowLines(plan.rows)) : []),
];

/** What people lose. */
export const disableLines = (plan: ExtensionPlan, community: string): readonly string[] => [
  `To turn off ${name(plan)} in ${community} means:`,
  ...part('Roles that lose permissions', roleLines(plan)),
  ...surfaces(plan, 'vanish'),
  ...part(
    'Work that waits and will not be done',
    plan.jobs.map(({ queue, count }) => `${queue}: ${count}`),
  ),
  ...part('Rows that stay, unseen', rowLines(plan.rows)),
];
