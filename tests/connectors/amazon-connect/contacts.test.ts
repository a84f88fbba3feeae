import { describe, expect, test } from "vitest";
import { amazonConnect } from "../../../src/connectors/amazon-connect/index.js";
import { callsIn, codesSaid, readWith } from "../read-with.js";

const record = (more: object = {}) => ({
  ContactId: "c-1",
  InitialContactId: "c-0",
  PreviousContactId: "c-0",
  Channel: "VOICE",
  InitiationMethod: "INBOUND",
  InitiationTimestamp: "2026-11-18T08:02:11Z",
  DisconnectTimestamp: "2026-11-18T08:07:41Z",
  LastUpdateTimestamp: "2026-11-18T08:09:10Z",
  CustomerEndpoint: { Address: "+4940123456", Type: "TELEPHONE_NUMBER" },
  SystemEndpoint: { Address: "+498912340", Type: "TELEPHONE_NUMBER" },
  Agent: null,
  Queue: null,
  Attributes: { orderNumber: "1047" },
  ...more,
});
const AGENT = {
  Username: "amara.okafor",
  ConnectedToAgentTimestamp: "2026-11-18T08:02:40Z",
  AgentInteractionDuration: 301,
};
const QUEUE = { Name: "Orders", EnqueueTimestamp: "2026-11-18T08:02:15Z" };

describe("a contact record", () => {
  test("is a call, in the version of its last update", async () => {
    expect(await callsIn(amazonConnect, record({ Agent: AGENT, Queue: QUEUE }))).toMatchObject([
      {
        externalId: "c-1",
        linkedId: "c-0",
        previousId: "c-0",
        externalVersion: "2026-11-18T08:09:10.000Z",
        direction: "INBOUND",
        callerNumber: "+4940123456",
        calledNumber: "+498912340",
        agent: "amara.okafor",
        queue: "Orders",
        startedAt: "2026-11-18T08:02:11.000Z",
        answeredAt: "2026-11-18T08:02:40.000Z",
        talkSeconds: 301,
        outcome: "ANSWERED",
        attributes: { orderNumber: "1047" },
      },
    ]);
  });

  test("may state a number without saying what kind it is", async () => {
    const plain = record({ CustomerEndpoint: "+4940123456", SystemEndpoint: "+498912340" });
    expect(await callsIn(amazonConnect, plain)).toMatchObject([
      { callerNumber: "+4940123456", calledNumber: "+498912340" },
    ]);
  });

  test.each([
    ["waited in vain", { Queue: QUEUE }, "ABANDONED"],
    ["was served by the menu", {}, "ANSWERED"],
    ["broke down", { DisconnectReason: "TELECOM_PROBLEM" }, "FAILED"],
    ["was not taken", { InitiationMethod: "OUTBOUND" }, "MISSED"],
    [
      "met a busy line",
      { InitiationMethod: "OUTBOUND", AnsweringMachineDetectionStatus: "SIT_TONE_BUSY" },
      "BUSY",
    ],
  ])("of a call that %s ends so", async (_, more, outcome) => {
    expect(await callsIn(amazonConnect, record(more))).toMatchObject([{ outcome }]);
  });

  test("of a call to the customer goes the other way", async () => {
    expect(
      await callsIn(amazonConnect, record({ InitiationMethod: "OUTBOUND", Agent: AGENT })),
    ).toMatchObject([{ direction: "OUTBOUND", callerNumber: "+498912340", calledNumber: "+4940123456" }]);
  });

  test("that is written again counts in its latest version, whatever the order", async () => {
    const lines = [
      record({ Agent: AGENT, LastUpdateTimestamp: "2026-11-18T09:00:00Z" }),
      record({ LastUpdateTimestamp: "2026-11-18T08:09:10Z" }),
    ];
    const text = lines.map((line) => JSON.stringify(line)).join("\n");
    expect(await callsIn(amazonConnect, text)).toMatchObject([
      { agent: "amara.okafor", externalVersion: "2026-11-18T09:00:00.000Z" },
    ]);
  });
});

describe("records", () => {
  const two = [record(), record({ ContactId: "c-2" })];
  const texts = two.map((one) => JSON.stringify(one));
  const data = texts.map((text) => Buffer.from(text).toString("base64"));

  test.each<[string, unknown]>([
    ["a list", two],
    ["lines", texts.join("\n")],
    ["one after the other", texts.join("")],
    ["a stream", { Records: data.map((one) => ({ kinesis: { data: one }, eventSource: "aws:kinesis" })) }],
    ["what a client gets of a stream", { Records: data.map((one) => ({ Data: one, SequenceNumber: "1" })) }],
  ])("come as %s", async (_, document) => {
    expect((await callsIn(amazonConnect, document)).map(({ externalId }) => externalId)).toEqual([
      "c-1",
      "c-2",
    ]);
  });

  test("that are broken off are no records", async () => {
    expect(await readWith(amazonConnect, texts.join("\n").slice(0, -20))).toMatchObject({ ok: false });
  });
});

describe("what else comes", () => {
  test("a flow knows of a call that still runs: it begins when it is told", async () => {
    const { InitiationTimestamp: _1, DisconnectTimestamp: _2, ...ContactData } = record();
    const flow = { Name: "ContactFlowEvent", Details: { ContactData, Parameters: {} } };
    expect(await callsIn(amazonConnect, flow)).toMatchObject([
      { externalId: "c-1", startedAt: "2026-11-21T12:00:00.000Z", endedAt: null, externalVersion: null },
    ]);
    expect(await codesSaid(amazonConnect, flow)).toEqual(["CALL_STILL_RUNNING"]);
  });

  test("a chat is no call, and no fault", async () => {
    expect(await readWith(amazonConnect, record({ Channel: "CHAT" }))).toMatchObject({
      ok: true,
      documents: [],
      warnings: [{ code: "NOT_A_VOICE_CALL" }],
    });
  });

  test.each([
    ["parameters only", { Details: { Parameters: { a: "b" } } }],
    ["an event of an agent", { EventType: "LOGIN", AgentARN: "arn" }],
  ])("%s are named", async (_, document) => {
    expect(await codesSaid(amazonConnect, document)).toEqual(["NOT_A_CALL"]);
  });
});
