import { HubError } from "../domain/errors.js";
import { planReplay, type Replayed, replayAll } from "../flows/receiving/replay-connection.js";
import { waitForMessages } from "../flows/receiving/wait-for-messages.js";
import type { Hub } from "../flows/work/hub.js";
import { clearProgress, print, printJson, progress } from "./terminal.js";
import { withHub } from "./with-hub.js";

const WAIT_MS = 600_000;

interface ReplayOptions {
  readonly since: Date | null;
  readonly all: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** Says what reading again comes to, and does it unless it is a dry run. */
export async function replayOf(name: string, options: ReplayOptions): Promise<void> {
  const lines = await withHub(options.dryRun ? "look" : "work", (hub) => replay(hub, name, options));
  clearProgress();
  if (options.json) return printJson({ dryRun: options.dryRun, messages: lines });
  for (const { messageId, was, outcome, words } of lines) {
    print([messageId, was, outcome, words.join("; ")].join("  ").trimEnd());
  }
  const count = lines.filter(({ outcome }) => outcome === "READABLE" || outcome === "CHANGES").length;
  print(`${count} of ${lines.length} messages ${options.dryRun ? "would be" : "were"} read again.`);
}

async function replay(hub: Hub, name: string, options: ReplayOptions): Promise<Replayed[]> {
  const connection = hub.connection(name);
  if (connection === undefined) {
    throw new HubError("UNKNOWN_CONNECTION", `there is no connection "${name}"`, {
      mend: "See which there are: hub status",
    });
  }
  const lines: Replayed[] = [];
  for await (const line of planReplay(hub, connection, options)) {
    lines.push(line);
    progress(`looking at messages: ${lines.length}`);
  }
  if (options.dryRun) return lines;
  await replayAll(hub, lines);
  await waitForMessages(
    hub,
    lines.map(({ messageId }) => messageId),
    WAIT_MS,
    (left) => progress(`reading again: ${left} left`),
  );
  return lines;
}
