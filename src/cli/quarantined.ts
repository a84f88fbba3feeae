import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { z } from "zod";
import { HubError } from "../domain/errors.js";
import type { Outcome } from "../flows/acts/outcome.js";
import { discardQuarantined, replayMessage } from "../flows/receiving/replay-message.js";
import { waitForMessages } from "../flows/receiving/wait-for-messages.js";
import type { Hub } from "../flows/work/hub.js";
import { messagesById, quarantinedMessages } from "../store/writes/message.js";
import { keyboard } from "./keyboard.js";
import { linesOf, sentence } from "./message-line.js";
import { print, printJson, table } from "./terminal.js";
import { withHub } from "./with-hub.js";

const LISTED_MAX = 200;
const WAIT_MS = 120_000;

export const list = (json: boolean): Promise<void> => withHub("look", (hub) => listOf(hub, json));

export const show = (id: string, rawFile: string | undefined): Promise<void> =>
  withHub("look", (hub) => showOf(hub, id, rawFile));

export const replay = (ids: readonly string[], json: boolean): Promise<void> =>
  withHub("work", (hub) => replayOf(hub, ids, json));

export const discard = (id: string, reason: string, json: boolean): Promise<void> =>
  withHub("look", async (hub) => {
    orThrow(await discardQuarantined(hub, keyboard("quarantine discard"), id, reason), id);
    if (json) printJson({ messageId: id, outcome: "DISCARDED" });
    else print(`${id}  DISCARDED`);
  });

async function listOf(hub: Hub, json: boolean): Promise<void> {
  const rows = await quarantinedMessages(hub.store.pool, LISTED_MAX);
  if (json) return printJson(rows);
  if (rows.length === 0) return print("Nothing is in quarantine.");
  print(
    table(
      rows.map(({ id, connectionId, fileName, receivedAt, issues }) => [
        ...[id, connectionId, receivedAt.toISOString().slice(0, 16), fileName ?? "-"],
        issues.map(({ message, at }) => (at === null ? message : `${at}: ${message}`)).join("; "),
      ]),
    ),
  );
}

async function showOf(hub: Hub, id: string, rawFile: string | undefined): Promise<void> {
  const known = z.uuid().safeParse(id).success ? await messagesById(hub.store.pool, [id]) : [];
  const [message] = known;
  if (message === undefined) throw unknownMessage(id);
  const { body, ...envelope } = message;
  if (rawFile !== undefined) writeFileSync(rawFile, body ?? new Uint8Array());
  printJson({ ...envelope, bytes: body?.length ?? 0 });
}

async function replayOf(hub: Hub, ids: readonly string[], json: boolean): Promise<void> {
  for (const messageId of ids)
    orThrow(
      await replayMessage(hub, keyboard("quarantine replay"), { idempotencyKey: randomUUID(), messageId }),
      messageId,
    );
  const lines = await linesOf(hub, await waitForMessages(hub, ids, WAIT_MS));
  if (json) printJson(lines);
  else for (const line of lines) print(sentence(line));
}

/** Expected refusals are values inside; at the keyboard they are errors. */
function orThrow<T>(outcome: Outcome<T>, id: string): T {
  if (outcome.ok) return outcome.value;
  const [{ code, message } = { code: "REFUSED", message: "it was refused" }] = outcome.userErrors;
  throw code === "NOT_FOUND" ? unknownMessage(id) : new HubError(code, `${id}: ${message}`);
}

const unknownMessage = (id: string): HubError =>
  new HubError("NOT_FOUND", `there is no message ${id} in quarantine`, {
    mend: "See which there are: hub quarantine list",
  });
