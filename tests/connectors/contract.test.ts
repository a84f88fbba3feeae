import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type {
  CanonicalDocument,
  Connector,
  ExecutionCommand,
  ExecutionSnapshot,
  MapResult,
  StoredMessage,
  WebhookRequest,
  WorkOrderPage,
} from "../../src/connectors/connector.js";
import { closeOcr } from "../../src/connectors/fax/ocr-pool.js";
import { connectorById, connectors } from "../../src/connectors/index.js";
import { HubError } from "../../src/domain/errors.js";
import { DOCUMENT_SHAPES } from "../../src/flows/receiving/understand.js";
import { orderId } from "../../src/store/writes/order-key.js";
import {
  EXECUTION_RIGS,
  type ExecutionRig,
  FAILING_ON_COMMAND,
  FAILURES,
  HOLDING_NOTHING,
  READ_FAILURES,
  SETTINGS,
  SIGNED_BODIES,
  SIGNERS,
  type Signed,
} from "./rigs.js";

/** What every connector must do. One without fixtures fails: it is not finished. */
const HERE = fileURLToPath(new URL(".", import.meta.url));
const FIXTURES = join(HERE, "fixtures");
const RECEIVED_AT = "2026-11-21T12:00:00.000Z";
const SLOW_MS = 240_000;
const QUICK_MS = 20_000;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".json": "application/json",
  ".jsonld": "application/ld+json",
  ".jsonl": "application/jsonl",
  ".xml": "application/xml",
  ".edi": "application/edi",
  ".csv": "text/csv",
  ".tsv": "text/tab-separated-values",
  ".txt": "text/plain",
  ".eml": "message/rfc822",
  ".pdf": "application/pdf",
  ".tif": "image/tiff",
  ".tiff": "image/tiff",
  ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

function filesIn(...parts: string[]): string[] {
  const folder = join(FIXTURES, ...parts);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== "settings.json")
    .map((entry) => entry.name)
    .sort();
}

function bytesOf(...parts: string[]): Uint8Array {
  return Uint8Array.from(readFileSync(join(FIXTURES, ...parts)));
}

/** Settings that the fixtures need beside the ones every test of the connector gets. */
function settingsFor(connector: Connector): Record<string, unknown> {
  const own = join(FIXTURES, connector.id, "settings.json");
  const extra = existsSync(own) ? JSON.parse(readFileSync(own, "utf8")) : {};
  return connector.settings.parse({ ...SETTINGS[connector.id], ...extra });
}

function messageOf(body: Uint8Array, fileName: string): StoredMessage {
  return {
    id: "0195f000-0000-7000-8000-000000000001",
    receivedAt: RECEIVED_AT,
    body,
    contentType: CONTENT_TYPES[extname(fileName)] ?? "application/octet-stream",
    fileName,
    headers: {},
    deliveryId: null,
  };
}

async function read(connector: Connector, message: StoredMessage): Promise<MapResult> {
  const settings = settingsFor(connector);
  const { body: _body, ...envelope } = message;
  return connector.map(await connector.decode(message, settings), envelope, settings);
}

/** The same, for messages that may be beyond reading: a HubError is an answer, anything else a bug. */
async function readOrRefuse(connector: Connector, message: StoredMessage): Promise<MapResult> {
  try {
    return await read(connector, message);
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    return { ok: false, issues: [{ code: error.code, message: error.message, at: null }] };
  }
}

const checked = (document: CanonicalDocument): unknown => DOCUMENT_SHAPES[document.kind].parse(document);

/** Always the same bytes for the same seed, so that a failure can be repeated. */
function noise(seed: number, length: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}

function expectPlainIssues(result: MapResult): void {
  expect(result.ok).toBe(false);
  if (result.ok) return;
  expect(result.issues.length).toBeGreaterThan(0);
  for (const { code, message } of result.issues) {
    expect(code).toMatch(/^[A-Z][A-Z0-9_]+$/);
    expect(message.length, message).toBeGreaterThan(10);
    // Words of a programming language are no words for the person at the desk.
    expect(message).not.toMatch(/\b(undefined|NaN|TypeError|object Object|Zod|Invalid input)\b|\n\s+at /);
  }
}

