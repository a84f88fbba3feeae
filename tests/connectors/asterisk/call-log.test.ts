import { describe, expect, test } from "vitest";
import { asterisk } from "../../../src/connectors/asterisk/index.js";
import { callsIn, codesSaid } from "../read-with.js";

const BERLIN = { settings: { timeZone: "Europe/Berlin", country: "DE" } };

/** One row of `Master.csv`, in quotes as Asterisk writes them. */
function row(change: Record<number, string> = {}, columns = 18): string {
  const cells = [
    "",
    "040123456",
    "2001",
    "from-trunk",
    '"Nordlicht AG" <040123456>',
    "PJSIP/trunk-00000a11",
    "PJSIP/2001-00000a12",
    "Dial",
    "PJSIP/2001,30",
    "2026-11-18 09:02:11",
    "2026-11-18 09:02:19",
    "2026-11-18 09:07:40",
    "329",
    "321",
    "ANSWERED",
    "DOCUMENTATION",
    "pbx1-1795251731.4211",
    "order 1047",
  ];
  for (const [at, cell] of Object.entries(change)) cells[Number(at)] = cell;
  return `${cells
    .slice(0, columns)
    .map((cell) => `"${cell.replaceAll('"', '""')}"`)
    .join(",")}\n`;
}

describe("a row of Master.csv", () => {
  test("is a call on the clock of the telephone system", async () => {
    expect(await callsIn(asterisk, row(), BERLIN)).toMatchObject([
      {
        linkedId: "pbx1-1795251731.4211",
        direction: "INBOUND",
        callerNumber: "+4940123456",
        callerName: "Nordlicht AG",
        calledNumber: "2001",
        agent: "PJSIP/2001",
        queue: null,
        startedAt: "2026-11-18T08:02:11.000Z",
        answeredAt: "2026-11-18T08:02:19.000Z",
        endedAt: "2026-11-18T08:07:40.000Z",
        zoneUnknown: true,
        talkSeconds: 321,
        outcome: "ANSWERED",
        attributes: { userfield: "order 1047" },
      },
    ]);
  });

  test.each([
    ["NO ANSWER", "MISSED"],
    ["BUSY", "BUSY"],
    ["FAILED", "FAILED"],
    ["CONGESTION", "FAILED"],
  ])("of the disposition %s is %s, and nobody has spoken", async (disposition, outcome) => {
    const [call] = await callsIn(asterisk, row({ 14: disposition, 10: "", 13: "0" }), BERLIN);
    expect(call).toMatchObject({ outcome, talkSeconds: 0, answeredAt: null });
  });

  test("of a queue that found nobody is a call that was given up", async () => {
    const inQueue = row({ 6: "", 7: "Queue", 8: "orders,t,,,120" });
    expect(await callsIn(asterisk, inQueue, BERLIN)).toMatchObject([
      { outcome: "ABANDONED", queue: "orders", talkSeconds: 0 },
    ]);
  });

  test.each([
    ["from-internal", "2001", "004942187654", "OUTBOUND"],
    ["from-internal", "2001", "2002", "INTERNAL"],
    ["from-trunk", "040123456", "2001", "INBOUND"],
    ["default", "2001", "2002", "INTERNAL"],
    ["default", "040123456", "2001", "INBOUND"],
  ])("in the context %s from %s to %s is %s", async (context, src, dst, direction) => {
    expect(await callsIn(asterisk, row({ 3: context, 1: src, 2: dst }), BERLIN)).toMatchObject([
      { direction },
    ]);
  });

  test.each([14, 15, 16, 17, 18])("may have %d columns", async (columns) => {
    expect(await callsIn(asterisk, row({}, columns), BERLIN)).toMatchObject([{ talkSeconds: 321 }]);
  });

  test("that keeps no id of the call has its last column for what it is", async () => {
    const [call] = await callsIn(asterisk, row({ 16: "order 1047" }, 17), BERLIN);
    expect(call).toMatchObject({ linkedId: null, attributes: { userfield: "order 1047" } });
    expect(call?.externalId).toMatch(/^cdr:[0-9a-f]{16}$/);
  });

  test("that stands there twice is one call", async () => {
    expect(await callsIn(asterisk, row() + row(), BERLIN)).toHaveLength(1);
  });

  test("that is cut off is left out, and that is said", async () => {
    const log = row() + row({ 1: "040999" }).slice(0, 120);
    expect(await callsIn(asterisk, log, BERLIN)).toHaveLength(1);
    expect(await codesSaid(asterisk, log, BERLIN)).toEqual(["ROW_NOT_READ"]);
  });
});

describe("a log in another order", () => {
  const HEADING =
    "calldate,clid,src,dst,dcontext,channel,dstchannel,lastapp,lastdata,duration,billsec,disposition,uniqueid,linkedid,sequence,campaign\n";
  const leg = (sequence: number, dst: string) =>
    `2026-11-18 09:02:11,,040123456,${dst},ext-group,SIP/t-00000a11,SIP/${dst}-00000a12,Dial,,60,50,ANSWERED,1795.1,1795.1,${sequence},autumn\n`;

  test("is read by its heading; legs of one call are joined, and each has an id of its own", async () => {
    const calls = await callsIn(asterisk, HEADING + leg(88, "2001") + leg(89, "2002"), BERLIN);
    expect(calls).toMatchObject([
      { externalId: "1795.1/88", linkedId: "1795.1", attributes: { campaign: "autumn" } },
      { externalId: "1795.1/89", linkedId: "1795.1" },
    ]);
  });

  test("is known as that of cdr_custom by the place of its times", async () => {
    const log = `"""Nordlicht"" <040123456>","040123456","2001","from-trunk","SIP/t-1","SIP/2001-1","Dial","x","2026-11-18 09:02:11","2026-11-18 09:02:19","2026-11-18 09:07:40","329","321","ANSWERED","3","","1795.1","","7"\n`;
    expect(await callsIn(asterisk, log, BERLIN)).toMatchObject([
      { externalId: "1795.1/7", callerName: "Nordlicht", startedAt: "2026-11-18T08:02:11.000Z" },
    ]);
  });

  test("is read by the columns that the connection names", async () => {
    const settings = { ...BERLIN.settings, columns: ["uniqueid", "start", "src", "dst", "disposition"] };
    const log = "1795.1,2026-11-18 09:02:11,040123456,2001,BUSY\n";
    expect(await callsIn(asterisk, log, { settings })).toMatchObject([
      { outcome: "BUSY", callerNumber: "+4940123456" },
    ]);
    expect(await codesSaid(asterisk, log, BERLIN)).toEqual(["UNKNOWN_COLUMNS"]);
  });
});

describe("events of the manager", () => {
  const event = (name: string, fields: string[]) =>
    [`Event: ${name}`, "Privilege: cdr,all", ...fields, "", ""].join("\r\n");
  const CDR = event("Cdr", [
    "Source: 040123456",
    "Destination: 2001",
    "DestinationContext: from-trunk",
    "StartTime: 2026-11-18 09:02:11",
    "AnswerTime: ",
    "EndTime: 2026-11-18 09:02:31",
    "BillableSeconds: 0",
    "Disposition: NO ANSWER",
    "UniqueID: 1795.1",
  ]);

  test("tell of a call in its record", async () => {
    expect(await callsIn(asterisk, event("Hangup", ["Uniqueid: 1795.1"]) + CDR, BERLIN)).toMatchObject([
      { linkedId: "1795.1", outcome: "MISSED", startedAt: "2026-11-18T08:02:11.000Z" },
    ]);
  });

  test("without a record tell of none", async () => {
    expect(await codesSaid(asterisk, event("Hangup", ["Uniqueid: 1795.1"]), BERLIN)).toEqual([
      "NO_CALL_RECORDS",
    ]);
  });
});

test.each(["329", "00:05:29", "05:29", "5m 29s (329 s)"])(
  "a viewer's export says %j how long it took",
  async (duration) => {
    const text = `Date,Source,Destination,Src. Channel,Dst. Channel,Status,Duration\n2026-11-18 09:02:11,040123456,2001,SIP/t-1,SIP/2001-2,ANSWERED,${duration}\n`;
    expect(await callsIn(asterisk, text, BERLIN)).toMatchObject([
      { outcome: "ANSWERED", startedAt: "2026-11-18T08:02:11.000Z", endedAt: "2026-11-18T08:07:40.000Z" },
    ]);
  },
);
