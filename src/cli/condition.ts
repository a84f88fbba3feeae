import { readConfig } from "../config.js";
import type { ConfiguredConnection } from "../flows/hub.js";
import { runningHub } from "../run-file.js";
import { openWork, retryParked } from "../store/outbox.js";
import { overview } from "../store/reads/overview.js";
import { print, printJson, table } from "./terminal.js";
import { withHub } from "./with-hub.js";

interface Finding {
  readonly what: string;
  readonly mend: string;
}

/** Work that is older than this is stuck rather than busy. */
const STUCK_SECONDS = 60;

/** What runs and what lags. */
export async function showStatus(json: boolean): Promise<void> {
  const status = await look();
  if (json) return printJson(status);
  const { running } = status;
  print(
    table([
      ["hub", running === null ? "not running" : `process ${running.pid} at ${running.url}`],
      ["open work", `${status.open} facts, the oldest ${Math.round(status.oldestSeconds)} s`],
      ["parked", `${status.parked} facts`],
      ["quarantine", `${status.quarantined} messages`],
      ["people", `${status.tasks} open review tasks`],
      ["connections", status.connections.map(({ id, connector }) => `${id} (${connector})`).join(", ")],
    ]),
  );
}

/** What is wrong and how to mend it. It fails while anything is. With `retry`, parked work is tried again first. */
export async function showFindings(json: boolean, retry: boolean): Promise<void> {
  if (retry) await withHub("work", ({ store, ring }) => retryParked(store.pool).then(ring));
  const findings = diagnose(await look());
  if (findings.length > 0) process.exitCode = 1;
  if (json) printJson({ findings });
  else if (findings.length === 0) print("Nothing is wrong.");
  else for (const { what, mend } of findings) print(`${what}\n  ${mend}`);
}

function look() {
  const running = runningHub(readConfig());
  return withHub("look", async ({ store: { pool }, connections }) => {
    const row = await overview(pool).waiting();
    return {
      running: running === null ? null : { pid: running.pid, url: running.url },
      ...(await openWork(pool)),
      quarantined: row.quarantined,
      tasks: row.reviewTasks,
      parkedError: row.parkedError,
      connections: configured(connections()).map(({ id, connector: { id: connector, side } }) => ({
        id,
        connector,
        side,
      })),
    };
  });
}

/** What somebody has set up; a connector that merely could be handed files is no news. */
const configured = (all: readonly ConfiguredConnection[]): ConfiguredConnection[] =>
  all.filter(({ isBuiltIn }) => isBuiltIn !== true);

function diagnose(status: Awaited<ReturnType<typeof look>>): Finding[] {
  const findings: Finding[] = [];
  if (status.running === null)
    findings.push({ what: "No hub is running here.", mend: "Start it: npm start" });
  if (status.parked > 0) {
    const what = `${status.parked} facts are parked; the last one because: ${status.parkedError ?? "unknown"}`;
    findings.push({
      what,
      mend: "Mend the cause (the log has the details of each), then: hub doctor --retry",
    });
  }
  if (status.running !== null && status.oldestSeconds > STUCK_SECONDS) {
    const what = `The oldest work has waited for ${Math.round(status.oldestSeconds)} s.`;
    findings.push({
      what,
      mend: "Look in the log for what is tried again and again; is the execution system up?",
    });
  }
  if (!status.connections.some(({ side }) => side === "EXECUTION")) {
    const what = "No execution system is connected: orders are kept, but nobody executes them.";
    findings.push({ what, mend: "Add a connection to it in connections.json." });
  }
  if (status.quarantined > 0) {
    findings.push({
      what: `${status.quarantined} messages are in quarantine.`,
      mend: "See them: hub quarantine list",
    });
  }
  return findings;
}
