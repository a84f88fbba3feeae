import { XMLParser } from "fast-xml-parser";
import { X12Interchange, X12Parser } from "node-x12";
import { describe, expect, test } from "vitest";
import type { CanonicalDocument, Connector, OutgoingDocument } from "../../src/connectors/connector.js";
import { connectorById } from "../../src/connectors/index.js";
import type { PlacedOrder } from "../../src/connectors/partner-orders.js";
import { sameDeliveryPoint } from "../../src/domain/address.js";
import { HubError } from "../../src/domain/errors.js";
import type { OrderChangeTarget } from "../../src/domain/order-change.js";
import { readFile } from "../support/edi-message.js";
import { BREMEN, HAMBURG } from "../support/orders.js";
import { parsedEdifact } from "./edifact/outside-parser.js";

const SENDING = { at: "2026-11-29T12:30:00.000Z", control: 4711 };
const SETTINGS: Readonly<Record<string, Record<string, unknown>>> = {
  x12: { executes: true, ownId: "HUB", partnerId: "LOGISTICS" },
  edifact: { executes: true, ownId: "4012345000009", partnerId: "4098765000004" },
  ubl: {
    executes: true,
    ourEndpointId: "7350099990005",
    ourName: "Throughline",
    partnerEndpointId: "4098765000004",
    partnerEndpointScheme: "0088",
  },
};
const FORMATS = Object.keys(SETTINGS);

const line = (
  lineNumber: string,
  sku: string | null,
  quantity: string,
  description: string | null = "Label, 58 mm",
) => ({
  ...{ lineNumber, sku, description, quantity, unit: "PCE", unitPrice: "18.5" },
});
const ORDER: PlacedOrder = {
  ...{ number: "TL-1047", placedAt: "2026-11-28T09:00:00Z", customerName: "Nordlicht Elektronik AG" },
  ...{ currency: "EUR", shipTo: HAMBURG, requestedDate: "2026-12-20", note: "Ring the bell, please" },
  lines: [line("1", "TL-1001", "10"), line("2", "TL-1002", "2.5")],
};

const connectorOf = (id: string): Connector => connectorById(id) ?? expect.fail(id);
const settingsOf = (id: string, more = {}) => connectorOf(id).settings.parse({ ...SETTINGS[id], ...more });
const ordersOf = (id: string) => connectorOf(id).orders ?? expect.fail(`${id} writes no orders`);
const placed = (id: string, order: Partial<PlacedOrder> = {}) =>
  ordersOf(id).place({ ...ORDER, ...order }, SENDING, settingsOf(id));
const changed = (id: string, target: OrderChangeTarget, order: Partial<PlacedOrder> = {}) =>
  ordersOf(id).change({ sequence: 3, target, order: { ...ORDER, ...order } }, SENDING, settingsOf(id));

/** What our own reader makes of a document of ours. */
async function read(id: string, document: OutgoingDocument | null): Promise<CanonicalDocument> {
  const result = await readFile(connectorOf(id), document?.body ?? new Uint8Array());
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  expect(result.documents).toHaveLength(1);
  return result.documents[0] as CanonicalDocument;
}

