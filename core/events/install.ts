import { PgBoss } from 'pg-boss';

/** Where pg-boss keeps queues and jobs; the owner makes it, the application reads and writes its rows. */
export const JOB_SCHEMA = 'pgboss';

/** Makes or updates the tables of pg-boss, as the owner. Safe to repeat, and from two nodes at once: it takes a lock. */
export async function installJobs(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: JOB_SCHEMA,
    max: 1,
    supervise: false,
    schedule: false,
    reindex: false,
  });
  boss.on('error', () => {}); // an error of the statement itself is thrown; a connection that ends meanwhile is nobody's concern
  await boss.start();
  await boss.stop({ graceful: false });
}