// Readers of pictures keep engines running, which would keep the test process alive.
afterAll(closeOcr);

test("every connector is in the list once and can be found", () => {
  const ids = connectors.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const connector of connectors) expect(connectorById(connector.id)).toBe(connector);
  expect(connectorById("nobody")).toBeUndefined();
});

describe.each(connectors.map((connector) => [connector.id, connector] as const))("%s", (id, connector) => {
  const timeLimit = connector.slow === true ? SLOW_MS : QUICK_MS;

  test("has the name of its folder and explains every setting it asks for", () => {
    expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(existsSync(join(HERE, "../../src/connectors", id, "index.ts"))).toBe(true);
    for (const [name, setting] of Object.entries(connector.settings.shape)) {
      expect((setting as { description?: string }).description, name).toBeTruthy();
    }
    for (const secret of connector.secrets) expect(Object.keys(connector.settings.shape)).toContain(secret);
  });

  test("has fixtures, whole ones and broken ones", () => {
    expect(filesIn(id).length).toBeGreaterThan(0);
    expect(filesIn(id, "broken").length).toBeGreaterThan(0);
  });

  test.each(filesIn(id))("reads %s, twice alike", { timeout: timeLimit }, async (file) => {
    const message = messageOf(bytesOf(id, file), file);
    const { body: _body, ...envelope } = message;
    const settings = settingsFor(connector);
    const document = await connector.decode(message, settings);
    const result = connector.map(document, envelope, settings);
    expect(result).toMatchObject({ ok: true });
    if (!result.ok) return;
    expect(connector.map(document, envelope, settings)).toEqual(result);
    expect(result.documents.map(checked)).toEqual(result.documents);
    const golden = `${JSON.stringify({ documents: result.documents, warnings: result.warnings }, null, 2)}\n`;
    await expect(golden).toMatchFileSnapshot(join(HERE, "golden", id, `${file}.json`));
  });

  test.each(filesIn(id, "broken"))("says what is wrong with %s", { timeout: timeLimit }, async (file) => {
    const body = bytesOf(id, "broken", file);
    expectPlainIssues(await readOrRefuse(connector, messageOf(body, file)));
  });

  test("gets over bodies that are no documents at all", { timeout: timeLimit }, async () => {
    const [example = "any.json"] = filesIn(id);
    const bodies = [
      new Uint8Array(0),
      noise(1, 1),
      noise(2, 1000),
      noise(3, 100_000),
      new Uint8Array(1024 * 1024),
      new TextEncoder().encode("null"),
      new TextEncoder().encode('{"__proto__":{"x":1},"constructor":null}'),
    ];
    for (const body of bodies) {
      const result = await readOrRefuse(connector, messageOf(body, example));
      expect(result.ok ? result.documents : []).toEqual([]);
    }
  });

  test("gets over documents that are cut off", { timeout: timeLimit }, async () => {
    const shares = connector.slow === true ? [0.5] : [0.03, 0.2, 0.5, 0.8, 0.97];
    for (const file of filesIn(id)) {
      const body = bytesOf(id, file);
      for (const share of shares) {
        const cut = body.subarray(0, Math.floor(body.length * share));
        const result = await readOrRefuse(connector, messageOf(cut, file));
        if (!result.ok) expectPlainIssues(result);
        else expect(result.documents.map(checked)).toEqual(result.documents);
      }
    }
  });
});

const webhooks = connectors.filter(({ webhook }) => webhook !== undefined).map((it) => [it.id, it] as const);