describe.each(FORMATS)("a purchase order in %s", (id) => {
  test("says to our own reader what was meant", async () => {
    const document = await read(id, placed(id));
    if (document.kind !== "ORDER") return expect.fail(document.kind);
    const { order } = document;
    expect(order).toMatchObject({
      ...{ poNumber: "TL-1047", currency: "EUR", requestedDate: "2026-12-20", canceled: false },
      shipTo: { lines: ["Am Sandtorkai 30"], city: "Hamburg", postalCode: "20457", country: "DE" },
    });
    // Peppol knows a party to deliver to, which its readers take for a place in the buyer's own house.
    expect(`${order.shipTo?.recipient} ${order.shipTo?.department}`).toContain("Nordlicht Elektronik AG");
    expect(order.placedAt.slice(0, 10)).toBe("2026-11-28");
    expect(order.note).toContain("Ring the bell, please");
    expect(
      order.lines.map(({ lineNumber, sku, quantity, unitPrice, unit }) => [
        lineNumber,
        sku,
        quantity,
        unitPrice,
        unit,
      ]),
    ).toEqual([
      ["1", "TL-1001", "10", "18.5", "PCE"],
      ["2", "TL-1002", "2.5", "18.5", "PCE"],
    ]);
    for (const { description } of order.lines) expect(description).toContain("Label, 58 mm");
  });

  test("gets by with the least", async () => {
    const bare = [{ ...line("1", "TL-1001", "1", null), unit: null, unitPrice: null }];
    const document = await read(
      id,
      placed(id, { currency: null, requestedDate: null, note: null, lines: bare }),
    );
    expect(document).toMatchObject({
      kind: "ORDER",
      order: { lines: [{ lineNumber: "1", sku: "TL-1001", quantity: "1", unitPrice: null }] },
    });
  });

  const WITHOUT = ORDER.lines.slice(0, 1);
  test.each<[OrderChangeTarget, Partial<PlacedOrder>]>([
    [{ kind: "SHIP_TO", shipTo: { ...BREMEN } }, {}],
    [{ kind: "DATE", requestedDate: "2027-01-08" }, {}],
    [{ kind: "ADD_LINE", line: line("3", "TL-6001", "4") }, {}],
    [{ kind: "REMOVE_LINE", lineNumber: "2" }, { lines: WITHOUT }],
    [{ kind: "CANCEL" }, {}],
  ])("is changed by what our own reader takes for %o", async (target, order) => {
    const document = await read(id, changed(id, target, order));
    if (document.kind !== "ORDER_CHANGE") return expect.fail(document.kind);
    expect(document.change.order.poNumber).toBe("TL-1047");
    const [read1, ...more] = document.change.targets;
    expect(more).toEqual([]);
    if (target.kind === "SHIP_TO" && read1?.kind === "SHIP_TO")
      return expect(sameDeliveryPoint(read1.shipTo, target.shipTo)).toBe(true);
    expect(read1).toMatchObject(
      target.kind === "ADD_LINE"
        ? { kind: "ADD_LINE", line: { lineNumber: "3", sku: "TL-6001", quantity: "4", unitPrice: "18.5" } }
        : target,
    );
  });

  test.each<[OrderChangeTarget, Partial<PlacedOrder>]>([
    [{ kind: "QUANTITY", lineNumber: "1", quantity: "12" }, { lines: [line("1", "TL-1001", "12")] }],
    [
      { kind: "PRICE", lineNumber: "1", unitPrice: "17.25" },
      { lines: [{ ...line("1", "TL-1001", "10"), unitPrice: "17.25" }] },
    ],
    [
      { kind: "QUALITY", lineNumber: "1", description: "Label, 80 mm" },
      { lines: [line("1", "TL-1001", "10", "Label, 80 mm")] },
    ],
  ])("is changed in a line by %o", async (target, order) => {
    const document = await read(id, changed(id, target, order));
    if (document.kind !== "ORDER_CHANGE") return expect.fail(document.kind);
    const { targets } = document.change;
    // Some formats restate the line; what they restate is what holds from now on.
    const restated = targets.filter(({ kind }) => kind !== target.kind);
    if (target.kind === "QUALITY" && id === "ubl") return expect(targets.length).toBeGreaterThan(0);
    expect(targets).toContainEqual(target);
    for (const other of restated)
      expect(
        ["QUANTITY", "PRICE", "QUALITY"].includes(other.kind) && "lineNumber" in other && other.lineNumber,
      ).toBe("1");
  });

  test("has no words for a contact, and none that would be cut", () => {
    expect(changed(id, { kind: "CONTACT", contactName: "Jan", emails: [], phones: [] })).toBeNull();
    if (id === "ubl") return;
    expect(() => placed(id, { shipTo: { ...HAMBURG, lines: ["x".repeat(80)] } })).toThrow(HubError);
    expect(() => placed(id, { number: "x".repeat(36) })).toThrow(HubError);
    const nobody = connectorOf(id).settings.parse({ executes: true });
    expect(() => ordersOf(id).place(ORDER, SENDING, nobody)).toThrow(/interchange id is not set/);
  });
});

