import { readFileSync } from "node:fs";
import { basename, extname } from "node:path";
import type { Command } from "commander";
import { readConfig } from "../config.js";
import type { Connector, RawMessage } from "../connectors/connector.js";
import { connectors } from "../connectors/index.js";
import { HubError, messageOf } from "../domain/errors.js";
import type { Hub } from "../flows/hub.js";
import { receive } from "../flows/receive.js";
import { waitForMessages } from "../flows/wait-for-messages.js";
import { createLog } from "../log.js";
import { openSession } from "../session.js";
import { select } from "../store/rows.js";
import { clearProgress, print, printJson, progress } from "./terminal.js";

const WAIT_MS = 600_000;

interface Line {
  readonly file: string;
  readonly messageId: string | null;
  readonly outcome: string;
  readonly orders: readonly string[];
  readonly reasons: readonly string[];
}

/** `hub ingest <connector> <file…>`: hands files to a connector as if they had arrived through its door. */
export function ingestCommand(program: Command): void {
  program
    .command("ingest <connector> <file...>")
    .description("hand files to a connector (or to one of its connections) as if they had arrived")
    .option("--json", "print one JSON document")
    .action(async (name: string, files: string[], options: { json?: boolean }) => {
      const config = readConfig();
      const session = await openSession(
        config,
        createLog(config.logLevel === "info" ? "error" : config.logLevel),
      );
      try {
        const lines = await ingest(session.hub, name, files);
        clearProgress();
        if (options.json === true) printJson(lines);
        else for (const line of lines) print(sentence(line));
        if (lines.some((line) => line.outcome === "UNREADABLE")) process.exitCode = 1;
      } finally {
        await session.close();
      }
    });
}

async function ingest(hub: Hub, name: string, files: readonly string[]): Promise<Line[]> {
  const connection = connectionFor(hub, name);
  const handed: { file: string; messageId: string | null; problem: string | null }[] = [];
  for (const file of files) {
    try {
      const [kept] = await receive(hub, connection.id, [messageOfFile(file)]);
      handed.push({ file, messageId: kept?.messageId ?? null, problem: null });
    } catch (error) {
      handed.push({ file, messageId: null, problem: messageOf(error) });
    }
  }
  const ids = handed.flatMap(({ messageId }) => messageId ?? []);
  const messages = await waitForMessages(hub, ids, WAIT_MS, (left) =>
    progress(`reading: ${ids.length - left} of ${ids.length}`),
  );
  const byId = new Map(messages.map((message) => [message.id, message]));
  const orders = await select<{ messageId: string; number: string }>(
    hub.store.pool,
    "SELECT message_id, number FROM orders WHERE message_id = ANY($1::uuid[]) ORDER BY number",
    [messages.map((message) => message.duplicateOf ?? message.id)],
  );
  return handed.map(({ file, messageId, problem }) => {
    const message = messageId === null ? undefined : byId.get(messageId);
    if (message === undefined) {
      return { file, messageId, outcome: "UNREADABLE", orders: [], reasons: [problem ?? "not kept"] };
    }
    const source = message.duplicateOf ?? message.id;
    return {
      ...{ file, messageId, outcome: message.status },
      orders: orders.filter((order) => order.messageId === source).map(({ number }) => number),
      reasons: message.issues.map(({ message: text, at }) => (at === null ? text : `${at}: ${text}`)),
    };
  });
}

/** The connection of that name, or the first of that connector. */
function connectionFor(hub: Hub, name: string) {
  const found =
    hub.connection(name) ??
    hub.connections().find(({ connector }: { connector: Connector }) => connector.id === name);
  if (found !== undefined) return found;
  const isConnector = connectors.some(({ id }) => id === name);
  throw new HubError(
    "UNKNOWN_CONNECTION",
    isConnector ? `no connection uses the connector "${name}"` : `there is no connector "${name}"`,
    {
      mend: `Connections: ${hub
        .connections()
        .map(({ id }) => id)
        .join(", ")}. Connectors: ${connectors.map(({ id }) => id).join(", ")}.`,
    },
  );
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".json": "application/json",
  ".csv": "text/csv",
  ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ".eml": "message/rfc822",
  ".tif": "image/tiff",
  ".tiff": "image/tiff",
  ".pdf": "application/pdf",
  ".xml": "application/xml",
};

function messageOfFile(file: string): RawMessage {
  const contentType = CONTENT_TYPES[extname(file).toLowerCase()] ?? "application/octet-stream";
  return {
    body: new Uint8Array(readFileSync(file)),
    contentType,
    fileName: basename(file),
    headers: {},
    deliveryId: null,
  };
}

function sentence({ file, messageId, outcome, orders, reasons }: Line): string {
  const came = orders.length > 0 ? orders.join(", ") : reasons.join("; ");
  return [file, messageId ?? "-", outcome, came].join("  ").trimEnd();
}