describe.each(webhooks.filter(([id]) => SIGNED_BODIES[id] === undefined))(
  "the webhook of %s",
  (id, connector) => {
    const body = new TextEncoder().encode('{"id": 1, "name": "Zoë"}');
    const receivedAt = new Date(RECEIVED_AT);
    const signed: Signed = SIGNERS[id]?.(body, receivedAt) ?? { headers: {}, signatureHeader: "" };
    const { headers, signatureHeader } = signed;
    const answer = async (request: Partial<WebhookRequest>) =>
      connector.webhook?.({ headers, rawBody: body, receivedAt, ...request }, settingsFor(connector));
    const given = headers[signatureHeader] ?? "";

    test("keeps what is signed, byte for byte, with the sender's id and without the signature", async () => {
      const verdict = await answer({});
      expect(verdict).toMatchObject({ kind: "accept" });
      if (verdict?.kind !== "accept") return;
      expect(verdict.messages).toHaveLength(1);
      const [message] = verdict.messages;
      expect(message?.body).toEqual(body);
      expect(message?.deliveryId).toBeTruthy();
      expect(JSON.stringify(message?.headers)).not.toContain(given);
    });

    const { [signatureHeader]: _signature, ...unsigned } = headers;
    const other = SIGNERS[id]?.(new TextEncoder().encode('{"id": 2}'), receivedAt).headers ?? {};
    const ofOtherBytes: [string, Partial<WebhookRequest>][] = [
      ["the signature of other bytes", { headers: other }],
      ["the same JSON in other bytes", { rawBody: new TextEncoder().encode('{"id":1,"name":"Zoë"}') }],
      ["no body", { rawBody: new Uint8Array(0) }],
    ];
    test.each<[string, Partial<WebhookRequest>]>([
      ["no signature", { headers: unsigned }],
      ["an empty signature", { headers: { ...headers, [signatureHeader]: "" } }],
      ["a signature cut short", { headers: { ...headers, [signatureHeader]: given.slice(0, -4) } }],
      ["a signature in capitals", { headers: { ...headers, [signatureHeader]: given.toUpperCase() } }],
      ...(signed.coversBody === false ? [] : ofOtherBytes),
    ])("turns away %s with 401", async (_, request) => {
      expect(await answer(request)).toMatchObject({ kind: "refuse", status: 401 });
    });
  },
);

/** Where the proof stands in the body, there is no signature to take away: the whole body is another one. */
describe.each(webhooks.filter(([id]) => SIGNED_BODIES[id] !== undefined))(
  "the webhook of %s",
  (id, connector) => {
    const { genuine, secret, forged } = SIGNED_BODIES[id] ?? { genuine: "", secret: "", forged: [] };
    const answer = (body: string) =>
      connector.webhook?.(
        { headers: {}, rawBody: new TextEncoder().encode(body), receivedAt: new Date(RECEIVED_AT) },
        settingsFor(connector),
      );

    test("keeps what is proved, byte for byte, with the sender's id and without the secret beside it", async () => {
      const verdict = await answer(genuine);
      expect(verdict).toMatchObject({ kind: "accept" });
      if (verdict?.kind !== "accept") return;
      expect(verdict.messages).toHaveLength(1);
      const [message] = verdict.messages;
      expect(message?.body).toEqual(new TextEncoder().encode(genuine));
      expect(message?.deliveryId).toBeTruthy();
      expect(JSON.stringify({ ...message, body: null })).not.toContain(secret);
    });

    test.each(forged)("turns away %s with 401", async (_, body) => {
      const verdict = await answer(body);
      expect(verdict).toMatchObject({ kind: "refuse", status: 401 });
      expect(JSON.stringify(verdict)).not.toContain(secret);
    });
  },
);

