/** Core's commands, a file for each topic. `start` is not among them, as it does not end. */
import type { CommandDefinition } from '../../contract/command.ts';
import { backupCommands } from './backup.ts';
import { communityCommands } from './community.ts';
import { configCommands } from './config.ts';
import { demoCommands } from './demo.ts';
import { docsCommands } from './docs.ts';
import { doctorCommands } from './doctor.ts';
import { extensionCommands } from './extension.ts';
import { installCommands } from './extension-install.ts';
import { leavingCommands } from './extension-leave.ts';
import { jobCommands } from './jobs.ts';
import { memberCommands } from './member.ts';
import { migrateCommands } from './migrate.ts';
import { newCommands } from './new.ts';
import { operatorCommands } from './operator.ts';

export const coreCommands: readonly CommandDefinition[] = [
  ...communityCommands,
  ...backupCommands,
  ...memberCommands,
  ...newCommands,
  ...operatorCommands,
  ...jobCommands,
  ...extensionCommands,
  ...installCommands,
  ...leavingCommands,
  ...migrateCommands,
  ...doctorCommands,
  ...configCommands,
  ...demoCommands,
  ...docsCommands,
];
