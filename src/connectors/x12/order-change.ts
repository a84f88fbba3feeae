import type { CanonicalDocument } from "../connector.js";
import { changeOf, contactIn, type LineOperation, type LineValue } from "../reading/edi/change.js";
import { faultAt, quoted } from "../reading/edi/findings.js";
import { headContact } from "./buyer.js";
import { datesOf, dayIn, dayNotes, wantedDays } from "./dates.js";
import { missingNumber } from "./order.js";
import { lineDoubts, orderLineOf, POC } from "./order-line.js";
import { lineNotes, notesOf } from "./order-note.js";
import { partiesOf, partyWith } from "./party.js";
import { element, type Loop, loopsOf, releaseAndDay, type Segment, sectionsOf } from "./segment.js";
import type { SetContext } from "./set-context.js";

/** Purposes (BCH01) that take the order back. All others change it by its lines. */
const CANCELS: ReadonlySet<string> = new Set(["01", "03", "17"]);

const change = (...values: LineValue[]): LineOperation => ({ kind: "CHANGE", values });

const EVERYTHING = change("QUANTITY", "PRICE", "QUALITY", "DATE");
const NOTHING_OF_OURS: LineOperation = { kind: "NONE" };

/** What POC02 (element 670) does to a line. Quantities and prices are those that hold afterwards. */
const OPERATIONS: Readonly<Record<string, LineOperation>> = {
  AI: { kind: "ADD" }, // Add additional items
  DI: { kind: "REMOVE" }, // Delete items
  CA: EVERYTHING, // Changes to line items
  RZ: EVERYTHING, // Replace all values
  MU: change("PRICE", "QUANTITY", "DATE"), // Multiple: price, quantity, reschedule
  QI: change("QUANTITY", "DATE"), // Quantity increase
  QD: change("QUANTITY", "DATE"), // Quantity decrease
  RQ: change("QUANTITY", "DATE"), // Reschedule and quantity change
  PQ: change("PRICE", "QUANTITY"), // Price and quantity change
  PC: change("PRICE"), // Price change
  PR: change("PRICE", "DATE"), // Price change and reschedule
  CB: change("DATE"), // Change of date terms
  CD: change("DATE"), // Change of dates
  CT: change("DATE"), // Change of dates
  RB: change("DATE"), // Replace all dates
  RS: change("DATE"), // Reschedule
  RE: { kind: "SWAP" }, // Replacement item
  RM: { kind: "SWAP" }, // Replacement item with modifications
  CC: NOTHING_OF_OURS, // Changes to terms
  CE: NOTHING_OF_OURS, // Changes to allowances and charges of the item
  CG: NOTHING_OF_OURS, // Changes to allowances and charges of the total
  NC: NOTHING_OF_OURS, // Concurrent item, no change
  RA: NOTHING_OF_OURS, // Replace mode of shipment
};

const SUMMARY: ReadonlySet<string> = new Set(["CTT", "SE"]);

/** Reads an 860: what a buyer asks to change in an order. POC03 is the quantity from now on; POC04 only informs. */
export function readOrderChange(context: SetContext): CanonicalDocument[] {
  const { set, findings, settings } = context;
  const { heading, detail, summary } = sectionsOf(set.segments, "POC", SUMMARY);
  const bch = heading.find(({ tag }) => tag === "BCH");
  const poNumber = element(bch, 3);
  if (bch === undefined || poNumber === null) {
    findings.issues.push(missingNumber("BCH", bch, 3));
    return [];
  }
  const loops = loopsOf(detail, "POC");
  const parties = partiesOf(heading, "buyer");
  const shipTo = partyWith(parties, ["ST"]);
  const shipToName = shipTo === null ? null : (shipTo.party.codes[0]?.value ?? shipTo.party.name);
  const dates = datesOf(heading, findings);
  const asked = changeOf(
    {
      place: bch,
      sender: context.sender?.id ?? null,
      poNumber,
      release: releaseAndDay(bch, 4, 6).release,
      requestedAt: requestedAt(bch, context),
      isCanceled: CANCELS.has(element(bch, 1) ?? ""),
      contact: contactIn([headContact(heading), ...parties.map(({ party }) => party)]),
      shipTo: shipTo?.party ?? null,
      country: settings.country,
      ...wantedDays(dates),
      lines: loops.map((loop) => ({
        operation: operationOf(loop, context),
        line: orderLineOf(loop, POC, context),
      })),
      notes: [
        ...notesOf(heading),
        ...dayNotes(dates),
        ...loops.flatMap((loop) => lineNotes(loop, POC, null, context.componentSeparator)),
        ...loops.flatMap((loop) => lineDoubts(loop, shipToName, POC)),
        ...notesOf(summary),
      ],
    },
    findings,
  );
  return asked === null ? [] : [{ kind: "ORDER_CHANGE", change: asked }];
}

function operationOf({ head }: Loop, { findings }: SetContext): LineOperation {
  const code = element(head, 2);
  const operation = OPERATIONS[code ?? ""];
  if (operation !== undefined) return operation;
  const text =
    code === null
      ? "POC02 is empty: what is to happen to the line is missing."
      : `POC02 is ${quoted(code)}, which is no change that is known here.`;
  const fault = { element: 2, syntax: code === null ? "MISSING" : "INVALID" } as const;
  findings.issues.push(faultAt(head, "CHANGE_UNKNOWN", text, fault));
  return { kind: "NONE" };
}

/** The day of the change (BCH11), else when it was sent: BCH06 is the day of the order itself. */
function requestedAt(bch: Segment, { findings, sentAt }: SetContext): string {
  const day = dayIn(bch, 11, findings);
  return day === null ? sentAt : `${day}T00:00:00Z`;
}
