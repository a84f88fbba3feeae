import type { CanonicalDocument } from "../connector.js";
import { changeOf, contactIn, type LineOperation, type LineValue } from "../reading/edi/change.js";
import { faultAt, quoted } from "../reading/edi/findings.js";
import { datesOf, dateWith, dayNotes, wantedDays } from "./dates.js";
import { textsOf } from "./item.js";
import type { MessageContext } from "./message-context.js";
import { missingNumber } from "./order.js";
import { orderLineOf } from "./order-line.js";
import { lineNotes } from "./order-note.js";
import { partiesOf, referenceIn, shipToIn } from "./party.js";
import { component, type Group, groupsOf, sectionsOf, segmentsOf } from "./segment.js";

/** Functions (1225) that take the order back. All others change it by its lines. */
const CANCELS: ReadonlySet<string> = new Set(["1", "3", "17"]);

const change = (...values: LineValue[]): LineOperation => ({ kind: "CHANGE", values });

const EVERYTHING = change("QUANTITY", "PRICE", "QUALITY", "DATE");

/** What an action (1229) does to a line. Values are those that hold afterwards. */
const OPERATIONS: Readonly<Record<string, LineOperation>> = {
  "1": { kind: "ADD" },
  "2": { kind: "REMOVE" },
  "3": EVERYTHING,
  "9": EVERYTHING, // Amendments
  "4": { kind: "NONE" }, // No action
  "11": { kind: "NONE" }, // Not amended
  "21": { kind: "REMOVE" }, // No delivery
  "37": { kind: "REMOVE" }, // Canceled
  "38": { kind: "SWAP" }, // Replaced
  "39": { kind: "ADD" }, // New
  "84": change("PRICE"), // Repriced
  "110": { kind: "REMOVE" }, // Withdrawn
  "111": change("DATE"), // Another delivery date
  "112": change("QUANTITY", "DATE"), // Another quantity
};

const ORDER: ReadonlySet<string> = new Set(["ON"]);

/** Reads ORDCHG: what a buyer asks to change in an order. The order is the one of RFF+ON, else of BGM. */
export function readOrderChange(context: MessageContext): CanonicalDocument[] {
  const { message, findings, settings } = context;
  const { heading, detail, summary } = sectionsOf(message.segments, "LIN");
  const bgm = heading.find(({ tag }) => tag === "BGM");
  const poNumber = referenceIn(heading, ORDER) ?? component(bgm, 2, 1);
  if (bgm === undefined || poNumber === null) {
    findings.issues.push(missingNumber(bgm));
    return [];
  }
  const groups = groupsOf(detail, "LIN").map(asOrdered);
  const parties = partiesOf(heading, "buyer");
  const shipTo = shipToIn(parties);
  const dates = datesOf(heading, findings);
  const asked = changeOf(
    {
      ...{ place: bgm, sender: context.sender?.id ?? null, poNumber, release: null },
      requestedAt: dateWith(dates, ["137"])?.instant ?? context.sentAt,
      isCanceled: CANCELS.has(component(bgm, 3) ?? ""),
      contact: contactIn(parties.map(({ party }) => party)),
      shipTo: shipTo?.party ?? null,
      country: settings.country,
      ...wantedDays(dates, findings),
      lines: groups.map((group) => ({
        operation: operationOf(group, context),
        line: orderLineOf(group, context),
      })),
      notes: [
        ...textsOf(heading),
        ...dayNotes(dates),
        ...groups.flatMap((group) => lineNotes(group, null)),
        ...textsOf(summary),
      ],
    },
    findings,
  );
  return asked === null ? [] : [{ kind: "ORDER_CHANGE", change: asked }];
}

/** Added lines have numbers of their own; of the others the order's counts, where the change repeats it (1156). */
function asOrdered({ head, body }: Group): Group {
  const isAdded = OPERATIONS[component(head, 2) ?? ""]?.kind === "ADD";
  const number = segmentsOf(body, "RFF")
    .filter((rff) => ORDER.has(component(rff, 1, 1) ?? ""))
    .map((rff) => component(rff, 1, 3))
    .find((one) => one !== null);
  if (isAdded || number === undefined || number === null) return { head, body };
  return { head: { ...head, elements: [[number], ...head.elements.slice(1)] }, body };
}

function operationOf({ head }: Group, { findings }: MessageContext): LineOperation {
  const action = component(head, 2);
  const operation = OPERATIONS[action ?? "3"];
  if (action === null) {
    const text = "The line does not say what is to happen to it (1229): it is taken as changed.";
    findings.warnings.push(faultAt(head, "ACTION_MISSING", text, { element: 2, syntax: "MISSING" }));
  }
  if (operation !== undefined) return operation;
  const text = `LIN 1229 is ${quoted(action ?? "")}, which is no change that is known here.`;
  findings.issues.push(faultAt(head, "CHANGE_UNKNOWN", text, { element: 2, syntax: "INVALID" }));
  return { kind: "NONE" };
}
