import path from 'node:path';
import type { CommandDefinition } from '../../contract/command.ts';
import { backUp } from '../../backup/backup.ts';
import { restore } from '../../backup/restore.ts';
import { hasCluster, prepare, readEnvironment } from '../environment.ts';

const bytesIn = (files: readonly { readonly bytes: number }[]) =>
  `${Math.ceil(files.reduce((sum, { bytes }) => sum + bytes, 0) / 1_000_000)} MB`;
const near = (directory: string) => path.relative(process.cwd(), directory) || '.';

export const backupCommands: readonly CommandDefinition[] = [
  {
    path: ['backup'],
    summary: 'Copy the database of the embedded server while it runs, with the secret and the configuration',
    arguments: [{ name: 'directory', description: 'a folder that does not exist yet', required: true }],
    async run({ arguments: { directory = '' }, print }) {
      const environment = readEnvironment();
      if (environment.databaseUrl || environment.ownerUrl) {
        print('The database is a server of your own (DATABASE_URL), which its own tools back up:');
        print('  pg_basebackup --pgdata=DIR --wal-method=stream --checkpoint=fast   # the whole server, while it runs');
        print(
          '  pg_dump --format=custom --file=FILE "$DATABASE_OWNER_URL"          # this database; pg_restore --clean --if-exists brings it back',
        );
        print('  pgBackRest, where a moment between two backups must be reachable');
        print('Keep POLYPHONY_SECRET and the configuration beside it. README, "Backup and restore".');
        return 1;
      }
      if (!hasCluster(environment)) {
        print(`There is no database in ${near(environment.dataDirectory)} yet, so there is nothing to back up.`);
        return 1;
      }
      const { embedded } = await prepare(environment);
      if (!embedded) return 1;
      try {
        const { files, startLsn, stopLsn, begunAt } = await backUp(
          { ...environment, server: embedded },
          path.resolve(directory),
        );
        print(
          `Backed up to ${directory}: ${files.length} files, ${bytesIn(files)}, each read again and as it was written.`,
        );
        print(`Everything that was acknowledged before ${begunAt} is in it (log ${startLsn} to ${stopLsn}).`);
        print(
          files.some(({ path: name }) => name === 'secret')
            ? 'With it goes the secret that signs sessions: keep the folder as safe as the database itself.'
            : 'POLYPHONY_SECRET comes from the environment and is not in it: keep it too.',
        );
        print(`To restore it: npx polyphony restore ${directory} --data <an empty folder>`);
        return 0;
      } finally {
        await embedded.stop();
      }
    },
  },
  {
    path: ['restore'],
    summary: 'Put a backup into an empty data directory, checked from end to end',
    arguments: [{ name: 'directory', description: 'a folder that "polyphony backup" made', required: true }],
    options: [{ flags: '--data <directory>', description: 'empty or missing; POLYPHONY_DATA or .data if left out' }],
    async run({ arguments: { directory = '' }, options, print }) {
      const { dataDirectory: usual, configDirectory } = readEnvironment();
      const dataDirectory = typeof options['data'] === 'string' ? path.resolve(options['data']) : usual;
      const { manifest, counts, tables, rows, checksums, indexes, configuration } = await restore(
        path.resolve(directory),
        {
          dataDirectory,
          configDirectory,
        },
      );
      print(
        `Restored to ${near(dataDirectory)}: ${manifest.files.length} files, ${bytesIn(manifest.files)}, every checksum as in the backup of ${manifest.begunAt}.`,
      );
      print(
        `The server recovered, and ${tables} tables with ${rows} rows were read${checksums ? ', with the checksum of every page' : ''}; ${indexes} indexes agree with their tables.`,
      );
      print(`In it: ${counts.communities} communities, ${counts.accounts} accounts, ${counts.members} members.`);
      if (configuration.state === 'restored') print(`The configuration was restored to ${near(configDirectory)}.`);
      else if (configuration.differs.length === 0)
        print(`The configuration in ${near(configDirectory)} is that of the backup.`);
      else
        print(
          `The configuration in ${near(configDirectory)} was left as it is; not as in the backup: ${configuration.differs.join(', ')}.`,
        );
      if (dataDirectory !== usual) print(`To start it: POLYPHONY_DATA=${near(dataDirectory)} npm start`);
      return 0;
    },
  },
];
