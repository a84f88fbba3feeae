import { describe, expect, test } from "vitest";
import { amazonConnect } from "../../src/connectors/amazon-connect/index.js";
import { asterisk } from "../../src/connectors/asterisk/index.js";
import { callCenter } from "../../src/connectors/call-center/index.js";
import type { Connector } from "../../src/connectors/connector.js";
import type { Call } from "../../src/domain/call.js";
import { documentsOf } from "../support/fixture-file.js";
import { readWith } from "./read-with.js";

const callsOf = async (
  connector: Connector,
  file: string,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<Call[]> =>
  (await documentsOf(connector, file, settings)).flatMap((one) => (one.kind === "CALL" ? [one.call] : []));

/** The house's clock is an hour ahead of UTC in November. */
const HERE = { timeZone: "Europe/Berlin", country: "DE" };

describe("what a telephone system has written down is in the call: Asterisk,", () => {
  test("the log as it is written, with a call of each kind", async () => {
    expect(await callsOf(asterisk, "Master.csv", HERE)).toMatchObject([
      {
        ...{ linkedId: "pbx1-1795251731.4211", direction: "INBOUND", outcome: "ANSWERED", talkSeconds: 321 },
        ...{ callerNumber: "+4940123456", callerName: "Nordlicht Elektronik", calledNumber: "2001" },
        ...{ agent: "PJSIP/2001", queue: null, zoneUnknown: true },
        ...{ startedAt: "2026-11-18T08:02:11.000Z", answeredAt: "2026-11-18T08:02:19.000Z" },
        ...{ endedAt: "2026-11-18T08:07:40.000Z", attributes: { userfield: "order 1047" } },
      },
      {
        ...{ direction: "INBOUND", outcome: "ABANDONED", talkSeconds: 0, queue: "orders", agent: null },
        ...{ callerNumber: null, callerName: null, calledNumber: "800", answeredAt: null },
        ...{ startedAt: "2026-11-18T08:15:00.000Z", endedAt: "2026-11-18T08:17:05.000Z" },
      },
      {
        ...{ direction: "OUTBOUND", outcome: "MISSED", agent: "PJSIP/2001", callerNumber: "2001" },
        ...{ callerName: "Amara Okafor", calledNumber: "+4942187654", answeredAt: null },
        attributes: { accountcode: "sales" },
      },
      { direction: "INTERNAL", outcome: "BUSY", callerNumber: "2001", calledNumber: "2002" },
    ]);
  });

  test("an export with headings: two telephones rang, and who was called is told", async () => {
    expect(await callsOf(asterisk, "cdr-export.csv", HERE)).toMatchObject([
      {
        ...{ externalId: "1795251731.4211/88", linkedId: "1795251731.4211", agent: "SIP/2001" },
        ...{ callerNumber: "+4940123456", callerName: "Nordlicht", calledNumber: "+498912340" },
        ...{ startedAt: "2026-11-18T08:02:11.000Z", answeredAt: "2026-11-18T08:02:19.000Z" },
        ...{ endedAt: "2026-11-18T08:07:40.000Z", talkSeconds: 321, outcome: "ANSWERED" },
      },
      {
        ...{ externalId: "1795251731.4211/89", linkedId: "1795251731.4211", agent: "SIP/2002" },
        ...{ answeredAt: null, endedAt: "2026-11-18T08:02:19.000Z", talkSeconds: 0, outcome: "MISSED" },
      },
    ]);
  });

  test("an event of its manager", async () => {
    expect(await callsOf(asterisk, "manager.txt", HERE)).toMatchObject([
      {
        ...{ linkedId: "1795251731.4211", direction: "INBOUND", outcome: "ANSWERED", talkSeconds: 321 },
        ...{ callerNumber: "+4940123456", callerName: "Nordlicht Elektronik", calledNumber: "2001" },
        ...{ agent: "PJSIP/2001", startedAt: "2026-11-18T08:02:11.000Z" },
        ...{ answeredAt: "2026-11-18T08:02:19.000Z", endedAt: "2026-11-18T08:07:40.000Z" },
      },
    ]);
  });

  test("rows of old, without ids", async () => {
    const [call, ...more] = await callsOf(asterisk, "short-rows.csv", HERE);
    expect(call).toMatchObject({
      ...{ externalId: expect.stringMatching(/^cdr:/), linkedId: null, direction: "OUTBOUND" },
      ...{ callerNumber: "1001", calledNumber: "+4989555000", agent: "SIP/1001", talkSeconds: 60 },
      ...{ startedAt: "2026-11-18T07:00:00.000Z", answeredAt: "2026-11-18T07:00:05.000Z" },
    });
    expect(more).toEqual([]);
  });

  test("FreePBX: queues ring extensions, and only lengths are told", async () => {
    expect(await callsOf(asterisk, "freepbx.csv", { timeZone: "UTC", country: "FR" })).toMatchObject([
      {
        ...{ externalId: "1795250001.1/1", direction: "INBOUND", queue: "600", agent: "101" },
        ...{ callerNumber: "+33123456789", callerName: "John Doe", calledNumber: "+33900000000" },
        ...{ startedAt: "2026-11-18T10:00:01.000Z", answeredAt: "2026-11-18T10:00:24.000Z" },
        ...{ endedAt: "2026-11-18T10:02:04.000Z", talkSeconds: 100, outcome: "ANSWERED" },
      },
      {
        ...{ queue: "600", agent: null, outcome: "MISSED", answeredAt: null },
        endedAt: "2026-11-18T10:06:01.000Z",
      },
      {
        ...{ direction: "OUTBOUND", agent: "PJSIP/101", calledNumber: "+33612345678", talkSeconds: 60 },
        ...{ answeredAt: "2026-11-18T11:00:05.000Z", attributes: { userfield: "PO-9931" } },
      },
    ]);
  });
});

describe("what a telephone system has written down is in the call: Amazon Connect,", () => {
  test("a contact record with its agent, its queue and what the agent noted", async () => {
    expect(await callsOf(amazonConnect, "record.json")).toMatchObject([
      {
        ...{ externalId: "0195f000-0000-4000-8000-00000000c0de", direction: "INBOUND" },
        ...{ linkedId: "0195f000-0000-4000-8000-00000000c0da" },
        ...{
          previousId: "0195f000-0000-4000-8000-00000000c0da",
          externalVersion: "2026-11-18T08:09:10.000Z",
        },
        ...{ callerNumber: "+4940123456", calledNumber: "+498912340", queue: "Orders" },
        ...{ agent: "amara.okafor", startedAt: "2026-11-18T08:02:11.000Z" },
        ...{ answeredAt: "2026-11-18T08:02:40.000Z", endedAt: "2026-11-18T08:07:41.000Z" },
        ...{ talkSeconds: 301, outcome: "ANSWERED", zoneUnknown: false },
        attributes: { orderNumber: "1047", topic: "address" },
      },
    ]);
  });

  test("a call of ours", async () => {
    expect(await callsOf(amazonConnect, "outbound.json")).toMatchObject([
      {
        ...{ externalId: "c-2", direction: "OUTBOUND", agent: "lena", queue: "Outbound" },
        ...{ callerNumber: "+498912340", calledNumber: "+4930123456", talkSeconds: 170 },
        ...{ answeredAt: "2026-10-01T08:00:10.000Z", attributes: { order_number: "PO-77" } },
      },
    ]);
  });

  test("a caller without a number, who gave up in the queue", async () => {
    expect(await callsOf(amazonConnect, "abandoned.json")).toMatchObject([
      {
        ...{ externalId: "c-3", callerNumber: null, calledNumber: "+498912340", queue: "Orders" },
        ...{ agent: null, answeredAt: null, talkSeconds: 0, outcome: "ABANDONED" },
        endedAt: "2026-10-01T08:03:00.000Z",
      },
    ]);
  });

  test("the same call twice in a stream: the newer one, beside one that was busy", async () => {
    expect(await callsOf(amazonConnect, "stream.jsonl")).toMatchObject([
      {
        ...{ externalId: "c-1", externalVersion: "2026-11-18T08:30:00.000Z", outcome: "ABANDONED" },
        attributes: { topic: "late delivery" },
      },
      { externalId: "c-2", direction: "OUTBOUND", calledNumber: "+4942187654", outcome: "BUSY" },
    ]);
  });

  test("records as Kinesis wraps them", async () => {
    expect(await callsOf(amazonConnect, "kinesis.json")).toMatchObject([
      { externalId: "k-1", callerNumber: "+4940123456", endedAt: "2026-11-18T08:00:40.000Z" },
      { externalId: "k-2", callerNumber: null },
    ]);
  });

  test("a call that is still running", async () => {
    expect(await callsOf(amazonConnect, "flow.json")).toMatchObject([
      {
        ...{ externalId: "0195f000-0000-4000-8000-00000000c0df", callerNumber: "+4940123456" },
        ...{ endedAt: null, attributes: { orderNumber: "1047" } },
      },
    ]);
  });
});

test("a field of the order form that was sent empty was not filled in", async () => {
  const filled = {
    ...{
      callId: "c-1",
      formId: "f-1",
      agentId: "frieda",
      startedAt: "2026-11-05T10:00:00Z",
      currency: "EUR",
    },
    ...{ savedAt: "", customer: { name: "Nordlicht AG", kind: "" }, requestedDate: " " },
    lines: [{ lineNumber: "", sku: "TL-1001", quantity: "3", unitPrice: "" }],
  };
  expect(await readWith(callCenter, filled)).toMatchObject({
    ok: true,
    documents: [
      {
        kind: "ORDER",
        order: {
          ...{ requestedDate: null, buyer: { kind: null, name: "Nordlicht AG" } },
          lines: [{ lineNumber: "1", sku: "TL-1001", quantity: "3", unitPrice: null }],
        },
      },
    ],
  });
  // What was filled in, and cannot be, still is no form.
  const result = await readWith(callCenter, { ...filled, requestedDate: "soon" });
  expect(result).toMatchObject({ ok: false, issues: [{ code: "FIELD_INVALID", at: "requestedDate" }] });
});
