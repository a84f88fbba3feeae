import type { PartyStatement } from "../../domain/party.js";
import type { FieldProvenance } from "../../domain/provenance.js";
import type { CanonicalDocument } from "../connector.js";
import { changeOf } from "../reading/edi/change.js";
import { faultAt, quoted } from "../reading/edi/findings.js";
import { type EdiOrder, orderOf } from "../reading/edi/order.js";
import { buyerStatementOf, from } from "./buyer.js";
import { datesOf, dateWith, dayNotes, wantedDays } from "./dates.js";
import { textsOf } from "./item.js";
import { placeOfLines } from "./line-places.js";
import type { MessageContext } from "./message-context.js";
import { currencyOf, orderDoubts } from "./order-head.js";
import { lineDoubts, orderLineOf } from "./order-line.js";
import { adjustmentsOf, lineNotes } from "./order-note.js";
import { partiesOf, shipToIn } from "./party.js";
import { component, type Group, groupsOf, type Segment, sectionsOf } from "./segment.js";

/** What the function of the message (element 1225) makes of an order. Every one states it whole. */
const FUNCTIONS: Readonly<Record<string, { readonly canceled: boolean; readonly doubt: string | null }>> = {
  "1": { canceled: true, doubt: null }, // Cancellation
  "2": { canceled: false, doubt: null }, // Addition
  "3": { canceled: true, doubt: null }, // Deletion
  "4": { canceled: false, doubt: null }, // Change
  "5": { canceled: false, doubt: null }, // Replace
  "6": { canceled: false, doubt: "it confirms an order that was placed another way" },
  "7": { canceled: false, doubt: "it is a duplicate of an order sent before" },
  "9": { canceled: false, doubt: null }, // Original
  "16": { canceled: false, doubt: "it is a proposal" },
  "31": { canceled: false, doubt: "it is a copy" },
  "42": { canceled: false, doubt: "it confirms an order that was placed another way" },
  "43": { canceled: false, doubt: null }, // Additional transmission
  "46": { canceled: false, doubt: "it is provisional" },
};

/** Documents (element 1001) that ask for no delivery by themselves. */
const FRAMES: Readonly<Record<string, string>> = {
  "22E": "the manufacturer raised it, not the buyer",
  "221": "it is a blanket order, whose quantities are called off later",
  "223": "it is a lease order",
  "225": "it is a repair order",
  "230": "it is a change of an order, sent as an order",
};

/** Reads ORDERS: an order, a later version of it, or its cancellation. */
export function readOrder(context: MessageContext): CanonicalDocument[] {
  const { message, findings } = context;
  const { heading, detail, summary } = sectionsOf(message.segments, "LIN");
  const bgm = heading.find(({ tag }) => tag === "BGM");
  const poNumber = component(bgm, 2, 1);
  if (bgm === undefined || poNumber === null) {
    findings.issues.push(missingNumber(bgm));
    return [];
  }
  const groups = groupsOf(detail, "LIN").filter((group) => isOrdered(group, context));
  const purpose = purposeOf(bgm, context);
  findings.doubts.push(...orderDoubts(context, summary, groupsOf(detail, "LIN").length));
  const order = ediOrder({ bgm, poNumber, heading, groups, summary }, purpose.canceled, context);
  const read = orderOf(order, findings);
  if (read !== null) return [{ kind: "ORDER", order: read }];
  return purpose.canceled && findings.issues.length === 0 ? cancellation(bgm, poNumber, context) : [];
}

interface OrderParts {
  readonly bgm: Segment;
  readonly poNumber: string;
  readonly heading: readonly Segment[];
  readonly groups: readonly Group[];
  readonly summary: readonly Segment[];
}

