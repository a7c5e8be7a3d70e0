import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** Labels of the fields on a page by their ids, collected while it is rendered. */
export const FieldNames = createContext<Map<string, string> | undefined>(undefined);

/** Every field says its name, so that a summary of errors can tell two fields with the same fault apart. */
export function useFieldName(id: string, label: string): void {
  useContext(FieldNames)?.set(id, label);
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * Puts the names of fields where `<i data-name-of="id">` stands: a summary stands above its form, and so it is rendered before
 * the names are known. Text of people cannot pose as such a mark, as it is escaped.
 */
export const withFieldNames = (html: string, names: ReadonlyMap<string, string>): string =>
  html.replaceAll(/<i data-name-of="([^"]*)"><\/i>/g, (_mark, id: string) => {
    const name = names.get(id);
    return name === undefined ? '' : `${name.replaceAll(/[&<>"]/g, (letter) => entities[letter] ?? '')}: `;
  });
