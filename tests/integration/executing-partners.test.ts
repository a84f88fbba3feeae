import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectorById } from "../../src/connectors/index.js";
import type { Acknowledgment, LineAcknowledgment } from "../../src/domain/acknowledgment.js";
import type { CanonicalOrder } from "../../src/domain/order.js";
import type { OrderChangeTarget } from "../../src/domain/order-change.js";
import { expireAnswers } from "../../src/flows/delivering/take-answer.js";
import { type ChangeWorld, startChangeWorld } from "../support/changes.js";
import { readFile } from "../support/edi-message.js";
import { WEBHOOK_SECRET } from "../support/hub.js";
import { BREMEN } from "../support/orders.js";

/** Our settings, and those of the partner, who speaks the same format from the other side. */
const SIDES: Readonly<
  Record<string, readonly [ours: Record<string, unknown>, theirs: Record<string, unknown>]>
> = {
  x12: [
    { ownId: "HUB", partnerId: "LOGISTICS" },
    { ownId: "LOGISTICS", partnerId: "HUB" },
  ],
  edifact: [
    { ownId: "4012345000009", partnerId: "4098765000004" },
    { ownId: "4098765000004", partnerId: "4012345000009" },
  ],
  ubl: [
    {
      ourEndpointId: "4012345000009",
      ourName: "Throughline",
      partnerEndpointId: "4098765000004",
      partnerEndpointScheme: "0088",
    },
    {
      ourEndpointId: "4098765000004",
      ourName: "Logistics",
      partnerEndpointId: "4012345000009",
      partnerEndpointScheme: "0088",
    },
  ],
};

interface Written {
  readonly id: string;
  readonly answers: string;
  readonly body: Buffer;
  readonly control: string;
  readonly answerDueAt: Date | null;
}

