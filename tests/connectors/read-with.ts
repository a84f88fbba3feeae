import type { Connector, MapResult, StoredMessage } from "../../src/connectors/connector.js";
import type { Call } from "../../src/domain/call.js";
import type { TrackingEventDocument } from "../../src/domain/execution.js";
import type { CanonicalOrder } from "../../src/domain/order.js";
import { understand } from "../../src/flows/receiving/understand.js";

/** What a message carries beside its body, and what its connection is set to. */
export interface Told extends Partial<Pick<StoredMessage, "headers" | "fileName">> {
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** Reads a document as the hub does: text as it is, anything else as JSON. */
export async function readWith(
  connector: Connector,
  document: unknown,
  { settings = {}, ...told }: Told = {},
): Promise<MapResult> {
  const text = typeof document === "string" ? document : JSON.stringify(document);
  const message = {
    id: "m",
    receivedAt: "2026-11-21T12:00:00.000Z",
    contentType: "application/octet-stream",
    fileName: null,
    headers: {},
    deliveryId: null,
    body: new TextEncoder().encode(text),
    ...told,
  };
  return understand(connector, message, connector.settings.parse(settings));
}

/** The events of parcels in a document that has to be read. */
export const eventsIn = async (...read: Parameters<typeof readWith>): Promise<TrackingEventDocument[]> =>
  (await documentsIn(...read)).flatMap((document) =>
    document.kind === "EXECUTION" && document.event.type === "TRACKING" ? [document.event] : [],
  );

/** The calls in a document that has to be read. */
export const callsIn = async (...read: Parameters<typeof readWith>): Promise<Call[]> =>
  (await documentsIn(...read)).flatMap((document) => (document.kind === "CALL" ? [document.call] : []));

/** The one order in a document that has to be read. */
export async function orderIn(...read: Parameters<typeof readWith>): Promise<CanonicalOrder> {
  const [document, ...more] = await documentsIn(...read);
  if (document?.kind !== "ORDER" || more.length > 0) throw new Error(`not one order: ${document?.kind}`);
  return document.order;
}

/** Codes of what is said about a document: of its warnings if it is read, else of its issues. */
export async function codesSaid(...read: Parameters<typeof readWith>): Promise<string[]> {
  const result = await readWith(...read);
  return (result.ok ? result.warnings : result.issues).map(({ code }) => code);
}

async function documentsIn(...read: Parameters<typeof readWith>) {
  const result = await readWith(...read);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.documents;
}
