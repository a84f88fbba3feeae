import type { Connector, MapResult, StoredMessage } from "../../src/connectors/connector.js";
import { HubError } from "../../src/domain/errors.js";

const RECEIVED_AT = "2026-11-21T12:00:00.000Z";

/** A file as a connector gets it from the store. */
export const fileOf = (content: string | Uint8Array): StoredMessage => ({
  id: "0195f000-0000-7000-8000-000000000001",
  receivedAt: RECEIVED_AT,
  body: typeof content === "string" ? new TextEncoder().encode(content) : content,
  contentType: "application/edi",
  fileName: "file.edi",
  headers: {},
  deliveryId: null,
});

/** What a connector makes of a file; what it cannot open at all is an issue too, anything else a bug. */
export async function readFile(
  connector: Pick<Connector, "decode" | "map" | "settings">,
  content: string | Uint8Array,
  extra: Record<string, unknown> = {},
): Promise<MapResult> {
  const { body, ...envelope } = fileOf(content);
  const settings = connector.settings.parse(extra);
  try {
    return connector.map(await connector.decode({ ...envelope, body }, settings), envelope, settings);
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    return { ok: false, issues: [{ code: error.code, message: error.message, at: null }] };
  }
}

/** The only document of a file, as one kind. */
export function only<Kind extends string>(result: MapResult, kind: Kind) {
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  const [document] = result.documents;
  if (result.documents.length !== 1 || document?.kind !== kind) {
    throw new Error(`expected one ${kind}, found ${result.documents.map((one) => one.kind).join(", ")}`);
  }
  return document as Extract<typeof document, { kind: Kind }>;
}
