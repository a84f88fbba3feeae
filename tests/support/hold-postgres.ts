// A hub that does nothing but own a database: tests start it as a process of its own, to kill it.
// node --import tsx tests/support/hold-postgres.ts <data folder> [reachable folder]
import { messageOf } from "../../src/domain/errors.js";
import { launchPostgres } from "../../src/store/postgres/launcher.js";

const [dataDir = "", reachableDir] = process.argv.slice(2);
try {
  const { url, adopted } = await launchPostgres(
    reachableDir === undefined ? { dataDir } : { dataDir, reachableDir },
  );
  console.log(JSON.stringify({ url, adopted }));
} catch (error) {
  console.log(JSON.stringify({ error: messageOf(error) }));
}
// Lives until it is killed, and never by mistake longer than its test.
setTimeout(() => process.exit(1), 120_000);
