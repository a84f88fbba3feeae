import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { replayMessage } from "../../src/flows/receiving/replay-message.js";
import { writeFacts } from "../../src/store/outbox.js";
import { reopenApplied } from "../../src/store/writes/message.js";
import { interchangeOf } from "../connectors/x12/x12-text.js";
import { OPERATOR, startTestHub } from "../support/hub.js";

let world: Awaited<ReturnType<typeof startTestHub>>;
beforeAll(async () => {
  world = await startTestHub("file-parts", {
    warehouse: false,
    connections: { edi: ["x12"], desk: ["order-file"] },
  });
});
afterAll(() => world.close());
beforeEach(() =>
  world.rows(
    "TRUNCATE inbound_messages, orders, facts, source_records, documents, outgoing_documents CASCADE",
  ),
);

interface Kept {
  readonly id: string;
  readonly status: string;
  readonly fileName: string;
  readonly headers: Record<string, string>;
  readonly issues: { code: string; at: string | null }[];
  readonly body: Buffer;
}
const kept = () =>
  world.rows<Kept>("SELECT id, status, file_name, headers, issues, body FROM inbound_messages ORDER BY id");
const poNumbers = async () =>
  (await world.rows<{ poNumber: string }>("SELECT po_number FROM orders ORDER BY po_number")).map(
    ({ poNumber }) => poNumber,
  );
const set = (poNumber: string, quantity = "2") => ({
  id: "850",
  segments: [`BEG*00*SA*${poNumber}**20261103`, "N1*BY*Buyer*92*B1", `PO1*1*${quantity}*EA*3**VN*X`],
});

async function sent(connection: string, text: string) {
  const { messageId } = await world.send(connection, text, { contentType: "application/edi-x12" });
  await world.settle();
  return messageId;
}

describe("an interchange with one order that cannot be read", () => {
  const FILE = interchangeOf([set("A"), set("B", "two"), set("C")]);

  test("gives the other orders, and that one waits in quarantine by itself", async () => {
    const file = await sent("edi", FILE);
    expect(await poNumbers()).toEqual(["A", "C"]);
    const [whole, part, ...more] = await kept();
    expect(more).toEqual([]);
    expect(whole).toMatchObject({ id: file, status: "APPLIED" });
    expect(whole?.body.toString()).toBe(FILE);
    expect(part).toMatchObject({
      status: "QUARANTINED",
      headers: { "part-of": file, part: "850 0002" },
      issues: [{ code: "QUANTITY_INVALID", at: "850 0002, segment 4 (PO1)" }],
    });
  });

  test("is acknowledged once, set by set", async () => {
    await sent("edi", FILE);
    const answers = await world.rows<{ body: Buffer }>("SELECT body FROM outgoing_documents");
    expect(answers).toHaveLength(1);
    const text = answers[0]?.body.toString() ?? "";
    expect(text.match(/AK5\*./g)).toEqual(["AK5*A", "AK5*R", "AK5*A"]);
    expect(text).toContain("AK9*P*3*3*2");
  });

  test("loses nothing and doubles nothing when it comes again or is read again", async () => {
    const file = await sent("edi", FILE);
    await sent("edi", FILE);
    await world.hub.store.transaction(async (tx) => {
      await reopenApplied(tx, [file]);
      await writeFacts(tx, [{ kind: "MessageReceived", subjectId: file, key: null }]);
    });
    await world.settle();
    const statuses = (await kept()).map(({ status }) => status).sort();
    expect(statuses).toEqual(["APPLIED", "DUPLICATE", "QUARANTINED"]);
    expect(await poNumbers()).toEqual(["A", "C"]);
    const versions = await world.rows<{ version: number }>("SELECT version FROM orders");
    expect(versions).toEqual([{ version: 1 }, { version: 1 }]);
  });

  test("what was set aside stays there when it is replayed unmended", async () => {
    await sent("edi", FILE);
    const part = (await kept()).find(({ status }) => status === "QUARANTINED");
    const input = { idempotencyKey: "again", messageId: part?.id ?? "" };
    expect(await replayMessage(world.hub, OPERATOR, input)).toMatchObject({ ok: true });
    await world.settle();
    expect((await kept()).map(({ status }) => status)).toEqual(["APPLIED", "QUARANTINED"]);
    expect(await poNumbers()).toEqual(["A", "C"]);
  });
});

test("of a table the rows of one order are set aside", async () => {
  const file = await sent("desk", "Order No,PO No,SKU,Qty\n1,P1,X,2\n2,P2,Y,two\n3,P3,Z,4\n");
  expect(await poNumbers()).toEqual(["P1", "P3"]);
  const part = (await kept()).find(({ id }) => id !== file);
  expect(part).toMatchObject({
    ...{ status: "QUARANTINED", headers: { "part-of": file, part: "order 2" } },
    issues: [{ code: "NOT_A_NUMBER", at: 'order 2, row 3, column "Qty"' }],
  });
});
