import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { READING, startTestHub } from "../support/hub.js";

let world: Awaited<ReturnType<typeof startTestHub>>;
beforeAll(async () => {
  world = await startTestHub("documents", {
    warehouse: false,
    connections: {
      supplier: ["x12", { ownId: "HUB" }],
      desk: ["x12", { ownId: "HUB" }],
      calls: ["amazon-connect"],
    },
  });
});
afterAll(() => world.close());

/** An interchange of ours with one set in it. */
const x12 = (kind: string, group: string, control: number, ...segments: readonly string[]): string =>
  [
    `ISA*00*          *00*          *ZZ*FELSENWERK     *ZZ*HUB            *261121*1200*U*00401*${String(control).padStart(9, "0")}*0*P*>`,
    `GS*${group}*FELSENWERK*HUB*20261121*1200*${control}*X*004010`,
    `ST*${kind}*0001`,
    ...segments,
    `SE*${segments.length + 2}*0001`,
    `GE*1*${control}`,
    `IEA*1*${String(control).padStart(9, "0")}`,
    "",
  ].join("~\n");

const order = (po: string, control: number): string =>
  x12(
    "850",
    "PO",
    control,
    `BEG*00*SA*${po}**20261120`,
    "CUR*BY*EUR",
    "N1*BY*Felsenwerk AG*92*F-1",
    "N1*ST*Felsenwerk Lager",
    "N3*Talweg 9",
    "N4*Chur*GR*7000*CH",
    "PO1*1*12*EA*4.50**VN*TL-9",
    "CTT*1",
  );
const notice = (number: string, po: string, control: number): string =>
  x12(
    "856",
    "SH",
    control,
    `BSN*00*${number}*20261121*1200*0001`,
    "HL*1**S",
    "TD5**2*UPSN",
    "REF*CN*1Z999AA10123456784",
    "DTM*011*20261121",
    "HL*2*1*O",
    `PRF*${po}`,
    "HL*3*2*I",
    "LIN*1*VN*TL-9",
    "SN1*1*12*EA",
    "CTT*3",
  );

const send = (connection: string, body: string) =>
  world.send(connection, body, { contentType: "application/edi-x12" });

describe("a ship notice", () => {
  test("that comes before its order is kept, and becomes a parcel when the order is there", async () => {
    const { messageId } = await send("supplier", notice("ASN-1", "PO-1", 1));
    await world.work(READING);
    const waiting = await world.message(messageId);
    expect(waiting.status).toBe("APPLIED");
    expect(waiting.result).toContain("PO-1, which nobody here knows yet");
    await send("supplier", order("PO-1", 2));
    await world.settle();
    expect(
      await world.rows(
        "SELECT s.tracking_number AS number, s.status, s.lines, o.po_number FROM shipments s JOIN orders o ON o.id = s.order_id",
      ),
    ).toEqual([
      {
        number: "1Z999AA10123456784",
        status: "IN_TRANSIT",
        poNumber: "PO-1",
        lines: [{ lineNumber: "1", quantity: "12" }],
      },
    ]);
    expect(await world.rows("SELECT * FROM awaited")).toEqual([]);
  });

  test("of a stranger never reaches an order that merely bears the same number", async () => {
    await send("supplier", order("PO-2", 3));
    await world.settle();
    const { messageId } = await send("desk", notice("ASN-2", "PO-2", 4));
    await world.settle();
    expect((await world.message(messageId)).result).toContain("which nobody here knows yet");
    expect(
      await world.rows(
        "SELECT 1 FROM shipments s JOIN orders o ON o.id = s.order_id WHERE o.po_number = 'PO-2'",
      ),
    ).toEqual([]);
  });

  test("that is sent again under its number changes nothing", async () => {
    const count = async () =>
      (await world.rows<{ n: number }>("SELECT count(*)::int AS n FROM shipments"))[0]?.n;
    const before = await count();
    await send("supplier", notice("ASN-1", "PO-1", 9));
    await world.settle();
    expect(await count()).toBe(before);
    expect(
      await world.rows("SELECT 1 FROM documents WHERE kind = 'SHIP_NOTICE' AND external_id LIKE '%ASN-1%'"),
    ).toHaveLength(1);
  });
});

