import { describe, expect, test } from "vitest";
import { epcis } from "../../../src/connectors/epcis/index.js";
import { trackingEventKey } from "../../../src/domain/execution.js";
import { codesSaid, eventsIn, readWith } from "../read-with.js";

const SSCC = "urn:epc:id:sscc:0614141.1234567890";
const event = (more: object = {}) => ({
  type: "ObjectEvent",
  eventID: "ni:///sha-256;77?ver=CBV2.0",
  eventTime: "2026-11-18T09:12:00.000Z",
  eventTimeZoneOffset: "+01:00",
  epcList: [SSCC],
  action: "OBSERVE",
  bizStep: "shipping",
  disposition: "in_transit",
  readPoint: { id: "urn:epc:id:sgln:0614141.00777.0" },
  ...more,
});
const document = (...eventList: object[]) => ({ type: "EPCISDocument", epcisBody: { eventList } });

describe("what an event follows", () => {
  test.each([
    [
      "the number on the label of a container, with its check digit",
      { epcList: [SSCC] },
      ["106141412345678908"],
    ],
    [
      "a container in a link",
      { epcList: ["https://id.gs1.org/00/106141412345678908"] },
      ["106141412345678908"],
    ],
    [
      "the pallet, and not the goods on it",
      {
        type: "AggregationEvent",
        epcList: undefined,
        parentID: SSCC,
        childEPCs: ["urn:epc:id:sgtin:0614141.107346.2017"],
      },
      ["106141412345678908"],
    ],
    [
      "single goods where there is no container",
      { epcList: ["urn:epc:id:sgtin:0614141.107346.2017", "https://id.gs1.org/01/09506000134352/21/33"] },
      ["urn:epc:id:sgtin:0614141.107346.2017", "https://id.gs1.org/01/09506000134352/21/33"],
    ],
    [
      "a lot where there is nothing else",
      {
        epcList: [],
        quantityList: [{ epcClass: "urn:epc:class:lgtin:4012345.012345.998877", quantity: 200 }],
      },
      ["urn:epc:class:lgtin:4012345.012345.998877"],
    ],
  ])("is %s", async (_, more, numbers) => {
    const events = await eventsIn(epcis, document(event(more)));
    expect(events.map(({ trackingNumber }) => trackingNumber)).toEqual(numbers);
  });

  test("is nothing where only a class of goods is named", async () => {
    const goods = {
      epcList: [],
      quantityList: [{ epcClass: "urn:epc:idpat:sgtin:4012345.066666.*", quantity: 2 }],
    };
    expect(await codesSaid(epcis, document(event(goods)))).toEqual(["EVENT_WITHOUT_OBJECT"]);
  });
});

test("an event that names no goods is not said to name a class of them", async () => {
  expect(await readWith(epcis, document(event({ epcList: undefined })))).toMatchObject({
    ok: false,
    issues: [{ code: "EVENT_WITHOUT_OBJECT", message: expect.stringContaining("no goods at all") }],
  });
});

