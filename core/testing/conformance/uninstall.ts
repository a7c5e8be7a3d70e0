import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { reasonsToStay, uninstall as takeOut } from '../../lifecycle/leaving.ts';
import { Refusal } from '../../lifecycle/switching.ts';
import type { KeptPromise } from './promise.ts';

/** While a community has it on, it is not taken away under its feet. */
export const uninstall: KeptPromise = {
  id: 'uninstall',
  title: 'nobody uninstalls it while it is in use, and whoever tries hears where',
  async broken({ built, id, mine, platform }) {
    if (!built) return [];
    const { app, ownerUrl } = platform;
    // first what would refuse: without a reason it would really go
    if (!(await reasonsToStay(app, id)).some((reason) => reason.includes(mine.slug)))
      return [`no reason against taking it out names ${mine.slug}, where it is on`];
    const exports = mkdtempSync(path.join(os.tmpdir(), 'polyphony-exports-'));
    try {
      await takeOut(app, id, { ownerUrl, exports });
      return ['it was taken out while a community has it on'];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return readdirSync(exports).length > 0 ? ['a refused uninstall has exported rows'] : [];
    } finally {
      rmSync(exports, { recursive: true, force: true });
    }
  },
};
