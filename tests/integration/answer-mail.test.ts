import { simpleParser } from "mailparser";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { composed } from "../connectors/email/compose.js";
import { startTestHub } from "../support/hub.js";
import { startMailServer } from "../support/mail-server.js";

let world: Awaited<ReturnType<typeof startTestHub>>;
let server: Awaited<ReturnType<typeof startMailServer>>;
beforeAll(async () => {
  server = await startMailServer("orders", "lantern-7");
  const settings = { answerFrom: "orders@hub.example", answersPerDay: 2 };
  world = await startTestHub("answer_mail", {
    warehouse: false,
    connections: {
      mailbox: ["email", { ...settings, smtpUrl: server.url() }],
      stranger: ["email", { ...settings, smtpUrl: server.url("guessed") }],
      silent: ["email", { smtpUrl: server.url() }],
      kept: ["email", settings],
    },
  });
});
afterAll(async () => {
  await world.close();
  await server.close();
});
beforeEach(async () => {
  server.delivered.length = 0;
  await world.rows(
    "TRUNCATE inbound_messages, orders, facts, source_records, documents, outgoing_documents CASCADE",
  );
});

let sent = 0;
async function order(mail: Parameters<typeof composed>[0] = {}, connectionId = "mailbox"): Promise<void> {
  sent += 1;
  const text = `Hello,\n\nplease send us\n\n${sent} x HB-100\n\nDana Kowalski`;
  const body = await composed({ text, messageId: `<o${sent}@bakery.example>`, ...mail });
  await world.send(connectionId, body, { contentType: "message/rfc822" });
}
const documents = () =>
  world.rows<{ recipient: string; sentAt: Date | null }>(
    "SELECT recipient, sent_at FROM outgoing_documents ORDER BY id",
  );
const parked = () =>
  world.rows<{ key: string; error: string }>(
    "SELECT key, error FROM facts WHERE parked_at IS NOT NULL ORDER BY seq",
  );

describe("an order by mail", () => {
  test("is answered once, to its author, with what was understood", async () => {
    await order();
    await world.settle();
    const [answer, ...others] = server.delivered;
    expect(others).toEqual([]);
    expect(answer).toMatchObject({ from: "orders@hub.example", to: ["dana@bakery.example"] });
    const mail = await simpleParser(answer?.raw ?? "");
    expect(mail.inReplyTo).toBe(`<o${sent}@bakery.example>`);
    const [{ number } = { number: "" }] = await world.rows<{ number: string }>("SELECT number FROM orders");
    expect(mail.text).toContain(`Our number: ${number}`);
    expect(mail.text).toContain(`1. ${sent} x HB-100`);
    expect(await documents()).toEqual([{ recipient: "dana@bakery.example", sentAt: expect.any(Date) }]);
  });

  test("is answered no more than so often a day to one address, and others still are", async () => {
    for (let count = 0; count < 4; count += 1) await order();
    await order({ from: "ines@mill.example" });
    await world.settle();
    expect(server.delivered.map(({ to }) => to[0]).sort()).toEqual([
      "dana@bakery.example",
      "dana@bakery.example",
      "ines@mill.example",
    ]);
    expect(await world.rows("SELECT 1 FROM orders")).toHaveLength(5);
  });

  test("of a machine is taken and not answered", async () => {
    await order({ headers: { "Auto-Submitted": "auto-generated" } });
    await world.settle();
    expect(await world.rows("SELECT 1 FROM orders")).toHaveLength(1);
    expect(await documents()).toEqual([]);
  });

  test("is not answered where no address is set for it; without a server the answer waits", async () => {
    await order({}, "silent");
    await order({}, "kept");
    await world.settle();
    expect(await documents()).toEqual([{ recipient: "dana@bakery.example", sentAt: null }]);
    expect(server.delivered).toEqual([]);
  });
});

describe("a mail server", () => {
  test("that asks to come again gets the answer later", async () => {
    server.refuse("dana@bakery.example", 451);
    await order();
    await world.work();
    expect(server.delivered).toEqual([]);
    expect(await parked()).toEqual([]);
    server.accept("dana@bakery.example");
    await world.settle();
    expect(server.delivered).toHaveLength(1);
  });

  test("that refuses an address leaves that one to a person and holds up no other", async () => {
    server.refuse("gone@bakery.example", 550);
    await order({ from: "gone@bakery.example" });
    await order({ from: "ines@mill.example" });
    await world.settle();
    expect(server.delivered.map(({ to }) => to[0])).toEqual(["ines@mill.example"]);
    expect(await parked()).toEqual([
      { key: "out:mailbox:gone@bakery.example", error: expect.stringContaining("MAIL_REFUSED") },
    ]);
  });

  test("that does not know us leaves the answer to a person", async () => {
    await order({}, "stranger");
    await world.settle();
    expect(await parked()).toMatchObject([{ error: expect.stringContaining("SMTP_AUTH") }]);
  });
});