describe.each(
  connectors.filter(({ execution }) => execution !== undefined).map((it) => [it.id, it] as const),
)("the execution side of %s", (id, { execution, settings: shape }) => {
  let rig: ExecutionRig;
  let settings: Record<string, unknown>;
  beforeAll(async () => {
    const start = EXECUTION_RIGS[id];
    if (start === undefined || execution === undefined)
      throw new Error(`${id} has no server to be tested against`);
    rig = await start();
    settings = shape.parse(rig.settings);
  });
  afterAll(() => rig?.close());

  const apply = (command: ExecutionCommand) => execution?.apply(settings, command);
  const fetchOrder = (reference: string) => execution?.fetch(settings, reference);
  const HOME = address("Am Sandtorkai 30", "20457", "Hamburg");
  const NEW_HOME = address("Konsul-Smidt-Straße 8", "28217", "Bremen");

  const create = (reference: string): ExecutionCommand => ({
    kind: "CREATE",
    idempotencyKey: `create:${reference}`,
    reference,
    orderNumber: "#1047",
    customerName: "Nordlicht Elektronik AG",
    customerReference: "0195f000-0000-7000-8000-00000000c001",
    order: {
      poNumber: "NE-1",
      currency: "EUR",
      shipTo: HOME,
      requestedDate: "2026-11-20",
      note: null,
      lines: [line("1", "TL-6001", "30"), line("2", "TL-2001", "2")],
    },
  });

  test("takes an order, shows it, changes it, holds it and lets it go", async () => {
    expect(await fetchOrder("round-trip")).toBeNull();
    const created = await apply(create("round-trip"));
    expect(created).toMatchObject({ outcome: "ACCEPTED" });
    const first = await fetchOrder("round-trip");
    expect(first).toMatchObject({
      status: "OPEN",
      shipTo: HOME,
      canceled: false,
      requestedDate: "2026-11-20",
    });
    expect(first?.lines.map(bare)).toEqual([snap("1", "TL-6001", "30"), snap("2", "TL-2001", "2")]);
    if (first === null || first === undefined) return;

    const { externalId } = first;
    const amendment: ExecutionCommand = {
      kind: "AMEND",
      idempotencyKey: "amend-1",
      externalId,
      expectedVersion: first.version,
      targets: [
        { kind: "SHIP_TO", shipTo: NEW_HOME },
        { kind: "QUANTITY", lineNumber: "1", quantity: "25" },
      ],
    };
    expect(await apply(amendment)).toMatchObject({ outcome: "ACCEPTED", externalId });
    const second = await fetchOrder("round-trip");
    expect(second?.shipTo).toEqual(NEW_HOME);
    expect(second?.lines[0]?.quantity).toBe("25");
    expect(second?.version).not.toBe(first.version);

    const stale = { ...amendment, idempotencyKey: "amend-2" };
    expect(await apply(stale)).toMatchObject({ outcome: "REFUSED", refusal: "VERSION_CONFLICT" });

    const held = {
      kind: "HOLD",
      idempotencyKey: "hold-1",
      externalId,
      reason: "SHIP_TO_DIVERGENCE",
    } as const;
    if (HOLDING_NOTHING.includes(id)) {
      expect(await apply(held)).toMatchObject({ outcome: "REFUSED", refusal: "UNSUPPORTED" });
      return;
    }
    expect(await apply(held)).toMatchObject({ outcome: "ACCEPTED", externalId });
    expect(await fetchOrder("round-trip")).toMatchObject({ status: "ON_HOLD" });
    expect(await apply({ ...held, kind: "RELEASE", idempotencyKey: "release-1" })).toMatchObject({
      outcome: "ACCEPTED",
    });
    expect(await fetchOrder("round-trip")).toMatchObject({ status: "OPEN" });
  });

  test("answers a repeat with the same key as it answered the first time, and does nothing", async () => {
    const first = await apply(create("repeated"));
    const effects = await rig.effects();
    expect(await apply(create("repeated"))).toEqual(first);
    expect(await rig.effects()).toBe(effects);
  });

  test("refuses what it does not know", async () => {
    const externalId = "nothing";
    const amendment = {
      kind: "AMEND",
      idempotencyKey: "k",
      externalId,
      expectedVersion: "1",
      targets: [{ kind: "CANCEL" }],
    } as const;
    expect(await apply(amendment)).toMatchObject({ outcome: "REFUSED", refusal: "NOT_FOUND" });
  });

  const failing = FAILING_ON_COMMAND.includes(id);
  test.skipIf(!failing).each(FAILURES)("calls %s %o by its name", async (mode, extra, expected, effects) => {
    const reference = `failing-${mode}-${JSON.stringify(extra)}`;
    const created = await apply(create(reference));
    const before = await fetchOrder(reference);
    expect(created?.outcome).toBe("ACCEPTED");
    const count = await rig.effects();

    await rig.fail?.({ mode, ...extra, operation: "AMEND", reference });
    const answer = await apply({
      kind: "AMEND",
      idempotencyKey: `amend:${reference}`,
      externalId: before?.externalId ?? "",
      expectedVersion: before?.version ?? "",
      targets: [
        { kind: "SHIP_TO", shipTo: NEW_HOME },
        { kind: "QUANTITY", lineNumber: "2", quantity: "1" },
      ],
    });
    expect(answer).toMatchObject(expected);
    await expect.poll(() => rig.effects()).toBe(count + effects);
  });

  test.skipIf(!failing).each(READ_FAILURES)("says to come again when reading ends in %s", async (mode) => {
    await apply(create(`reading-${mode}`));
    await rig.fail?.({ mode, operation: "READ", reference: `reading-${mode}` });
    const failed = await fetchOrder(`reading-${mode}`)?.catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(HubError);
    expect(failed).toMatchObject({ next: { kind: "retry" } });
    expect(await fetchOrder(`reading-${mode}`)).toMatchObject({ status: "OPEN" });
  });

  test.skipIf(execution?.list === undefined)("lists an order of ours once, with its id there", async () => {
    const reference = orderId("contract", id, new Date("2026-11-01T08:00:00Z"));
    // On a busy machine an answer may come too late; the order is made once all the same.
    await expect.poll(() => apply(create(reference))).toMatchObject({ outcome: "ACCEPTED" });
    const shown = await fetchOrder(reference);
    const found: unknown[] = [];
    let cursor: string | null = null;
    do {
      const page: WorkOrderPage | undefined = await execution?.list?.(settings, cursor);
      found.push(...(page?.orders ?? []).filter((order) => order.reference === reference));
      cursor = page?.next ?? null;
    } while (cursor !== null);
    expect(found).toMatchObject([{ reference, externalId: shown?.externalId }]);
  });

  test("knows a system that is not there from one that may have acted", async () => {
    const closed = await startedAndClosed(id);
    const nowhere = shape.parse({ ...rig.settings, ...closed });
    expect(await execution?.apply(nowhere, create("nowhere"))).toMatchObject({ outcome: "RETRY" });
    const comeAgain = { next: { kind: "retry" } };
    await expect(execution?.fetch(nowhere, "nowhere")).rejects.toMatchObject(comeAgain);
    if (execution?.list !== undefined)
      await expect(execution.list(nowhere, null)).rejects.toMatchObject(comeAgain);
  });
});

/** Settings of a server that is gone: its port was free a moment ago. */
async function startedAndClosed(id: string): Promise<Record<string, unknown>> {
  const rig = await EXECUTION_RIGS[id]?.();
  await rig?.close();
  return rig?.settings ?? {};
}

function address(street: string, postalCode: string, city: string) {
  return {
    recipient: "Nordlicht Elektronik AG",
    department: null,
    lines: [street],
    city,
    region: null,
    postalCode,
    country: "DE",
    phone: null,
  };
}

function line(lineNumber: string, sku: string, quantity: string) {
  return { lineNumber, sku, description: null, quantity, unit: null, unitPrice: "46.00" };
}

function snap(lineNumber: string, sku: string, quantity: string) {
  return { lineNumber, sku, quantity, unitPrice: "46" };
}

/** What every system shows alike: some have a description for each article, and all write numbers their own way. */
function bare({ lineNumber, sku, quantity, unitPrice }: ExecutionSnapshot["lines"][number]) {
  const plain = (decimal: string | null) => (decimal === null ? null : String(Number(decimal)));
  return { lineNumber, sku, quantity: plain(quantity), unitPrice: plain(unitPrice) };
}
