/** Something that a page shows only now and then, and how it is brought about. */
import type { Page } from 'playwright-core';
import type { Client } from '@polyphony/core/testing';

export interface State {
  readonly name: string;
  readonly who: Client;
  readonly path: string;
  /** A mistake that is made on it, after which the summary of mistakes has the focus. */
  readonly act?: (page: Page) => Promise<unknown>;
  /** Something else that is done on it first. */
  readonly before?: (page: Page) => Promise<unknown>;
  readonly status?: number;
}

export const press = (name: string | RegExp) => (page: Page) =>
  page.locator('main').getByRole('button', { name }).first().click();

export function emptied(field: string, button: string) {
  return async (page: Page) => {
    await page.getByLabel(field, { exact: true }).fill('');
    await press(button)(page);
  };
}
