import { describe, expect, test } from "vitest";
import { aftership } from "../../src/connectors/aftership/index.js";
import type { Connector } from "../../src/connectors/connector.js";
import { easypost } from "../../src/connectors/easypost/index.js";
import { edifact } from "../../src/connectors/edifact/index.js";
import { epcis } from "../../src/connectors/epcis/index.js";
import { ups } from "../../src/connectors/ups/index.js";
import { x12 } from "../../src/connectors/x12/index.js";
import type { TrackingEventDocument } from "../../src/domain/execution.js";
import { documentsOf } from "../support/fixture-file.js";

/** What stands in the document of one event: status, reason, code, place, moment (`?` without a zone), day expected. */
type Told = readonly [
  status: string,
  reason: string | null,
  code: string | null,
  location: string | null,
  occurredAt: string,
  estimatedDelivery?: string,
];
type Parcel = readonly [trackingNumber: string, carrier: string | null, events: readonly Told[]];

function toldOf({ status, reason, code, location, ...event }: TrackingEventDocument): Told {
  const moment = `${event.occurredAt.replace(/\.000Z$/, "Z")}${event.zoneUnknown ? "?" : ""}`;
  const told = [status, reason, code, location, moment] as const;
  return event.estimatedDelivery === null ? told : [...told, event.estimatedDelivery];
}

async function parcelsIn(connector: Connector, fileName: string): Promise<Parcel[]> {
  const parcels = new Map<string, [string, string | null, Told[]]>();
  for (const document of await documentsOf(connector, fileName)) {
    if (document.kind !== "EXECUTION" || document.event.type !== "TRACKING") continue;
    const { trackingNumber, carrier } = document.event;
    const parcel = parcels.get(trackingNumber) ?? [trackingNumber, carrier, []];
    parcel[2].push(toldOf(document.event));
    parcels.set(trackingNumber, parcel);
  }
  return [...parcels.values()];
}

