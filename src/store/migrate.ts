import { dataSource } from "./database.js";

/** Serializes processes that start at the same time on one database: the first migrates, the rest find it done. */
const MIGRATION_LOCK = 7_110_417;

/** Brings the database to the newest version of the tables. Safe to call from many processes at once. */
export async function migrate(databaseUrl: string): Promise<void> {
  const database = dataSource(databaseUrl, 2, 0);
  await database.initialize();
  try {
    const lock = database.createQueryRunner();
    await lock.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    try {
      await database.runMigrations({ transaction: "each" });
    } finally {
      await lock.query("SELECT pg_advisory_unlock($1)", [MIGRATION_LOCK]);
      await lock.release();
    }
  } finally {
    await database.destroy();
  }
}