test("a change that comes before its order waits with a person, and finds the order by itself when that comes", async () => {
  const change = x12("860", "PC", 30, "BCH*04*SA*PO-9***20261121", "POC*1*CA*7**EA*4.50**VN*TL-9", "CTT*1");
  const { messageId } = await send("supplier", change);
  await world.work(READING);
  expect(await world.message(messageId)).toMatchObject({
    status: "QUARANTINED",
    issues: [{ code: "ORDER_NOT_FOUND" }],
  });
  await send("supplier", order("PO-9", 31));
  await world.settle();
  const found = await world.message(messageId);
  expect(found.status).toBe("APPLIED");
  expect(found.result).toContain("waits for a person");
});

test("a number that is another order's id at the source is waited for in peace, and not read again and again", async () => {
  const id = "FELSENWERK/PO-1";
  const { messageId } = await send("supplier", notice("ASN-LOOP", id, 40));
  await world.settle();
  const known = await world.rows("SELECT 1 FROM orders WHERE external_id = $1", [id]);
  expect(known).toHaveLength(1);
  expect(await world.message(messageId)).toMatchObject({ status: "APPLIED" });
  expect(await world.rows("SELECT key FROM awaited WHERE message_id = $1", [messageId])).not.toEqual([]);
  const facts = await world.rows("SELECT 1 FROM facts WHERE subject_id = $1", [messageId]);
  expect(facts).toHaveLength(1);
});

test("an order over EDI is answered once: a receipt for the interchange, an answer for the order", async () => {
  await send("supplier", order("PO-7", 20));
  await world.settle();
  const written = await world.rows<{ answers: string; body: Buffer }>(
    "SELECT d.answers, d.body FROM outgoing_documents d JOIN inbound_messages m ON m.id = d.message_id WHERE position('PO-7' in convert_from(m.body, 'UTF8')) > 0 ORDER BY answers DESC",
  );
  const texts = written.map(({ body }) => body.toString("utf8"));
  expect(texts).toHaveLength(2);
  expect(texts[0]).toContain("*FA*");
  expect(texts[0]).toMatch(/AK5\*A/);
  expect(texts[1]).toMatch(/BAK\*00\*A[CDK]\*PO-7/);
  // Reading everything again answers nothing again.
  await world.rows(
    "UPDATE inbound_messages SET status = 'RECEIVED' WHERE position('PO-7' in convert_from(body, 'UTF8')) > 0",
  );
  await world.rows(
    "INSERT INTO facts (id, kind, subject_id, created_at, next_at, attempts) SELECT gen_random_uuid(), 'MessageReceived', id, now(), now(), 0 FROM inbound_messages WHERE status = 'RECEIVED'",
  );
  await world.settle();
  expect(
    await world.rows(
      "SELECT 1 FROM outgoing_documents d JOIN inbound_messages m ON m.id = d.message_id WHERE position('PO-7' in convert_from(m.body, 'UTF8')) > 0",
    ),
  ).toHaveLength(2);
});

test("a call is kept as its latest record says, whichever comes first", async () => {
  const fixture = new URL("../connectors/fixtures/amazon-connect/record.json", import.meta.url);
  const record = JSON.parse(readFileSync(fixture, "utf8")) as Record<string, unknown>;
  const version = (stamp: string, agent: string) =>
    JSON.stringify({ ...record, LastUpdateTimestamp: stamp, Agent: { Username: agent } });
  await world.send("calls", version("2026-11-21T12:10:00Z", "later"));
  await world.work(READING);
  await world.send("calls", version("2026-11-21T12:05:00Z", "earlier"));
  await world.work(READING);
  const calls = await world.rows<{ agent: string }>(
    "SELECT content ->> 'agent' AS agent FROM documents WHERE kind = 'CALL'",
  );
  expect(calls).toEqual([{ agent: "later" }]);
});