describe("what an event says", () => {
  test.each([
    ["shipping", "in_transit", "IN_TRANSIT", null],
    ["urn:epcglobal:cbv:bizstep:receiving", "in_progress", "DELIVERED", null],
    ["https://ref.gs1.org/cbv/BizStep-holding", null, "ON_HOLD", null],
    ["receiving", "urn:epcglobal:cbv:disp:damaged", "ON_HOLD", "DAMAGED"],
    ["shipping", "returned", "RETURN_TO_SENDER", null],
    [null, "in_transit", "IN_TRANSIT", null],
  ])("by the step %s and the state %s is %s/%s", async (bizStep, disposition, status, reason) => {
    const [read] = await eventsIn(epcis, document(event({ bizStep, disposition })));
    expect(read).toMatchObject({
      status,
      reason,
      occurredAt: "2026-11-18T09:12:00.000Z",
      zoneUnknown: false,
      location: "urn:epc:id:sgln:0614141.00777.0",
    });
  });

  test("of an unknown step is UNKNOWN, and that is said", async () => {
    const unknown = document(event({ bizStep: "https://example.com/polishing", disposition: null }));
    expect(await eventsIn(epcis, unknown)).toMatchObject([{ status: "UNKNOWN", code: "polishing" }]);
    expect(await codesSaid(epcis, unknown)).toEqual(["UNKNOWN_CODE"]);
  });

  test("happened on a day of which it states no time: that is said", async () => {
    const day = document(event({ eventTime: "2026-11-18" }));
    expect(await eventsIn(epcis, day)).toMatchObject([{ occurredAt: "2026-11-17T23:00:00.000Z" }]);
    expect(await codesSaid(epcis, day)).toEqual(["DAY_ONLY"]);
  });

  test("takes an earlier event back where it declares an error", async () => {
    const corrected = event({ errorDeclaration: { declarationTime: "2026-11-19T00:00:00Z" } });
    expect(await eventsIn(epcis, document(event(), corrected))).toMatchObject([
      { corrects: null, eventId: "ni:///sha-256;77?ver=CBV2.0" },
      { corrects: "ni:///sha-256;77?ver=CBV2.0" },
    ]);
  });

  test("names what it takes back by what it repeats, where events have no ids", async () => {
    const errorDeclaration = { declarationTime: "2026-11-19T00:00:00Z" };
    const [original, declaration] = await eventsIn(
      epcis,
      document(event({ eventID: null }), event({ eventID: null, errorDeclaration })),
    );
    if (original === undefined) throw new Error("nothing was read");
    expect(original).toMatchObject({ corrects: null });
    expect(declaration).toMatchObject({ corrects: trackingEventKey(original) });
  });

  test("is in the order of its time, whatever the order of the list", async () => {
    const later = event({ eventTime: "2026-11-19T09:12:00Z", bizStep: "receiving" });
    expect((await eventsIn(epcis, document(later, event()))).map(({ status }) => status)).toEqual([
      "IN_TRANSIT",
      "DELIVERED",
    ]);
  });
});

describe("a document", () => {
  test("may be an event, a list of them, or the answer to a query", async () => {
    const answer = { epcisBody: { queryResults: { resultsBody: { eventList: [event()] } } } };
    for (const one of [event(), [event()], answer]) expect(await eventsIn(epcis, one)).toHaveLength(1);
  });

  test("of version 1.2 says the same in XML", async () => {
    const xml = `<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:1"><EPCISBody><EventList><ObjectEvent>
      <eventTime>2026-11-18T10:12:00+01:00</eventTime><eventTimeZoneOffset>+01:00</eventTimeZoneOffset>
      <epcList><epc>${SSCC}</epc></epcList><action>OBSERVE</action>
      <bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep>
      </ObjectEvent></EventList></EPCISBody></epcis:EPCISDocument>`;
    expect(await eventsIn(epcis, xml)).toMatchObject([
      { trackingNumber: "106141412345678908", status: "IN_TRANSIT", occurredAt: "2026-11-18T09:12:00.000Z" },
    ]);
  });

  test.each([
    ["master data", { epcisBody: { vocabularyList: [] } }],
    ["a query", { eventType: ["ObjectEvent"], EQ_bizStep: ["shipping"] }],
    ["the answer to a query", { epcisBody: { queryResults: { resultsBody: { eventList: [] } } } }],
    ["no events", { a: 1 }],
  ])("of %s is named", async (what, other) => {
    expect(await readWith(epcis, other)).toMatchObject({
      ok: false,
      issues: [{ code: "NOT_EVENTS", message: expect.stringContaining(what) }],
    });
  });

  test("keeps what can be followed beside what cannot", async () => {
    const made = event({ type: "TransformationEvent", epcList: undefined, inputEPCList: [SSCC] });
    expect(await eventsIn(epcis, document(event(), made))).toHaveLength(1);
    expect(await codesSaid(epcis, document(event(), made))).toEqual(["NOT_TRANSPORT"]);
  });
});
