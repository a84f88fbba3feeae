import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { z } from "zod";
import { bogus } from "../../../src/connectors/bogus/index.js";
import type { CanonicalDocument, ExecutionCommand } from "../../../src/connectors/connector.js";
import type { ExecutionEvent } from "../../../src/domain/execution.js";

const SECRET = "whsec_dGhyb3VnaGxpbmUtdGVzdC1zZWNyZXQtMDE=";

export const settingsOf = (url: string): z.infer<typeof bogus.settings> =>
  bogus.settings.parse({ url, apiKey: "key", webhookSecret: SECRET, timeoutMs: 2000 });

export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "bogus-test-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Just enough of a hub: it takes events through the connector's own door, or refuses them on demand. */
export async function startListener() {
  const events: ExecutionEvent[] = [];
  const deliveries: string[] = [];
  let refusals = 0;
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const rawBody = Uint8Array.from(Buffer.concat(chunks));
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    deliveries.push(headers["webhook-id"] ?? "");
    if (refusals > 0) {
      refusals -= 1;
      response.writeHead(503).end();
      return;
    }
    const verdict = await bogus.webhook?.(
      { headers, rawBody, receivedAt: new Date() },
      settingsOf("http://127.0.0.1:1"),
    );
    if (verdict?.kind !== "accept") {
      response.writeHead(401).end();
      return;
    }
    for (const document of await documentsOf(rawBody))
      if (document.kind === "EXECUTION") events.push(document.event);
    response.writeHead(202).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    hub: { webhookUrl: `http://127.0.0.1:${port}/hooks/bogus`, secret: SECRET },
    events,
    deliveries,
    refuse(times: number) {
      refusals = times;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function documentsOf(body: Uint8Array): Promise<readonly CanonicalDocument[]> {
  const envelope = {
    id: "m",
    receivedAt: "",
    contentType: "application/json",
    fileName: null,
    headers: {},
    deliveryId: null,
  };
  const settings = settingsOf("http://127.0.0.1:1");
  const result = bogus.map(await bogus.decode({ ...envelope, body }, settings), envelope, settings);
  return result.ok ? result.documents : [];
}

/** A short form of an event, for claims about sequences. */
export function brief(event: ExecutionEvent): string {
  const city = "shipTo" in event ? ` ${event.shipTo?.city}` : "";
  if (event.type === "RETURN") return `RETURN ${event.kind} ${event.reason}`;
  if (event.type === "TRACKING")
    return `TRACKING ${event.status}${event.reason === null ? "" : ` ${event.reason}`}`;
  return `${event.type} ${event.status}${city}`;
}

export const address = (city: string) => ({
  recipient: "Nordlicht Elektronik AG",
  department: null,
  lines: [`${city}er Straße 1`],
  city,
  region: null,
  postalCode: "20457",
  country: "DE",
  phone: null,
});

export const createCommand = (reference: string): ExecutionCommand & { kind: "CREATE" } => ({
  kind: "CREATE",
  idempotencyKey: `create:${reference}`,
  reference,
  orderNumber: "1047",
  customerName: null,
  customerReference: "c1",
  order: {
    poNumber: null,
    currency: "EUR",
    shipTo: address("Hamburg"),
    requestedDate: null,
    note: null,
    lines: [
      { lineNumber: "1", sku: "TL-6001", description: null, quantity: "30", unit: null, unitPrice: "46.00" },
    ],
  },
});