test("is off unless the settings say that the partner executes", () => {
  for (const id of FORMATS) {
    expect(ordersOf(id).isExecuting(connectorOf(id).settings.parse({}))).toBe(false);
    expect(ordersOf(id).isExecuting(settingsOf(id))).toBe(true);
    expect(ordersOf(id).answerHours(settingsOf(id, { answerHours: 6 }))).toBe(6);
  }
});

const textOf = (document: OutgoingDocument | null): string => new TextDecoder().decode(document?.body);

test("an 850 and an 860 are read by another parser as they stand", () => {
  const tagsOf = (document: OutgoingDocument | null): string[] => {
    const interchange = new X12Parser(true).parse(textOf(document));
    if (!(interchange instanceof X12Interchange)) throw new Error("one interchange was expected");
    const [set] = interchange.functionalGroups[0]?.transactions ?? [];
    return (set?.segments ?? []).map(({ tag, elements }) =>
      [tag, ...elements.map(({ value }) => value)].join("*"),
    );
  };
  expect(tagsOf(placed("x12"))).toEqual([
    ...[
      "BEG*00*SA*TL-1047**20261128",
      "CUR*BY*EUR",
      "DTM*002*20261220",
      "N9*L1*NOTE",
      "MSG*Ring the bell, please",
    ],
    ...["N1*ST*Nordlicht Elektronik AG", "N3*Am Sandtorkai 30", "N4*Hamburg**20457*DE"],
    ...["PO1*1*10*PCE*18.5**VN*TL-1001", "PID*F****Label, 58 mm"],
    ...["PO1*2*2.5*PCE*18.5**VN*TL-1002", "PID*F****Label, 58 mm", "CTT*2"],
  ]);
  const target: OrderChangeTarget = { kind: "QUANTITY", lineNumber: "1", quantity: "12" };
  expect(tagsOf(changed("x12", target, { lines: [line("1", "TL-1001", "12", null)] }))).toEqual([
    ...[
      "BCH*04*SA*TL-1047**3*20261128*****20261129",
      "CUR*BY*EUR",
      "POC*1*RQ*12*12*PCE*18.5**VN*TL-1001",
      "CTT*1",
    ],
  ]);
});

test("an ORDERS and an ORDCHG are read by another parser as they stand", () => {
  expect(parsedEdifact(textOf(placed("edifact"))).slice(2, 8)).toEqual([
    "BGM+220+TL-1047+9",
    "DTM+137:20261128:102",
    "DTM+2:20261220:102",
    "FTX+AAI+++Ring the bell, please",
    "NAD+DP+++Nordlicht Elektronik AG+Am Sandtorkai 30+Hamburg++20457+DE",
    "CUX+2:EUR:9",
  ]);
  const segments = parsedEdifact(textOf(changed("edifact", { kind: "REMOVE_LINE", lineNumber: "2" })));
  expect(segments).toContain("RFF+ON:TL-1047");
  expect(segments).toContain("LIN+2+2");
});

test("an Order is well-formed to another parser, and its elements stand in the schema's order", () => {
  const parser = new XMLParser({ removeNSPrefix: true, preserveOrder: false });
  const { Order } = parser.parse(textOf(placed("ubl")));
  expect(Object.keys(Order).filter((name) => !name.startsWith("@"))).toEqual([
    ...[
      "CustomizationID",
      "ProfileID",
      "ID",
      "IssueDate",
      "IssueTime",
      "OrderTypeCode",
      "Note",
      "DocumentCurrencyCode",
    ],
    ...["BuyerCustomerParty", "SellerSupplierParty", "Delivery", "OrderLine"],
  ]);
  const { OrderCancellation } = parser.parse(textOf(changed("ubl", { kind: "CANCEL" })));
  expect(OrderCancellation.OrderReference.ID).toBe("TL-1047");
});
