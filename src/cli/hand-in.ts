import { readFileSync, statSync } from "node:fs";
import { basename, extname } from "node:path";
import type { CanonicalDocument, RawMessage } from "../connectors/connector.js";
import { connectors } from "../connectors/index.js";
import { HubError, messageOf } from "../domain/errors.js";
import { groupBy } from "../domain/group-by.js";
import { readSafely } from "../flows/receiving/read-message.js";
import { TOO_MUCH_WORK } from "../flows/receiving/reading-threads.js";
import { receive } from "../flows/receiving/receive.js";
import { partId } from "../flows/receiving/set-aside.js";
import { PART_OF } from "../flows/receiving/understand-parts.js";
import { waitForMessages } from "../flows/receiving/wait-for-messages.js";
import type { ConfiguredConnection, Hub } from "../flows/work/hub.js";
import type { InboundMessage } from "../store/inbound-message.js";
import { messagesByDelivery } from "../store/writes/message.js";
import { linesOf, type MessageLine, sentence } from "./message-line.js";
import { clearProgress, print, printJson, progress } from "./terminal.js";
import { withHub } from "./with-hub.js";

const WAIT_MS = 600_000;
/** As much as the door for uploads takes. */
const FILE_BYTES_MAX = 10 * 1024 * 1024;

type FileLine = { readonly file: string } & MessageLine & {
    /** What was read, in the hub's words: that of this line's order, or all that the file holds. */
    readonly documents: readonly CanonicalDocument[];
  };

/** Hands files to a connector as if they had arrived through its door, and prints what became of each document. */
export async function handIn(name: string, files: readonly string[], asJson: boolean): Promise<void> {
  const lines = await withHub("work", (hub) => ingest(hub, name, files));
  clearProgress();
  if (asJson) printJson(lines);
  else for (const line of lines) print(sentence(line));
  if (lines.some((line) => line.outcome === "UNREADABLE")) process.exitCode = 1;
}

async function ingest(hub: Hub, name: string, files: readonly string[]): Promise<FileLine[]> {
  const connection = connectionFor(hub, name);
  const handed: { file: string; messageId: string | null; problem: string }[] = [];
  for (const file of files) {
    try {
      const [kept] = await receive(hub, connection.id, [messageOfFile(file)]);
      handed.push({ file, messageId: kept?.messageId ?? null, problem: "not kept" });
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      handed.push({ file, messageId: null, problem: error.message });
    }
  }
  const ids = handed.flatMap(({ messageId }) => messageId ?? []);
  const messages = await waitForMessages(hub, ids, WAIT_MS, (left) =>
    progress(`reading: ${ids.length - left} of ${ids.length}`),
  );
  // A repeat of what another process is just handing in: its first arrival may still be unread.
  await waitForMessages(
    hub,
    messages.flatMap(({ duplicateOf }) => duplicateOf ?? []),
    WAIT_MS,
  );
  const read = await readAgain(connection, messages);
  const parts = await partsOf(hub, connection, read);
  const lines = groupBy(await linesOf(hub, [...messages, ...parts]), (line) => line.messageId);
  return handed.flatMap(({ file, messageId, problem }): FileLine[] => {
    const reason = `${file}: ${problem}`;
    if (messageId === null)
      return [{ file, messageId, outcome: "UNREADABLE", order: null, reason, documents: [] }];
    const own = lines.get(messageId) ?? [];
    const documents = read.get(messageId)?.documents ?? [];
    const isOneEach = own.length === documents.length;
    const ofFile = own.map((line, at) => ({
      ...{ file, ...line },
      documents: isOneEach ? documents.slice(at, at + 1) : at === 0 ? documents : [],
    }));
    const aside = parts.filter(({ headers }) => headers[PART_OF] === messageId);
    const ofParts = aside.flatMap(({ id }) => lines.get(id) ?? []);
    return [...ofFile, ...ofParts.map((line) => ({ file, ...line, documents: [] }))];
  });
}

interface ReadAgain {
  readonly documents: readonly CanonicalDocument[];
  /** Delivery ids of the documents of the file that were set aside. */
  readonly parts: readonly string[];
}

/** Reading is repeatable: what a kept message says can be told again at any time. A repeat says what its first one does. */
async function readAgain(
  connection: ConfiguredConnection,
  messages: readonly InboundMessage[],
): Promise<ReadonlyMap<string, ReadAgain>> {
  const said = new Map<string, ReadAgain>();
  const isSlow = connection.connector.slow === true;
  for (const message of messages) {
    // A scan takes seconds, and so does what was too much: one that could not be read says so already.
    const isDear = isSlow || message.issues.some(({ code }) => code === TOO_MUCH_WORK);
    if (message.body === null || (isDear && message.status !== "APPLIED")) continue;
    const reading = await readSafely(connection, message);
    const unread = reading.unread ?? [];
    said.set(message.id, {
      documents: reading.ok ? reading.documents : [],
      parts: unread.map(({ number }) => partId(message.id, number)),
    });
  }
  return said;
}

/** The documents of these files that could not be read: messages of their own, in quarantine. */
async function partsOf(
  hub: Hub,
  { id }: ConfiguredConnection,
  read: ReadonlyMap<string, ReadAgain>,
): Promise<InboundMessage[]> {
  const deliveryIds = [...read.values()].flatMap(({ parts }) => parts);
  const parts = await messagesByDelivery(hub.store.pool, id, deliveryIds);
  return waitForMessages(
    hub,
    parts.map((part) => part.id),
    WAIT_MS,
  );
}

/** The connection of that name, or the first of that connector. */
function connectionFor(hub: Hub, name: string): ConfiguredConnection {
  const found = hub.connection(name) ?? hub.connections().find(({ connector }) => connector.id === name);
  if (found !== undefined && found.connector.files !== undefined) return found;
  const isConnector = connectors.some(({ id }) => id === name);
  const takers = hub.connections().filter(({ connector }) => connector.files !== undefined);
  throw new HubError("UNKNOWN_CONNECTION", problemWith(name, found, isConnector), {
    mend: `These take files: ${takers.map(({ id, connector }) => `${id} (${connector.id})`).join(", ")}.`,
  });
}

function problemWith(name: string, found: ConfiguredConnection | undefined, isConnector: boolean): string {
  if (found !== undefined) return `${name} takes no files`;
  if (isConnector) return `no connection uses the connector "${name}"`;
  return `there is no connection and no connector "${name}"`;
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

/** Throws a HubError for what no door would take. */
function messageOfFile(file: string): RawMessage {
  return {
    body: bytesOf(file),
    contentType: CONTENT_TYPES[extname(file).toLowerCase()] ?? "application/octet-stream",
    fileName: basename(file),
    headers: {},
    deliveryId: null,
  };
}

function bytesOf(file: string): Uint8Array {
  try {
    const found = statSync(file);
    if (!found.isFile()) throw new Error("it is not a file");
    if (found.size === 0) throw new Error("it is empty");
    if (found.size > FILE_BYTES_MAX) throw new Error(`it is over ${FILE_BYTES_MAX} bytes`);
    return new Uint8Array(readFileSync(file));
  } catch (error) {
    throw new HubError("FILE_UNREADABLE", `it cannot be read: ${messageOf(error)}`);
  }
}
