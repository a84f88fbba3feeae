import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import { readConfig } from "../config.js";
import { HubError } from "../domain/errors.js";
import type { Viewer } from "../domain/viewer.js";
import type { Hub } from "../flows/hub.js";
import type { Outcome } from "../flows/outcome.js";
import { discardQuarantined, replayMessage } from "../flows/replay-message.js";
import { waitForMessages } from "../flows/wait-for-messages.js";
import { createLog } from "../log.js";
import { openSession } from "../session.js";
import type { InboundMessage } from "../store/inbound-message.js";
import { select } from "../store/rows.js";
import { messagesById } from "../store/writes/message.js";
import { print, printJson, table } from "./terminal.js";

const LISTED_MAX = 200;
const WAIT_MS = 120_000;
const KEYBOARD: Viewer = { subject: "keyboard", role: "OPERATOR", customerId: null };

/** `hub quarantine list|show|replay|discard`: what could not be understood, and what becomes of it. */
export function quarantineCommand(program: Command): void {
  const quarantine = program.command("quarantine").description("messages that could not be understood");
  quarantine
    .command("list")
    .option("--json", "print one JSON document")
    .action((options: { json?: boolean }) => withHub((hub) => list(hub, options.json === true)));
  quarantine
    .command("show <message>")
    .option("--raw <file>", "write the bytes as they came into this file")
    .action((id: string, options: { raw?: string }) => withHub((hub) => show(hub, id, options.raw)));
  quarantine.command("replay <message...>").action((ids: string[]) => withHub((hub) => replay(hub, ids)));
  quarantine
    .command("discard <message>")
    .requiredOption("--reason <text>", "why nobody needs it")
    .action((id: string, options: { reason: string }) =>
      withHub(async (hub) => {
        orThrow(await discardQuarantined(hub, id, options.reason));
        print(`${id}  DISCARDED`);
      }),
    );
}

async function withHub(work: (hub: Hub) => Promise<void>): Promise<void> {
  const config = readConfig();
  const session = await openSession(
    config,
    createLog(config.logLevel === "info" ? "error" : config.logLevel),
  );
  try {
    await work(session.hub);
  } finally {
    await session.close();
  }
}

async function list(hub: Hub, json: boolean): Promise<void> {
  const rows = await select<
    Pick<InboundMessage, "id" | "connectionId" | "fileName" | "receivedAt" | "issues">
  >(
    hub.store.pool,
    `SELECT id, connection_id, file_name, received_at, issues FROM inbound_messages
      WHERE status = 'QUARANTINED' ORDER BY received_at DESC LIMIT $1`,
    [LISTED_MAX],
  );
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

async function show(hub: Hub, id: string, rawFile: string | undefined): Promise<void> {
  const [message] = await messagesById(hub.store.pool, [id]);
  if (message === undefined) throw new HubError("NOT_FOUND", `there is no message ${id}`);
  const { body, ...envelope } = message;
  if (rawFile !== undefined) writeFileSync(rawFile, body ?? new Uint8Array());
  printJson({ ...envelope, bytes: body?.length ?? 0 });
}

async function replay(hub: Hub, ids: readonly string[]): Promise<void> {
  for (const messageId of ids)
    orThrow(await replayMessage(hub, KEYBOARD, { idempotencyKey: randomUUID(), messageId }));
  for (const { id, status, result, issues } of await waitForMessages(hub, ids, WAIT_MS)) {
    print([id, status, result ?? issues.map(({ message }) => message).join("; ")].join("  "));
  }
}

/** Expected refusals are values inside; at the keyboard they are errors. */
function orThrow<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  const [{ code, message } = { code: "REFUSED", message: "it was refused" }] = outcome.userErrors;
  throw new HubError(code, message);
}
