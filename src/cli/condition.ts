import { readConfig } from "../config.js";
import { groupBy } from "../domain/group-by.js";
import type { ConfiguredConnection } from "../flows/work/hub.js";
import { runningHub } from "../run-file.js";
import { openWork, retryParked } from "../store/outbox.js";
import { overview } from "../store/reads/overview.js";
import type { StreamState } from "../store/stream.js";
import { drifts } from "../store/writes/document-field.js";
import { restartStreams, streamStates } from "../store/writes/stream.js";
import { print, printJson, table } from "./terminal.js";
import { withHub } from "./with-hub.js";

interface Finding {
  readonly what: string;
  readonly mend: string;
}

/** Work that is older than this is stuck rather than busy. */
const STUCK_SECONDS = 60;
/** A source that was not read to its end for this long is silent, whatever its process says. */
const SILENT_SECONDS = 900;
/** Fields of a changed source that a finding names. */
const FIELDS_SHOWN = 5;

/** The age of a stream's last good pass, and how far it lags behind the newest change it has seen. */
function streamHealth({
  connectionId,
  name,
  succeededAt,
  newestAt,
  messages,
  isStopped,
  error,
}: StreamState) {
  const ageOf = (at: Date | null): number | null => (at === null ? null : (Date.now() - at.getTime()) / 1000);
  const [silentSeconds, newestSeconds] = [ageOf(succeededAt), ageOf(newestAt)];
  const seconds = (age: number | null): string => (age === null ? "never" : `${Math.round(age)} s ago`);
  return {
    ...{ stream: `${connectionId}/${name}`, isStopped, error, silentSeconds, newestSeconds },
    words: `${messages} messages, read to the end ${seconds(silentSeconds)}, newest change ${seconds(newestSeconds)}${
      isStopped ? `, STOPPED: ${error}` : error === null ? "" : `, failing: ${error}`
    }`,
  };
}

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
      ...status.streams.map(({ stream, words }) => [`reading ${stream}`, words]),
      ["connections", status.connections.map(({ id, connector }) => `${id} (${connector})`).join(", ")],
    ]),
  );
}

/** What is wrong and how to mend it. It fails while anything is. With `retry`, parked work is tried again first. */
export async function showFindings(json: boolean, retry: boolean): Promise<void> {
  if (retry) {
    await withHub("work", async ({ store, ring }) => {
      await restartStreams(store.pool);
      await retryParked(store.pool);
      ring();
    });
  }
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
      webhooksDisabled: row.webhooksDisabled,
      parkedError: row.parkedError,
      streams: (await streamStates(pool)).map(streamHealth),
      drifts: await drifts(pool),
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
  for (const { stream, isStopped, silentSeconds, error } of status.streams) {
    if (isStopped) {
      findings.push({
        what: `Reading ${stream} has stopped: ${error ?? "unknown"}`,
        mend: "Mend the cause, then: hub doctor --retry",
      });
    } else if (silentSeconds === null || silentSeconds > SILENT_SECONDS) {
      const since = silentSeconds === null ? "never" : `not for ${Math.round(silentSeconds)} s`;
      const what = `${stream} was ${since} read to the end${error === null ? "" : `: ${error}`}`;
      findings.push({ what, mend: "Is a hub running, and does the source answer? hub connector check" });
    }
  }
  if (!status.connections.some(({ side }) => side === "EXECUTION")) {
    const what = "No execution system is connected: orders are kept, but nobody executes them.";
    findings.push({ what, mend: "Add a connection to it in connections.json." });
  }
  for (const [id, found] of groupBy(status.drifts, ({ connectionId }) => connectionId)) {
    const some = found.slice(0, FIELDS_SHOWN).map(({ path, change }) => `${path} (${change.toLowerCase()})`);
    const more = found.length > some.length ? " …" : "";
    findings.push({
      what: `${id} writes its documents otherwise than before: ${some.join(", ")}${more}`,
      mend: `Does the mapping have to follow? See: hub connector drift ${id}. If it is fine: --accept`,
    });
  }
  if (status.quarantined > 0) {
    findings.push({
      what: `${status.quarantined} messages are in quarantine.`,
      mend: "See them: hub quarantine list",
    });
  }
  if (status.webhooksDisabled > 0) {
    findings.push({
      what: `${status.webhooksDisabled} receivers are not told of events any more.`,
      mend: "See which, and why: hub webhook list. Once mended: hub webhook on",
    });
  }
  return findings;
}
