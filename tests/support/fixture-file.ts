import { readFileSync } from "node:fs";
import type { CanonicalDocument, Connector } from "../../src/connectors/connector.js";
import { understand } from "../../src/flows/receiving/understand.js";

const FIXTURES = new URL("../connectors/fixtures/", import.meta.url);

/** What the hub makes of a fixture of a connector, which has to be readable. */
export async function documentsOf(
  connector: Connector,
  fileName: string,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<readonly CanonicalDocument[]> {
  const body = Uint8Array.from(readFileSync(new URL(`${connector.id}/${fileName}`, FIXTURES)));
  const message = {
    ...{ id: "m", receivedAt: "2026-11-21T12:00:00.000Z", contentType: "application/octet-stream" },
    ...{ headers: {}, fileName, deliveryId: null, body },
  };
  const result = await understand(connector, message, connector.settings.parse(settings));
  if (!result.ok) throw new Error(`${fileName}: ${JSON.stringify(result.issues)}`);
  return result.documents;
}

/** The same for one kind of document, without what is around it. */
export async function ordersOf(...read: Parameters<typeof documentsOf>) {
  return (await documentsOf(...read)).flatMap((one) => (one.kind === "ORDER" ? [one.order] : []));
}