describe.each(Object.keys(SIDES))("a partner that carries orders out over %s", (format) => {
  const connector = connectorById(format) ?? expect.fail(format);
  const [ours, theirs] = SIDES[format] ?? [{}, {}];
  let world: ChangeWorld;
  let answered = 0;
  beforeAll(async () => {
    world = await startChangeWorld(`partner_${format}`, {
      warehouse: false,
      connections: {
        partner: ["standard-webhooks", { webhookSecret: WEBHOOK_SECRET }],
        stranger: [format, theirs],
        logistics: [format, { ...ours, executes: true, answerHours: 6 }],
      },
    });
  });
  afterAll(() => world.close());

  const written = (orderId: string) =>
    world.rows<Written>(
      "SELECT id, answers, body, control::text, answer_due_at FROM outgoing_documents WHERE order_id = $1 ORDER BY id",
      [orderId],
    );
  const last = async (orderId: string): Promise<Written> =>
    (await written(orderId)).at(-1) ?? expect.fail("nothing was written");

  /** What the partner reads in our first document to it: the order as it has it. */
  async function theirOrder(orderId: string): Promise<CanonicalOrder> {
    const [first] = await written(orderId);
    const result = await readFile(connector, Uint8Array.from(first?.body ?? []), theirs);
    const document = result.ok ? result.documents[0] : undefined;
    return document?.kind === "ORDER" ? document.order : expect.fail(JSON.stringify(result));
  }

  const lineAnswer = (lineNumber: string, more: Partial<LineAcknowledgment> = {}): LineAcknowledgment => ({
    ...{
      lineNumber,
      sku: null,
      code: "ACCEPTED",
      nativeCode: null,
      quantity: null,
      unit: null,
      unitPrice: null,
    },
    ...{ promisedDate: null, substituteSku: null, note: null },
    ...more,
  });

  /** Answers in the partner's own words, through the door that its documents come in by. */
  async function answer(
    orderId: string,
    said: Partial<Acknowledgment>,
    connection = "logistics",
  ): Promise<string> {
    const order = await theirOrder(orderId);
    const acknowledgment: Acknowledgment = {
      ...{
        level: "BUSINESS",
        externalId: `L-${++answered}`,
        order: { externalId: null, number: null, poNumber: order.poNumber },
      },
      ...{
        control: { interchange: null, group: null, message: null },
        code: "ACCEPTED",
        nativeCode: null,
        issuedAt: null,
      },
      ...{ promisedDate: null, currency: "EUR", lines: [], notes: [] },
      ...said,
    };
    const settings = connector.settings.parse(theirs);
    const sending = { at: new Date(Date.UTC(2026, 10, 29, 12, answered)).toISOString(), control: answered };
    const asked = {
      document: null,
      message: {
        id: "m",
        receivedAt: sending.at,
        contentType: "",
        fileName: null,
        headers: {},
        deliveryId: null,
      },
    };
    const document = connector.answers?.order?.(acknowledgment, order, sending, settings, asked);
    const { messageId } = await world.send(connection, document?.body ?? "", {
      contentType: "application/edi",
    });
    await world.settle();
    return messageId;
  }

  /** An order that the partner has taken. */
  async function taken(id: string) {
    const order = await world.place({ id: `${format} ${id}` });
    await answer(order.id, {});
    return order;
  }
  const quantity: OrderChangeTarget = { kind: "QUANTITY", lineNumber: "1", quantity: "12" };

  test("gets the order once, and has it when it says so", async () => {
    const order = await world.place({ id: `${format} new` });
    expect(order).toMatchObject({ executionSync: "PENDING" });
    expect(await written(order.id)).toMatchObject([
      { answers: `logistics:create:${order.id}:1`, answerDueAt: expect.any(Date) },
    ]);
    expect((await theirOrder(order.id)).poNumber).toBe(order.number);
    // Whatever rings again writes nothing again.
    await world.rows(
      "INSERT INTO facts (id, kind, subject_id, key, created_at, next_at, attempts) VALUES (gen_random_uuid(), 'OrderReady', $1, $2, now(), now(), 0)",
      [order.id, `order:${order.id}`],
    );
    await world.settle();
    expect(await written(order.id)).toHaveLength(1);
    await answer(order.id, {});
    expect(await world.orderOf(`${format} new`)).toMatchObject({ executionSync: "IN_SYNC" });
    expect(await last(order.id)).toMatchObject({ answerDueAt: null });
    expect(await world.tasksOf(order.id)).toEqual([]);
  });

  test("is asked for one change after the other, and each is done when it is answered", async () => {
    const order = await taken("changes");
    await world.ask(
      order.id,
      1,
      { kind: "SHIP_TO", shipTo: BREMEN },
      { kind: "DATE", requestedDate: "2027-01-08" },
    );
    await world.settle();
    expect(await written(order.id)).toHaveLength(2);
    expect(await world.deliveriesOf(order.id)).toMatchObject([{ status: "SENT" }, { status: "QUEUED" }]);
    await answer(order.id, {});
    expect(await world.deliveriesOf(order.id)).toMatchObject([
      { status: "APPLIED", change: "CONFIRMED" },
      { status: "SENT" },
    ]);
    expect(await written(order.id)).toHaveLength(3);
    await answer(order.id, {});
    expect(await world.deliveriesOf(order.id)).toMatchObject([
      { status: "APPLIED" },
      { status: "APPLIED", change: "CONFIRMED" },
    ]);
    expect(await world.orderOf(`${format} changes`)).toMatchObject({ executionSync: "IN_SYNC" });
  });

  const LINES: readonly (readonly [string, Partial<Acknowledgment>, Record<string, unknown>])[] = [
    [
      "accepts the line",
      {
        code: "ACCEPTED_WITH_CHANGE",
        lines: [
          lineAnswer("1", { quantity: "12" }),
          lineAnswer("2", { code: "ACCEPTED_WITH_CHANGE", quantity: "4" }),
        ],
      },
      { status: "APPLIED" },
    ],
    [
      "names another quantity",
      {
        code: "ACCEPTED_WITH_CHANGE",
        lines: [lineAnswer("1", { code: "ACCEPTED_WITH_CHANGE", quantity: "8", promisedDate: "2026-12-24" })],
      },
      { status: "PARTIAL", nativeMessage: expect.stringMatching(/quantity 8.*2026-12-24/) },
    ],
    [
      "rejects the line",
      {
        code: "PARTIALLY_ACCEPTED",
        lines: [lineAnswer("1", { code: "REJECTED", note: "sold out" }), lineAnswer("2")],
      },
      { status: "REJECTED", refusal: "VALIDATION", nativeMessage: expect.stringContaining("sold out") },
    ],
    [
      "has shipped it",
      {
        code: "ACCEPTED_WITH_CHANGE",
        lines: [
          lineAnswer("1", { code: "ALREADY_SHIPPED" }),
          lineAnswer("2", { code: "ACCEPTED_WITH_CHANGE", quantity: "1" }),
        ],
      },
      { status: "TOO_LATE", refusal: "ALREADY_SHIPPED" },
    ],
    ["rejects it all", { code: "REJECTED", notes: ["not in this life"] }, { status: "REJECTED" }],
  ];
  test.each(LINES)("%s, and that is what stands", async (name, said, expected) => {
    const order = await taken(name);
    await world.ask(order.id, 1, quantity);
    await world.settle();
    await answer(order.id, said);
    expect(await world.deliveriesOf(order.id)).toMatchObject([expected]);
    const isDone = expected.status === "APPLIED";
    expect(await world.tasksOf(order.id, "ORDER_CHANGE")).toHaveLength(isDone ? 0 : 1);
    expect((await world.orderOf(`${format} ${name}`)).executionSync).toBe(isDone ? "IN_SYNC" : "REJECTED");
  });

  test("promises nothing by a mere receipt, and nothing by a stranger's answer", async () => {
    const order = await taken("receipt");
    await world.ask(order.id, 1, { kind: "DATE", requestedDate: "2027-01-08" });
    await world.settle();
    await answer(order.id, {}, "stranger");
    expect(await world.deliveriesOf(order.id)).toMatchObject([{ status: "SENT" }]);
    await answer(order.id, { code: "RECEIVED" });
    expect(await world.deliveriesOf(order.id)).toMatchObject([{ status: "ACKNOWLEDGED" }]);
    await answer(order.id, {});
    expect(await world.deliveriesOf(order.id)).toMatchObject([{ status: "APPLIED" }]);
  });

  test("refuses the order, takes it otherwise, or never answers: a person is asked, and nothing more is sent", async () => {
    const refused = await world.place({ id: `${format} no` });
    await answer(refused.id, { code: "REJECTED", notes: ["we are full"] });
    expect((await world.orderOf(`${format} no`)).executionSync).toBe("REJECTED");
    // An 865 or an ORDRSP may carry its words elsewhere; the task bears what was said.
    expect(await world.tasksOf(refused.id)).toMatchObject([
      { kind: "ORDER_CHANGE", title: expect.stringMatching(/has refused .*we are full/) },
    ]);
    await world.ask(refused.id, 1, quantity);
    await world.settle();
    expect(await written(refused.id)).toHaveLength(1);

    const other = await world.place({ id: `${format} other` });
    await answer(other.id, {
      code: "ACCEPTED_WITH_CHANGE",
      lines: [lineAnswer("1", { code: "ACCEPTED_WITH_CHANGE", quantity: "7" }), lineAnswer("2")],
    });
    expect((await world.orderOf(`${format} other`)).executionSync).toBe("DIVERGED");
    expect(await world.tasksOf(other.id)).toMatchObject([
      { title: expect.stringMatching(/taken with changes.*quantity 7/) },
    ]);

    const silent = await taken("silent");
    await world.ask(silent.id, 1, quantity);
    await world.settle();
    await expireAnswers(world.hub);
    expect(await world.deliveriesOf(silent.id)).toMatchObject([{ status: "SENT" }]);
    await world.rows(
      "UPDATE outgoing_documents SET answer_due_at = now() - interval '1 second' WHERE order_id = $1 AND answer_due_at IS NOT NULL",
      [silent.id],
    );
    await expireAnswers(world.hub);
    await expireAnswers(world.hub);
    expect(await world.deliveriesOf(silent.id)).toMatchObject([{ status: "UNKNOWN" }]);
    expect(await world.tasksOf(silent.id)).toMatchObject([
      { title: expect.stringContaining("has not answered change") },
    ]);
    // Whoever decides that it be sent again has it sent again.
    const [task] = await world.tasksOf(silent.id);
    expect(await world.decide(task?.id ?? "", "RETRY")).toMatchObject({ ok: true });
    await world.settle();
    expect(await world.deliveriesOf(silent.id)).toMatchObject([{ status: "SENT" }]);
  });

  const givesUp = async (orderId: string): Promise<void> => {
    await world.rows(
      "UPDATE outgoing_documents SET answer_due_at = now() - interval '1 second' WHERE order_id = $1 AND answer_due_at IS NOT NULL",
      [orderId],
    );
    await expireAnswers(world.hub);
  };

  test("answers when it was given up: what it says settles it still, once", async () => {
    const order = await taken("late");
    await world.ask(order.id, 1, { kind: "SHIP_TO", shipTo: BREMEN });
    await world.settle();
    await givesUp(order.id);
    expect(await world.deliveriesOf(order.id)).toMatchObject([{ status: "UNKNOWN" }]);
    await answer(order.id, { code: "ACCEPTED" });
    expect(await world.deliveriesOf(order.id)).toMatchObject([{ status: "APPLIED", change: "CONFIRMED" }]);
    expect(await world.tasksOf(order.id)).toMatchObject([
      { status: "RESOLVED", resolution: "overtaken: the partner has answered after all" },
    ]);
    expect((await world.orderOf(`${format} late`)).executionSync).toBe("IN_SYNC");
    await answer(order.id, { code: "REJECTED" });
    expect(await world.deliveriesOf(order.id)).toMatchObject([{ status: "APPLIED" }]);
  });

  test("refuses late: the question of its silence gives way to that of its refusal", async () => {
    const order = await taken("late no");
    await world.ask(order.id, 1, quantity);
    await world.settle();
    await givesUp(order.id);
    await answer(order.id, { code: "REJECTED", notes: ["too short"] });
    expect(await world.deliveriesOf(order.id)).toMatchObject([{ status: "REJECTED" }]);
    expect(await world.tasksOf(order.id)).toMatchObject([
      { title: expect.stringContaining("has not answered"), status: "RESOLVED" },
      { title: expect.stringContaining("has not made"), status: "OPEN" },
    ]);
  });

  test("takes the order when it was given up: it is in step, and changes go to it again", async () => {
    const order = await world.place({ id: `${format} taken late` });
    await givesUp(order.id);
    expect((await world.orderOf(`${format} taken late`)).executionSync).toBe("UNKNOWN");
    await answer(order.id, { code: "ACCEPTED" });
    expect((await world.orderOf(`${format} taken late`)).executionSync).toBe("IN_SYNC");
    await world.ask(order.id, 1, quantity);
    await world.settle();
    expect(await written(order.id)).toHaveLength(2);
  });

  test("has no words for a contact: a person has to tell it", async () => {
    const order = await taken("contact");
    await world.ask(order.id, 1, { kind: "CONTACT", contactName: "Jan", emails: [], phones: [] });
    await world.settle();
    expect(await world.deliveriesOf(order.id)).toMatchObject([
      { status: "REJECTED", refusal: "UNSUPPORTED" },
    ]);
  });

  test("is left alone with an order of its own, and nothing is parked", async () => {
    expect(await world.rows("SELECT 1 FROM outgoing_documents WHERE answers LIKE 'stranger:%'")).toEqual([]);
    expect(await world.troubles()).toEqual([]);
  });
});

