import type { CanonicalDocument, MapResult, StoredMessage } from "../connector.js";
import { type EdiFault, faultAt, noFindings } from "../reading/edi/findings.js";
import { type EdiOutcome, resultOf } from "../reading/edi/outcome.js";
import { readAcknowledgment } from "./acknowledgment.js";
import { readApplicationAdvice } from "./application-advice.js";
import type { X12Document } from "./decode.js";
import type { FunctionalGroup, Interchange, TransactionSet } from "./envelope.js";
import { readGroceryOrder } from "./grocery-order.js";
import { readInvoice } from "./invoice.js";
import { readOrder } from "./order.js";
import { readOrderChange } from "./order-change.js";
import { readReceivingAdvice } from "./receiving-advice.js";
import { element } from "./segment.js";
import { contextOf, madeAt, type SetContext } from "./set-context.js";
import type { X12Settings } from "./settings.js";
import { readShipNotice } from "./ship-notice.js";
import { interchangeAcknowledgment, readTechnicalAcknowledgment } from "./technical-acknowledgment.js";
import { readTracking } from "./tracking.js";
import { SET_NAMES } from "./transaction-sets.js";
import { readWarehouseNotice } from "./warehouse-notice.js";

/** Which set is read by whom. A set that is not here gets an issue that names it. */
const READERS: Readonly<Record<string, (context: SetContext) => CanonicalDocument[]>> = {
  "214": readTracking,
  "810": readInvoice,
  "824": readApplicationAdvice,
  "850": readOrder,
  "855": readAcknowledgment("855"),
  "856": readShipNotice,
  "860": readOrderChange,
  "861": readReceivingAdvice,
  "865": readAcknowledgment("865"),
  "875": readGroceryOrder,
  "945": readWarehouseNotice,
  "997": readTechnicalAcknowledgment,
  "999": readTechnicalAcknowledgment,
};

/** The documents of all sets of a file, or what keeps one of them from being read. */
export function mapX12(
  document: X12Document,
  message: Omit<StoredMessage, "body">,
  settings: X12Settings,
): MapResult {
  const outcomes = document.interchanges.flatMap((interchange) => [
    ...interchange.acknowledgments.map((ta1): EdiOutcome => interchangeOutcome(ta1, interchange, message)),
    ...interchange.groups.flatMap((group) =>
      group.sets.map((set) => readSet(set, group, interchange, message.receivedAt, settings).outcome),
    ),
  ]);
  if (outcomes.length === 0) outcomes.push(emptyFile());
  return resultOf(outcomes, fileFaults(document));
}

/** One set with what was found in it; its envelope's faults are warnings of its own. */
export function readSet(
  set: TransactionSet,
  group: FunctionalGroup,
  interchange: Interchange,
  receivedAt: string,
  settings: X12Settings,
): { readonly outcome: EdiOutcome; readonly isKnown: boolean } {
  const context = contextOf(set, group, interchange, receivedAt, settings);
  const { findings } = context;
  const name = `${set.id === "" ? "a set without an id" : set.id} ${set.control}`.trim();
  const read = READERS[set.id];
  findings.warnings.push(...set.faults);
  if (read === undefined) findings.issues.push(unsupported(set));
  else if (set.end === "CUT_OFF") findings.issues.push(cutOff(set));
  const documents = read === undefined || set.end === "CUT_OFF" ? [] : read(context);
  return { outcome: { name, documents, findings }, isKnown: read !== undefined };
}

function unsupported({ id, segments }: TransactionSet): EdiFault {
  const name = SET_NAMES[id];
  const what = name === undefined ? `an X12 transaction set ${id}` : `an X12 ${id} (${name})`;
  return faultAt(
    segments[0] ?? null,
    "SET_NOT_READ",
    `This is ${what}, which this connection does not read.`,
  );
}

function cutOff({ segments }: TransactionSet): EdiFault {
  const last = segments.at(-1) ?? null;
  const text =
    "The file is cut off: it ends in the middle of this segment, and the rest of the set is missing.";
  return faultAt(last, "MESSAGE_CUT_OFF", text);
}

function interchangeOutcome(
  ta1: Interchange["acknowledgments"][number],
  { header }: Interchange,
  { receivedAt }: Omit<StoredMessage, "body">,
): EdiOutcome {
  const made = madeAt(header ?? undefined, undefined);
  const acknowledgment = interchangeAcknowledgment(
    ta1,
    made === null ? receivedAt : `${made}Z`,
    `TA1-${element(header ?? undefined, 13) ?? ""}`,
  );
  return {
    name: "TA1",
    documents: [{ kind: "ACKNOWLEDGMENT", acknowledgment }],
    findings: noFindings(),
  };
}

function emptyFile(): EdiOutcome {
  const findings = noFindings();
  const text = "The interchange holds no transaction set: there is nothing to read in it.";
  findings.issues.push(faultAt(null, "NO_SETS", text));
  return { name: "interchange", documents: [], findings };
}

function fileFaults({ interchanges, unreadable, hasPreamble }: X12Document): EdiFault[] {
  const faults = interchanges.flatMap((interchange) => [
    ...interchange.faults,
    ...interchange.groups.flatMap((group) => group.faults),
  ]);
  if (hasPreamble) {
    faults.push(faultAt(null, "PREAMBLE", "Text before the first ISA segment was passed over."));
  }
  if (unreadable > 0) {
    const text = `${unreadable} characters cannot be read: they were lost on the way or mean nothing in the file's encoding.`;
    faults.push(faultAt(null, "UNREADABLE_CHARACTER", text));
  }
  return faults;
}
