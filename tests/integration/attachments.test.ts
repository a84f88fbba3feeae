import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeReaders } from "../../src/flows/receiving/read-apart.js";
import { replayAll } from "../../src/flows/receiving/replay-connection.js";
import { composed, fixture } from "../connectors/email/compose.js";
import { startTestHub } from "../support/hub.js";

let world: Awaited<ReturnType<typeof startTestHub>>;
beforeAll(async () => {
  world = await startTestHub("attachments", {
    warehouse: false,
    connections: {
      mailbox: [
        "email",
        {
          attachmentConnections: { x12: "edi", ubl: "peppol" },
          faxGateways: [{ from: "gateway@fax.example", numberIn: "subject" }],
        },
      ],
      edi: ["x12"],
      peppol: ["ubl"],
      partner: ["edifact"],
      paper: ["fax"],
    },
  });
});
afterAll(async () => {
  await world.close();
  await closeReaders();
});
beforeEach(() =>
  world.rows(
    "TRUNCATE inbound_messages, orders, facts, source_records, documents, outgoing_documents CASCADE",
  ),
);

interface Kept {
  readonly id: string;
  readonly connectionId: string;
  readonly status: string;
  readonly result: string | null;
  readonly fileName: string | null;
  readonly headers: Record<string, string>;
  readonly issues: { code: string; message: string; at: string | null }[];
}
const kept = (connectionId: string) =>
  world.rows<Kept>(
    `SELECT id, connection_id, status, result, file_name, headers, issues FROM inbound_messages
      WHERE connection_id = $1 ORDER BY id`,
    [connectionId],
  );
const send = async (mail: Parameters<typeof composed>[0]): Promise<string> => {
  const body = await composed(mail);
  const { messageId } = await world.send("mailbox", body, { contentType: "message/rfc822" });
  await world.settle();
  return messageId;
};
const attached = (filename: string, content: Buffer) => ({ attachments: [{ filename, content }] });
const orders = () =>
  world.rows<{ connectionId: string; poNumber: string; channel: string }>(
    "SELECT connection_id, po_number, channel FROM orders ORDER BY id",
  );

describe("an order attached to a mail", () => {
  test("is a message of the connection that reads it, and is answered there", async () => {
    const parent = await send(attached("po.txt", fixture("x12/850-order.edi")));
    const [child, ...others] = await kept("edi");
    expect(others).toEqual([]);
    expect(child).toMatchObject({
      ...{ status: "APPLIED", fileName: "po.txt" },
      headers: {
        ...{ "parent-message": parent, "parent-connection": "mailbox", "parent-part": "1" },
        "mail-from": "dana@bakery.example",
      },
    });
    expect(await kept("mailbox")).toMatchObject([
      { status: "APPLIED", issues: [], result: `po.txt: handed on to edi, message ${child?.id}` },
    ]);
    expect(await orders()).toMatchObject([{ connectionId: "edi", channel: "EDI" }]);
    const answers = await world.rows(
      "SELECT connection_id FROM outgoing_documents WHERE answers LIKE 'receipt:%'",
    );
    expect(answers).toEqual([{ connectionId: "edi" }]);
  });

  test("is one however often the mail is read, and if it comes in two mails", async () => {
    const messageId = await send(attached("po.xml", fixture("ubl/peppol-order.xml")));
    await replayAll(world.hub, [{ messageId, was: "APPLIED", outcome: "CHANGES", words: [] }]);
    await world.settle();
    expect(await kept("mailbox")).toMatchObject([
      { status: "APPLIED", result: "po.xml: handed on to peppol before" },
    ]);
    expect(await kept("peppol")).toHaveLength(1);
    await send({
      ...attached("again.xml", fixture("ubl/peppol-order.xml")),
      messageId: "<m2@bakery.example>",
    });
    expect((await kept("peppol")).map(({ status }) => status)).toEqual(["APPLIED", "DUPLICATE"]);
    expect(await orders()).toHaveLength(1);
  });

  test("waits in its own quarantine if it cannot be read, and the mail does not", async () => {
    await send(attached("po.edi", fixture("x12/850-order.edi").subarray(0, 200)));
    expect(await kept("mailbox")).toMatchObject([{ status: "APPLIED" }]);
    expect(await kept("edi")).toMatchObject([{ status: "QUARANTINED", fileName: "po.edi" }]);
  });

  test("is never taken for a partner's own, unless that connection is named for mail", async () => {
    await send(attached("po.edi", fixture("edifact/orders-96a.edi")));
    expect(await kept("partner")).toEqual([]);
    expect(await kept("mailbox")).toMatchObject([
      { status: "QUARANTINED", issues: [{ code: "NO_READER", at: "attachment po.edi" }] },
    ]);
  });
});

describe("a scan attached to a mail", () => {
  test("is read like a fax, and its buyer writes from the mail's address", async () => {
    await send(attached("scan.pdf", fixture("fax/scan.pdf")));
    expect(await kept("paper")).toMatchObject([{ status: "APPLIED" }]);
    const [row] = await world.rows<{ party: { emails: string[] } }>("SELECT party FROM source_records");
    expect(row?.party.emails).toContain("dana@bakery.example");
  });

  test("that a gateway has brought is a fax from the number that called", async () => {
    await send({
      ...attached("fax.pdf", fixture("fax/scan.pdf")),
      ...{ from: "gateway@fax.example", subject: "Fax from +49 40 5550-123" },
    });
    expect(await kept("paper")).toMatchObject([{ headers: { "fax-sender": "+49 40 5550-123" } }]);
    const [row] = await world.rows<{ party: { emails: string[]; phones: string[] } }>(
      "SELECT party FROM source_records",
    );
    expect(row?.party.phones).toContain("+49 40 5550-123");
    expect(row?.party.emails).not.toContain("gateway@fax.example");
  });
});
