import { coreExtension } from '../core-extension.ts';
import { coreVersion } from '../package-version.ts';
import { createAdmission, type Admission } from '../registry/admission.ts';

/**
 * What is installed below `root`, admitted as a start would: every extension is imported and checked, nothing is migrated or built,
 * and no database is asked. `phaseLimit`: milliseconds that one import may take.
 */
export const survey = (root: string, { phaseLimit }: { readonly phaseLimit?: number } = {}): Promise<Admission> =>
  createAdmission({ root, coreVersion, core: coreExtension, phaseLimit });
