import { expect, test } from "vitest";
import { carrierEvents } from "../../../src/connectors/carrier-events/index.js";
import { codesSaid, eventsIn, readWith } from "../read-with.js";

test("Sendcloud's parcel is where its message says: its carrier's code and its recipient's city are none of the event's", async () => {
  const parcel = (id: number, message: string) => ({
    ...{ action: "parcel_status_changed", timestamp: 1795000500000 },
    carrier_status_change_timestamp: 1795000000000,
    parcel: {
      ...{ id: 7, name: "Ada Holm", city: "Lund", postal_code: "22100", tracking_number: "SC0007" },
      ...{ status: { id, message }, carrier: { code: "dpd" }, country: { name: "Sweden" } },
    },
  });
  expect(await eventsIn(carrierEvents, parcel(80, "Cannot be handed out"))).toMatchObject([
    {
      ...{ trackingNumber: "SC0007", carrier: "dpd", status: "DELIVERY_FAILED", code: "80", location: null },
      ...{ occurredAt: "2026-11-18T11:06:40.000Z", description: "Cannot be handed out" },
    },
  ]);
  expect(await eventsIn(carrierEvents, parcel(12, "Waits at the shop"))).toMatchObject([
    { status: "READY_FOR_PICKUP" },
  ]);
});

test("PostNL writes the day first and Dutch time", async () => {
  const Status = {
    ...{ TimeStamp: "11-12-2026 07:30:00", StatusCode: "7", PhaseCode: "3" },
    StatusDescription: "Je pakket wordt bezorgd",
  };
  const document = { CurrentStatus: { Shipment: { Barcode: "3STEST0000001", Status } } };
  expect(await eventsIn(carrierEvents, document)).toMatchObject([
    {
      carrier: "postnl",
      status: "OUT_FOR_DELIVERY",
      occurredAt: "2026-12-11T06:30:00.000Z",
      zoneUnknown: false,
    },
  ]);
});

test("a parcel in a locker of InPost is there to be collected", async () => {
  const at = "2026-11-18T10:00:00.000+01:00";
  const document = {
    tracking_number: "600000000000000000000001",
    tracking_details: [{ status: "ready_to_pickup", origin_status: "AVI", agency: "LUN01A", datetime: at }],
  };
  expect(await eventsIn(carrierEvents, document)).toMatchObject([
    { carrier: "inpost", status: "READY_FOR_PICKUP", location: "LUN01A" },
  ]);
});

test.each([
  [
    "SF Express",
    {
      msgData: {
        routeResps: [
          {
            mailNo: "SF000000000001",
            routes: [
              {
                acceptTime: "2026-11-18 10:00:00",
                acceptAddress: "上海市",
                remark: "快件已签收",
                opCode: "80",
              },
            ],
          },
        ],
      },
    },
    { trackingNumber: "SF000000000001", status: "DELIVERED", code: "80", location: "上海市" },
  ],
  [
    "Cainiao",
    {
      module: [
        {
          mailNo: "LP000000000001",
          detailList: [{ time: 1795000000000, desc: "Handed to the airline", actionCode: "LH_HO_AIRLINE" }],
        },
      ],
    },
    { trackingNumber: "LP000000000001", code: "LH_HO_AIRLINE", occurredAt: "2026-11-18T11:06:40.000Z" },
  ],
  [
    "Kuaidi100, which says ok where others say an error",
    {
      ...{ message: "ok", nu: "0000000001", com: "yunda", status: "200", state: "0" },
      data: [{ time: "2026-11-18 10:00:00", context: "快件正在派送途中" }],
    },
    { trackingNumber: "0000000001", carrier: "yunda", status: "OUT_FOR_DELIVERY" },
  ],
  [
    "Kdniao",
    {
      ...{ LogisticCode: "YT0000000001", ShipperCode: "YTO", Success: true },
      Traces: [{ AcceptStation: "快件到达转运中心", AcceptTime: "2026-11-18 10:00:00" }],
    },
    { trackingNumber: "YT0000000001", carrier: "YTO", status: "IN_TRANSIT" },
  ],
  [
    "Aramex",
    {
      HasErrors: false,
      TrackingResults: [
        {
          Key: "40000000001",
          Value: [
            {
              ...{ WaybillNumber: "40000000001", UpdateCode: "SH069", UpdateDescription: "Customer refused" },
              ...{ UpdateDateTime: "/Date(1795000000000+0200)/", UpdateLocation: "Amman" },
            },
          ],
        },
      ],
    },
    { trackingNumber: "40000000001", status: "DELIVERY_FAILED", reason: "REFUSED", location: "Amman" },
  ],
  [
    "Correios",
    {
      objetos: [
        {
          codObjeto: "QA000000001BR",
          eventos: [
            {
              ...{ codigo: "OEC", descricao: "Objeto saiu para entrega", dtHrCriado: "2026-11-18T09:00:00" },
              unidade: { tipo: "Unidade", endereco: { cidade: "RECIFE", uf: "PE" } },
            },
          ],
        },
      ],
    },
    { trackingNumber: "QA000000001BR", status: "OUT_FOR_DELIVERY", location: "RECIFE, PE" },
  ],
  [
    "DPD's page, which lists what is still to come as well,",
    {
      parcellifecycleResponse: {
        parcelLifeCycleData: {
          shipmentInfo: { parcelLabelNumber: "05000000000001" },
          statusInfo: [{ status: "DELIVERED", label: "Zugestellt", statusHasBeenReached: false }],
          scanInfo: {
            scan: [
              {
                date: "2026-11-18T08:00:00",
                scanData: { scanType: { code: "03" }, location: "Kiel (DE)" },
                scanDescription: { content: ["In Zustellung."] },
              },
            ],
          },
        },
      },
    },
    {
      trackingNumber: "05000000000001",
      carrier: "dpd",
      status: "OUT_FOR_DELIVERY",
      code: "03",
      location: "Kiel (DE)",
    },
  ],
  [
    "the page of GLS",
    {
      tuStatus: [
        {
          tuNo: "30000000001",
          history: [
            {
              ...{ date: "2026-11-18", time: "08:00:00", evtDscr: "Das Paket wird heute zugestellt." },
              address: { city: "Kiel", countryCode: "DE" },
            },
          ],
        },
      ],
    },
    { trackingNumber: "30000000001", carrier: "gls", status: "OUT_FOR_DELIVERY", location: "Kiel, DE" },
  ],
  [
    "Correos",
    [
      {
        codEnvio: "PQ0000000000001",
        eventos: [
          {
            ...{ fecEvento: "05/11/2026", horEvento: "09:10:00", codEvento: "I010000V", unidad: "LUGO" },
            desTextoResumen: "En reparto",
          },
        ],
      },
    ],
    {
      ...{ trackingNumber: "PQ0000000000001", status: "OUT_FOR_DELIVERY", location: "LUGO" },
      ...{ occurredAt: "2026-11-05T08:10:00.000Z", zoneUnknown: false },
    },
  ],
])("the answers of %s have a table", async (_carrier, document, event) => {
  expect(await eventsIn(carrierEvents, document)).toMatchObject([event]);
  expect(await codesSaid(carrierEvents, document)).not.toContain("SHAPE_INFERRED");
});