const FILES: readonly (readonly [Connector, string, readonly Parcel[]])[] = [
  [
    easypost,
    "returned-event.json",
    [
      [
        ...(["9400136106193367290114", "USPS"] as const),
        [
          ["LABEL_CREATED", null, "GX", "PORTLAND, OR, 97209", "2026-11-14T16:02:44Z"],
          ["PICKED_UP", null, "OA", "PORTLAND, OR, 97218", "2026-11-15T01:20:00Z"],
          ["DELIVERY_FAILED", "ADDRESS_INCORRECT", "22", "MADISON, WI, 53703", "2026-11-18T19:41:00Z"],
          ["RETURN_TO_SENDER", null, "09", "MADISON, WI, 53703, US", "2026-11-19T07:58:00Z", "2026-11-18"],
        ],
      ],
    ],
  ],
  [
    easypost,
    "returned-then-delivered.json",
    [
      [
        ...(["EZ4000000004", "USPS"] as const),
        [
          ["IN_TRANSIT", null, "in_transit", "HOUSTON, TX, 77063, US", "2026-05-03T10:00:00Z"],
          ["RETURN_TO_SENDER", "ADDRESS_INCORRECT", "RTS", null, "2026-05-04T10:00:00Z"],
          ["DELIVERED", null, "delivered", "CHARLESTON, SC, 29407, US", "2026-05-05T15:33:00Z", "2026-05-05"],
        ],
      ],
    ],
  ],
  [
    easypost,
    "trackers.json",
    [
      ["EZ4000000004", "DHLExpress", [["DELIVERED", null, "delivered", null, "2026-11-19T14:31:00Z"]]],
      [
        ...(["796000000017", "FedEx"] as const),
        [
          ["DELAYED", "WEATHER", "DY", "MEMPHIS, TN, US", "2026-11-20T04:10:00Z"],
          ["UNKNOWN", null, "teleported", null, "2026-11-20T05:00:00Z", "2026-11-23"],
        ],
      ],
    ],
  ],
  [
    easypost,
    "ready-for-pickup.json",
    [
      [
        ...(["EZ6000000006", "USPS"] as const),
        [
          ["LABEL_CREATED", null, "pre_transit", null, "2026-09-05T20:24:53Z"],
          [
            ...(["READY_FOR_PICKUP", null, "14", "CHARLESTON, SC, 29407, US"] as const),
            ...(["2026-10-05T16:14:00Z", "2026-10-06"] as const),
          ],
        ],
      ],
    ],
  ],
  [
    easypost,
    "bare-list.json",
    [
      [
        ...(["1Z5338FF0107231059", "UPS"] as const),
        [["DELIVERY_FAILED", "ADDRESS_INCORRECT", "X4", "Berlin, 10115, DE", "2026-10-03T17:59:00Z"]],
      ],
      [
        ...(["9434600109355000000001", "USPS"] as const),
        [["DELIVERED", null, "01", "AUSTIN, TX, 78701", "2026-10-03T15:44:00Z"]],
      ],
    ],
  ],
  [
    aftership,
    "webhook.json",
    [
      [
        ...(["00340434292135100186", "dhl-germany"] as const),
        [
          ["LABEL_CREATED", null, "ES,VA", "Hamburg, Germany, DEU", "2026-11-13T17:40:00Z"],
          ["IN_TRANSIT", null, "AA", "Hamburg, 21079, DEU", "2026-11-14T01:33:00Z"],
          ["DELIVERY_FAILED", "ADDRESS_INCORRECT", "AN", "Bremen, DEU", "2026-11-16T11:52:00Z?"],
          ["RETURN_TO_SENDER", null, "RT", "Bremen, DEU", "2026-11-17T05:10:00Z"],
          ["RETURNED", null, "RS", "Hamburg, DEU", "2026-11-19T08:47:00Z", "2026-11-17"],
        ],
      ],
    ],
  ],
  [
    aftership,
    "trackings.json",
    [
      [
        ...(["JD014600003210000007", "hermes-uk"] as const),
        [
          ["OUT_FOR_DELIVERY", null, "H15", "Leeds, GBR", "2026-11-20T07:45:00Z"],
          ["DELIVERY_FAILED", "RECIPIENT_ABSENT", "H22", "Leeds, GBR", "2026-11-20T13:05:00Z", "2026-11-21"],
        ],
      ],
    ],
  ],
  [
    aftership,
    "last-checkpoint.json",
    [
      [
        ...(["6A20312345678", "la-poste-colissimo"] as const),
        [["READY_FOR_PICKUP", null, "AG1", "Lyon, 69003, FRA", "2026-11-18T15:02:00Z"]],
      ],
    ],
  ],
  [
    aftership,
    "zoned-and-local.json",
    [
      [
        ...(["1Z1", "ups"] as const),
        [
          ["LABEL_CREATED", null, "InfoReceived_001", null, "2026-05-04T13:20:00Z"],
          // The subtag speaks of customs, the carrier's own words of the address.
          [
            ...(["DELAYED", "ADDRESS_INCORRECT", "Exception_004", "Berlin, 10115, DEU, Germany"] as const),
            ...(["2026-05-05T08:20:00Z?", "2026-05-06"] as const),
          ],
        ],
      ],
    ],
  ],
  [
    aftership,
    "attempt-failed.json",
    [
      [
        ...(["1111111111111", "fedex"] as const),
        [
          ["PICKED_UP", null, "FPX_PU", "Shenzhen, CHN", "2026-11-13T17:00:00Z"],
          [
            ...(["DELIVERY_FAILED", "RECIPIENT_ABSENT", "FPX_DE08", "Memphis, TN, 38118, USA"] as const),
            ...(["2026-11-18T09:30:00Z?", "2026-11-20"] as const),
          ],
        ],
      ],
    ],
  ],
  [
    aftership,
    "returned.json",
    [
      [
        ...(["JJD000390007882823007", "dhl-germany"] as const),
        [
          ["RETURN_TO_SENDER", null, "RT", "Köln, 51149, DEU", "2026-10-04T16:22:00Z"],
          ["RETURNED", null, "Exception_011", null, "2026-10-06T10:00:00Z"],
        ],
      ],
    ],
  ],
  [
    ups,
    "track-alert.json",
    [
      [
        ...(["1ZA827R00397845211", "ups"] as const),
        [
          [
            ...(["DELIVERY_FAILED", "ADDRESS_INCORRECT", "WA", "MADISON, WI, 53703, US"] as const),
            ...(["2026-11-18T20:12:07Z", "2026-11-18"] as const),
          ],
        ],
      ],
    ],
  ],
  [
    ups,
    // The code is that of a receiver who is not there; the words say what is really wrong.
    "incomplete-address.json",
    [
      [
        ...(["1Z12345E0205271688", "ups"] as const),
        [
          [
            ...(["DELIVERY_FAILED", "ADDRESS_INCORRECT", "48", "ROSWELL, GA, 30076, US"] as const),
            ...(["2026-05-05T18:25:00Z", "2026-05-06"] as const),
          ],
        ],
      ],
    ],
  ],
  [
    ups,
    "track-api.json",
    [
      [
        ...(["1ZA827R00397845211", "ups"] as const),
        [
          ["LABEL_CREATED", null, "MP", "US", "2026-11-17T09:45:12Z?"],
          ["PICKED_UP", null, "OR", "Chicago, IL, US", "2026-11-18T00:15:00Z"],
          ["IN_TRANSIT", null, "DP", "Chicago, IL, US", "2026-11-18T04:01:00Z"],
          ["DELIVERY_FAILED", "RECIPIENT_ABSENT", "48", "MADISON, WI, US", "2026-11-18T14:12:07Z?"],
          ["OUT_FOR_DELIVERY", null, "OT", "MADISON, WI, US", "2026-11-18T14:22:04Z"],
          ["RETURN_TO_SENDER", null, "RS", "MADISON, WI, US", "2026-11-19T15:15:00Z", "2026-11-23"],
        ],
      ],
    ],
  ],
  [
    ups,
    "quantum-view.xml",
    [
      [
        ...(["1ZA827R00397845300", "ups"] as const),
        [["PICKED_UP", null, "Origin", "CHICAGO, IL, US", "2026-11-17T18:15:00Z?"]],
      ],
      [
        ...(["1ZA827R00397845319", "ups"] as const),
        [["DELIVERY_FAILED", "ADDRESS_INCORRECT", "B4", null, "2026-11-18T10:10:10Z?", "2026-11-20"]],
      ],
      [
        ...(["1ZA827R00397845328", "ups"] as const),
        [["DELIVERED", null, "Delivery", "ST. PAUL, MN, US", "2026-11-18T11:15:00Z?"]],
      ],
      ["1ZA827R00397845337", "ups", [["RETURN_TO_SENDER", null, "UR", null, "2026-11-18T12:00:00Z?"]]],
    ],
  ],
  [
    ups,
    "alerts-list.json",
    [
      [
        ...(["1Z1", "ups"] as const),
        [
          ["IN_TRANSIT", null, "DP", "Louisville, KY, US", "2026-10-05T06:00:00Z?"],
          ["OUT_FOR_DELIVERY", null, "OT", "Austin, TX, US", "2026-10-05T08:00:00Z?"],
        ],
      ],
    ],
  ],
  [
    ups,
    "delivered.json",
    [
      [
        ...(["1Z023E2X0214323462", "ups"] as const),
        [["DELIVERED", null, "FS", "ROCKAWAY, NJ, 07866, US", "2026-10-06T18:15:00Z", "2026-10-06"]],
      ],
    ],
  ],
  [
    epcis,
    "pallet.jsonld",
    [
      [
        ...(["340123450000000017", null] as const),
        [
          ["PENDING", null, "packing", "urn:epc:id:sgln:4012345.00002.0", "2026-11-16T14:00:00Z"],
          ["IN_TRANSIT", null, "shipping", "urn:epc:id:sgln:4012345.00002.4", "2026-11-16T16:45:00Z"],
          ["ON_HOLD", "DAMAGED", "receiving", "urn:epc:id:sgln:4012345.00001.0", "2026-11-18T10:30:00Z"],
        ],
      ],
      [
        ...(["urn:epc:id:grai:4012345.12345.400", null] as const),
        [["UNKNOWN", null, "inspecting", null, "2026-11-18T11:00:00Z"]],
      ],
    ],
  ],
  [
    epcis,
    "correction.json",
    [["340123450000000017", null, [["IN_TRANSIT", null, "arriving", null, "2026-11-17T05:00:00Z"]]]],
  ],
  [
    epcis,
    "lots-1.2.xml",
    [
      [
        ...(["urn:epc:class:lgtin:4012345.098765.L-17", null] as const),
        [["IN_TRANSIT", null, "departing", "urn:epc:id:sgln:4012345.00002.0", "2026-11-18T07:10:00Z"]],
      ],
      [
        ...(["340123450000000024", null] as const),
        [["PICKED_UP", null, "loading", "urn:epc:id:sgln:4012345.00002.7", "2026-11-18T08:10:00Z"]],
      ],
    ],
  ],
  [
    epcis,
    "returned.jsonld",
    [
      [
        ...(["106141412345678908", null] as const),
        [
          ["IN_TRANSIT", null, "shipping", "urn:epc:id:sgln:0614141.07346.1234", "2026-11-19T02:33:31.116Z"],
          [
            ...(["RETURN_TO_SENDER", null, "returning"] as const),
            ...(["https://id.gs1.org/414/0614141073467", "2026-11-19T10:00:00Z"] as const),
          ],
        ],
      ],
    ],
  ],
  [
    epcis,
    "received.xml",
    [
      [
        ...(["040123450000001235", null] as const),
        [
          ["IN_TRANSIT", null, "arriving", "urn:epc:id:sgln:4012345.00001.0", "2026-11-18T07:15:00Z"],
          ["DELIVERED", null, "unpacking", null, "2026-11-18T08:00:00Z"],
          ["DELIVERED", null, "receiving", null, "2026-11-18T08:30:00Z"],
        ],
      ],
    ],
  ],
  [
    x12,
    "214-status.edi",
    [
      [
        ...(["PRO-55121", "FSTL"] as const),
        [
          ["PICKED_UP", null, "AF/NS", "Salem, OR, US", "2026-11-06T01:30:00Z"],
          ["IN_TRANSIT", null, "X4/NS", "Sparks, NV, US", "2026-11-06T12:10:00Z"],
        ],
      ],
      [
        ...(["PKG-1", "FSTL"] as const),
        [
          ["DELIVERY_FAILED", "ADDRESS_INCORRECT", "AH/A2", "Boise, ID, US", "2026-11-07T16:45:00Z"],
          ["IN_TRANSIT", null, "AG", null, "2026-11-08T18:00:00Z?", "2026-11-09"],
          ["IN_TRANSIT", null, "AB/NA", null, "2026-11-08T18:00:00Z?", "2026-11-10"],
        ],
      ],
      [
        ...(["PKG-2", "FSTL"] as const),
        [
          ["RETURN_TO_SENDER", "OTHER", "SD/BT", "Rotterdam, NL", "2026-11-08T07:00:00Z"],
          ["UNKNOWN", "UNKNOWN", "ZZ/Q9", null, "2026-11-08T12:01:00Z"],
        ],
      ],
    ],
  ],
  [
    x12,
    "214-parcel.edi",
    [
      [
        ...(["1Z999AA10123456784", "UPSN"] as const),
        [
          ["DELIVERY_FAILED", "ADDRESS_INCORRECT", "A7/A2", "San Francisco, CA, US", "2024-03-20T15:20:00Z"],
          ["IN_TRANSIT", null, "AG/NA", null, "2024-03-15T08:30:00Z?", "2024-03-22"],
        ],
      ],
    ],
  ],
  [
    x12,
    "214-appointment.edi",
    [
      [
        ...(["04556677889", "ODFL"] as const),
        [
          ["PENDING", null, "X3/NS", "Reno, NV, US", "2026-11-16T16:15:00Z"],
          ["PICKED_UP", null, "AF/NS", "Reno, NV, US", "2026-11-16T17:42:00Z"],
          ["IN_TRANSIT", null, "AG/NS", "San Francisco, CA, US", "2026-11-18T10:10:00Z?", "2026-11-19"],
        ],
      ],
    ],
  ],
  [
    x12,
    "214-parcels-refused.edi",
    [
      [
        ...(["1Z999AA10123456784", "UPSN"] as const),
        [["DELIVERY_FAILED", "REFUSED", "A7/BS", "Albany, NY, US", "2026-11-19T16:32:00Z"]],
      ],
      [
        ...(["1Z999AA10123456795", "UPSN"] as const),
        [["DELAYED", "WEATHER", "SD/AO", "Chicago, IL, US", "2026-11-19T13:00:00Z"]],
      ],
      [
        ...(["1Z999AA10123456802", "UPSN"] as const),
        [["DELIVERED", null, "D1/NS", "Portland, OR, US", "2026-11-19T18:15:00Z"]],
      ],
    ],
  ],
  [
    x12,
    "214-address.edi",
    [
      [
        ...(["I123456789", "RLCA"] as const),
        [
          ["DELIVERY_FAILED", "ADDRESS_INCORRECT", "AP/A2", "Columbus, OH, US", "2026-11-19T20:45:00Z"],
          ["RETURN_TO_SENDER", "OTHER", "A3/BT", "Columbus, OH, US", "2026-11-20T11:30:00Z"],
        ],
      ],
    ],
  ],
  [
    edifact,
    "iftsta.edi",
    [
      [
        ...(["FB-1", "Fastlane Spedition"] as const),
        [
          ["PICKED_UP", null, "13", "Bremen", "2026-11-07T16:00:00Z?"],
          ["IN_TRANSIT", null, "31", null, "2026-11-08T04:30:00Z", "2026-11-10"],
        ],
      ],
      [
        ...(["FB-2", "Fastlane Spedition"] as const),
        [["DELIVERY_FAILED", "ADDRESS_INCORRECT", "23/30", "Hamburg", "2026-11-08T09:15:00Z?"]],
      ],
      [
        ...(["340555550000000049", "Fastlane Spedition"] as const),
        [["RETURNED", null, "82", null, "2026-11-08T10:00:00Z?"]],
      ],
      ["PKG-9", "Fastlane Spedition", [["UNKNOWN", null, "999", null, "2026-11-08T10:00:00Z?"]]],
    ],
  ],
  [
    edifact,
    "iftsta-two-consignments.edi",
    [
      [
        ...(["WEB-100201", "Spedition Weber"] as const),
        [["IN_TRANSIT", null, "1", "Hamburg", "2026-11-17T18:10:00Z?"]],
      ],
      [
        ...(["WEB-100202", "Spedition Weber"] as const),
        [["DELIVERED", null, "21", "Bremen", "2026-11-18T07:42:00Z?"]],
      ],
    ],
  ],
  [
    edifact,
    "iftsta-not-delivered.edi",
    [
      [
        ...(["WEB-100203", "Spedition Weber"] as const),
        [["DELIVERY_FAILED", "OTHER", "23/15", "Koeln", "2026-11-19T11:05:00Z?"]],
      ],
    ],
  ],
  [
    edifact,
    "iftsta-sscc.edi",
    [
      ["343987650000000119", "Nordpost", [["IN_TRANSIT", null, "31", null, "2026-11-20T15:30:00Z?"]]],
      ["343987650000000126", "Nordpost", [["IN_TRANSIT", null, "31", null, "2026-11-20T15:30:00Z?"]]],
    ],
  ],
  [
    edifact,
    "iftsta-offset.edi",
    [
      [
        ...(["NP-1", "Nordpost"] as const),
        [
          ["PICKED_UP", null, "13", "Hamburg", "2026-11-18T08:15:00Z"],
          ["IN_TRANSIT", null, "31", "Kassel", "2026-11-19T01:30:00Z"],
        ],
      ],
    ],
  ],
];

describe("what a carrier has told is in the events:", () => {
  test.each(FILES.map(([connector, file, parcels]) => [connector.id, file, connector, parcels] as const))(
    "%s, %s",
    async (_, file, connector, parcels) => {
      expect(await parcelsIn(connector, file)).toEqual(parcels);
    },
  );

  test("an event that is taken back names the one it was, and events their own names", async () => {
    const events = [
      ...(await documentsOf(epcis, "correction.json")),
      ...(await documentsOf(epcis, "returned.jsonld")),
    ].flatMap((one) => (one.kind === "EXECUTION" && one.event.type === "TRACKING" ? [one.event] : []));
    expect(events.map(({ eventId, corrects }) => [eventId ?? null, corrects])).toEqual([
      [null, "urn:uuid:0195f000-0000-7000-8000-0000000000c3"],
      ["urn:uuid:5f0c7c2e-6f1d-4c43-9e59-0a4f8e0f7a01", null],
      [null, null],
    ]);
  });
});