describe("a receipt that says that a document could not be read", () => {
  let world: ChangeWorld;
  beforeAll(async () => {
    world = await startChangeWorld("partner_receipt", {
      warehouse: false,
      connections: {
        partner: ["standard-webhooks", { webhookSecret: WEBHOOK_SECRET }],
        logistics: ["x12", { ownId: "HUB", partnerId: "LOGISTICS", executes: true }],
      },
    });
  });
  afterAll(() => world.close());

  test.each<[string, string, string]>([
    ["R", "REJECTED", "could not be read"],
    ["A", "PENDING", ""],
  ])("%s", async (code, sync, words) => {
    const order = await world.place({ id: `receipt ${code}` });
    const [{ control } = { control: "0" }] = await world.rows<{ control: string }>(
      "SELECT control::text FROM outgoing_documents WHERE order_id = $1",
      [order.id],
    );
    const nine = control.padStart(9, "0");
    const receipt = [
      `ISA*00*          *00*          *ZZ*LOGISTICS      *ZZ*HUB            *261129*1200*U*00401*${nine}*0*P*>`,
      ...[
        `GS*FA*LOGISTICS*HUB*20261129*1200*${control}*X*004010`,
        "ST*997*0001",
        `AK1*PO*${control}`,
        "AK2*850*0001",
      ],
      ...[
        `AK5*${code}${code === "R" ? "*5" : ""}`,
        `AK9*${code}*1*1*${code === "R" ? 0 : 1}`,
        "SE*6*0001",
        `GE*1*${control}`,
        `IEA*1*${nine}`,
        "",
      ],
    ].join("~\n");
    await world.send("logistics", receipt, { contentType: "application/edi-x12" });
    await world.settle();
    expect((await world.orderOf(`receipt ${code}`)).executionSync).toBe(sync);
    const tasks = await world.tasksOf(order.id);
    expect(tasks.map(({ title }) => title.includes(words))).toEqual(code === "R" ? [true] : []);
  });

  test("may be a CONTRL, which names the interchange", async () => {
    const settings = { ...SIDES.edifact?.[0], executes: true };
    world.reconfigure("logistics", "edifact", settings);
    const order = await world.place({ id: "receipt CONTRL" });
    const [{ control } = { control: "0" }] = await world.rows<{ control: string }>(
      "SELECT control::text FROM outgoing_documents WHERE order_id = $1",
      [order.id],
    );
    const receipt = [
      "UNB+UNOC:3+4098765000004:14+4012345000009:14+261129:1200+1",
      ...[
        "UNH+1+CONTRL:D:3:UN",
        `UCI+${control}+4012345000009:14+4098765000004:14+4+13`,
        "UNT+3+1",
        "UNZ+1+1",
        "",
      ],
    ].join("'");
    await world.send("logistics", receipt, { contentType: "application/edifact" });
    await world.settle();
    expect((await world.orderOf("receipt CONTRL")).executionSync).toBe("REJECTED");
    expect(await world.tasksOf(order.id)).toMatchObject([
      { title: expect.stringContaining("could not be read") },
    ]);
  });
});
