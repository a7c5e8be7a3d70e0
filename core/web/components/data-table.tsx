import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';
import { Link } from './link.tsx';
import { usePage } from './page-context.ts';

export interface Column<Key extends string> {
  readonly key: Key;
  readonly label: string;
  readonly numeric?: boolean | undefined;
}

export interface DataTableProps<Key extends string> {
  readonly caption: string;
  /** The first column names its row. */
  readonly columns: readonly Column<Key>[];
  readonly rows: readonly Readonly<Record<NoInfer<Key>, ComponentChildren>>[];
  /** Where the same numbers can be had as CSV. */
  readonly csv?: string | undefined;
  /** Shows the caption; otherwise it is there for assistive technology. */
  readonly showCaption?: boolean | undefined;
}

/** A table that scrolls inside of its own named, focusable region when it is wider than the page. */
export function DataTable<Key extends string>({ caption, columns, rows, csv, showCaption }: DataTableProps<Key>) {
  const { t } = usePage();
  return (
    <div class="stack g2">
      <div class="scroll" role="region" aria-label={caption} tabindex={0}>
        <table class="table">
          <caption class={showCaption ? undefined : 'vh'}>{caption}</caption>
          <thead>
            <tr>
              {columns.map(({ label, numeric }) => (
                <th scope="col" class={numeric ? 'n' : undefined}>
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr>
                {columns.map(({ key, numeric }, at) =>
                  at === 0 ? (
                    <th scope="row" dir="auto">
                      {row[key]}
                    </th>
                  ) : (
                    <td class={numeric ? 'n' : undefined}>{row[key]}</td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {csv !== undefined && (
        <p class="sm">
          <Link class="with-icon" href={csv}>
            <Icon name="download" small /> {t('core.csv')}
          </Link>
        </p>
      )}
    </div>
  );
}