test("the name of a moment may be all that tells that it is one of UTC", async () => {
  const scan = {
    DateTime: "2026-11-18T04:00:00",
    UTCDateTime: "2026-11-18T09:00:00",
    EventLabel: "Origin scan",
  };
  const document = { Pieces: [{ TrackingNumber: "LX00000001" }], Events: [scan] };
  expect(await eventsIn(carrierEvents, document)).toMatchObject([
    { occurredAt: "2026-11-18T09:00:00.000Z", zoneUnknown: false },
  ]);
});

test("what is scheduled has not happened: the day and the clock of the scan count", async () => {
  const scan = {
    ...{ ScheduledDateTime: "2026-11-25T16:00:00Z", EventCodeDesc: "Out for delivery" },
    ...{ serverDate: "11/18/2026", serverTime: "2:39 PM" },
  };
  const document = [{ TrackingNumber: "PX00000001", TrackingEventHistory: [scan] }];
  expect(await eventsIn(carrierEvents, document)).toMatchObject([
    { status: "OUT_FOR_DELIVERY", occurredAt: "2026-11-18T14:39:00.000Z", zoneUnknown: true },
  ]);
});

test("the place of a scan is no word about it", async () => {
  const scan = {
    ...{ ScanDateTime: "2026-11-18T09:00:00Z", Scan: "Dispatched", StatusCode: "X-9" },
    ...{ ScannedLocation: "Kiel Hub of the North", Instructions: "Out for delivery" },
  };
  const document = { Shipment: { AWB: "1000000000001", Scans: [{ ScanDetail: scan }] } };
  expect(await eventsIn(carrierEvents, document)).toMatchObject([
    {
      status: "OUT_FOR_DELIVERY",
      description: "Out for delivery",
      location: "Kiel Hub of the North",
      code: "X-9",
    },
  ]);
});

test("two lists that write their events alike are one history", async () => {
  const step = (message: string, timestamp: string) => ({ message, timestamp });
  const document = {
    waybill_number: "YW000000001",
    origin_items: [step("Accepted by the carrier", "2026-11-10T09:00:00Z")],
    destin_items: [step("Delivered at the door", "2026-11-18T09:00:00Z")],
  };
  expect(await eventsIn(carrierEvents, document)).toMatchObject([
    { status: "PICKED_UP" },
    { status: "DELIVERED" },
  ]);
});

test("states with days are a history", async () => {
  const document = {
    trackingNumber: "250000000001",
    statuses: [{ date: "2026-11-18 14:10:00", statusLabel: "Livré à un voisin", agency: "Agence de Lyon" }],
  };
  expect(await eventsIn(carrierEvents, document)).toMatchObject([{ status: "DELIVERED" }]);
});

test("of a document that nobody can read, no more is said than that", async () => {
  expect(
    await readWith(carrierEvents, { ret: 1, msg: "Ok", dat: [{ z: "Ok", a: "2026-11-18 09:00" }] }),
  ).toMatchObject({
    ok: false,
    issues: [{ code: "NOT_TRACKING", message: expect.stringContaining("no events of a parcel can be told") }],
  });
});

test("a notice that was left is no parcel that waits yet, and the last notice tells where it waits", async () => {
  const occurrence = (code: string, clock: string, words: string) =>
    `<occurrence><event-identifier>${code}</event-identifier><event-date>2026-11-18</event-date><event-time>${clock}</event-time>
     <event-time-zone>EST</event-time-zone><event-description>${words}</event-description></occurrence>`;
  const xml = `<tracking-detail><pin>1000000000000001</pin><significant-events>
    ${occurrence("1479", "09:00:00", "Delivery attempted, the card says where to collect it")}
    ${occurrence("0156", "10:00:00", "Last notice: it goes back if not collected")}</significant-events></tracking-detail>`;
  expect(await eventsIn(carrierEvents, xml)).toMatchObject([
    { status: "DELIVERY_FAILED", reason: "RECIPIENT_ABSENT" },
    { status: "READY_FOR_PICKUP" },
  ]);
});