function ediOrder(
  { bgm, poNumber, heading, groups, summary }: OrderParts,
  canceled: boolean,
  context: MessageContext,
): EdiOrder {
  const { findings, settings } = context;
  const parties = partiesOf(heading, "buyer");
  const buyer: { statement: PartyStatement; provenance: readonly FieldProvenance[] } = buyerStatementOf(
    context,
    heading,
    parties,
  );
  const shipTo = shipToIn(parties) ?? placeOfLines(groups, findings);
  const currency = currencyOf(context.message.segments, context);
  const dates = datesOf(heading, findings);
  const issued = dateWith(dates, ["137", "4", "3", "266"]);
  findings.doubts.push(...groups.flatMap((group) => lineDoubts(group, shipTo?.party ?? null)));
  return {
    place: bgm,
    sender: context.sender?.id ?? null,
    poNumber,
    release: null,
    version: context.version,
    placedAt: issued?.instant ?? context.sentAt,
    currency,
    buyer: buyer.statement,
    shipTo: shipTo?.party ?? null,
    country: settings.country,
    ...wantedDays(dates, findings),
    lines: groups.map((group) => orderLineOf(group, context)),
    notes: [
      ...[...textsOf(heading), ...dayNotes(dates), ...adjustmentsOf(heading, currency)],
      ...groups.flatMap((group) => lineNotes(group, currency)),
      ...[...textsOf(summary), ...adjustmentsOf(summary, currency)],
    ],
    canceled,
    provenance: [
      from("poNumber", bgm, "BGM 1004", poNumber),
      ...(issued === null ? [] : [from("placedAt", issued.segment, `DTM ${issued.qualifier}`)]),
      ...buyer.provenance,
      ...(shipTo === null ? [] : [from("shipTo", shipTo.segment, `NAD ${shipTo.party.role}`)]),
    ],
  };
}

/** The number of the document is what every later word about it refers to. */
export function missingNumber(bgm: Segment | undefined) {
  const text =
    bgm === undefined
      ? "The message has no BGM segment, so nobody can tell which document it is."
      : "BGM has no document number (1004), so nobody can tell which document it is.";
  return faultAt(bgm ?? { tag: "BGM", number: 2 }, "NUMBER_MISSING", text, {
    element: bgm === undefined ? null : 2,
    syntax: "MISSING",
  });
}

function purposeOf(bgm: Segment, { findings }: MessageContext): { readonly canceled: boolean } {
  const stated = component(bgm, 3);
  const purpose = FUNCTIONS[stated ?? "9"];
  const frame = FRAMES[component(bgm, 1, 1) ?? ""];
  if (frame !== undefined) findings.doubts.push(`BGM 1001 is ${component(bgm, 1, 1)}: ${frame}.`);
  if (purpose === undefined) {
    findings.doubts.push(`BGM 1225 is ${quoted(stated ?? "")}, which is no function that is known here.`);
    return { canceled: false };
  }
  if (purpose.doubt !== null) findings.doubts.push(`BGM 1225 is ${stated}: ${purpose.doubt}.`);
  return purpose;
}

const DELETED = "2";

/** A line that a restated order takes out is not in it; a part of a set is ordered with the set. */
function isOrdered({ head }: Group, { findings }: MessageContext): boolean {
  if (component(head, 4, 1) === "1") {
    const text = "The line is a part of another line and was left out.";
    findings.warnings.push(faultAt(head, "SUB_LINE", text));
    return false;
  }
  return component(head, 2) !== DELETED;
}

/** A cancellation may leave out the lines; then there is no order to restate, only the wish. */
function cancellation(bgm: Segment, poNumber: string, context: MessageContext): CanonicalDocument[] {
  const change = changeOf(
    {
      ...{ place: bgm, sender: context.sender?.id ?? null, poNumber, release: null },
      ...{ requestedAt: context.sentAt, isCanceled: true, shipTo: null, country: null, contact: null },
      ...{ lines: [], notes: [] },
      ...{ days: [], areShipDays: false },
    },
    context.findings,
  );
  return change === null ? [] : [{ kind: "ORDER_CHANGE", change }];
}
