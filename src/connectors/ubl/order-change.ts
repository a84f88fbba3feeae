import type { OrderChangeTarget } from "../../domain/order-change.js";
import type { CanonicalDocument } from "../connector.js";
import { find, findAll, textOf, type XmlElement } from "../reading/xml/element.js";
import { addFinding, fittingText, quoted } from "../reading/xml/findings.js";
import { askedByOf } from "./asked-by.js";
import { currencyOf, issuedAtOf, notesOf } from "./header.js";
import { isSpecified } from "./item.js";
import { orderLineOf } from "./order-lines.js";
import { adjustmentOf, attachedTo } from "./order-note.js";
import { nameOfLine, unitPriceIn } from "./price.js";
import type { UblReading } from "./reading.js";
import { referenceOf } from "./reference.js";
import { type Wish, wishOf } from "./requested-date.js";
import { addressedIn } from "./ship-to.js";

const REASON_CHARS_MAX = 2000;
const TARGETS_MAX = 1000;

/**
 * An `OrderChange`. It restates the header and the lines it touches, but nobody promises that it restates
 * all lines: taken for a later version of the order it would remove those it leaves out. So it is a
 * change, with absolute targets, of the order that it names.
 */
export function mapOrderChange(reading: UblReading): CanonicalDocument[] {
  const { root, findings, receivedAt } = reading;
  const order = referenceOf(find(root, "OrderReference"), find(root, "BuyerCustomerParty"));
  if (order.poNumber === null && order.number === null) {
    addFinding(findings.issues, "ORDER_NOT_NAMED", "The change does not say which order it changes.", root);
  }
  const targets = [
    ...headerTargets(reading),
    ...findAll(root, "OrderLine", "LineItem").flatMap(lineTargets(reading)),
  ];
  if (targets.length === 0 && findings.issues.length === 0) {
    const message = "The change asks for nothing that an order has here; a person has to read it.";
    addFinding(findings.issues, "CHANGE_WITHOUT_EFFECT", message, root);
  }
  if (targets.length > TARGETS_MAX) {
    addFinding(
      findings.issues,
      "CHANGE_TOO_LARGE",
      `It changes ${targets.length} values; ${TARGETS_MAX} are the most.`,
      root,
    );
  }
  if (findings.issues.length > 0) return [];
  return [
    {
      kind: "ORDER_CHANGE",
      change: {
        order,
        askedBy: askedByOf(reading),
        requestedAt: issuedAtOf(reading) ?? receivedAt,
        reason: fittingText(reasonOf(reading), REASON_CHARS_MAX, "The reason", findings, root),
        targets,
      },
    },
  ];
}

/** Which change of the order this is, and what it says in words: days, drawings and costs that no target has room for. */
function reasonOf(reading: UblReading): string {
  const { root } = reading;
  const sequence = textOf(root, "SequenceNumberID");
  const title = `Order change ${textOf(root, "ID") ?? ""}${sequence === null ? "" : `, no. ${sequence}`}`;
  const wishes = findAll(root, "OrderLine", "LineItem").flatMap((line) =>
    wishesOf(line, reading).map(({ words }) => `Line ${nameOfLine(line)}: delivery wanted ${words}.`),
  );
  const whole = wishesOf(root, reading).flatMap(({ isRange, words }) =>
    isRange ? [`Delivery wanted ${words}.`] : [],
  );
  const enclosed = findAll(root, "AdditionalDocumentReference").map(attachedTo);
  const costs = findAll(root, "AllowanceCharge").map((one) => adjustmentOf(one, ""));
  return [title, notesOf(root), ...whole, ...wishes, ...enclosed, ...costs]
    .filter((part) => part !== null)
    .join("\n");
}

const wishesOf = (place: XmlElement, reading: UblReading): Wish[] =>
  findAll(place, "Delivery").flatMap((delivery) => wishOf(delivery, reading) ?? []);

/** The day that every line of the change is wanted on; null if they differ or one does not say. */
function dayOfLines(reading: UblReading): string | null {
  const days = findAll(reading.root, "OrderLine", "LineItem").map((line) => wishesOf(line, reading));
  const [first = null] = days[0]?.map(({ day }) => day) ?? [];
  return days.every((wishes) => wishes.length > 0 && wishes.every(({ day }) => day === first)) ? first : null;
}

function headerTargets(reading: UblReading): OrderChangeTarget[] {
  const customer = find(reading.root, "BuyerCustomerParty");
  const deliveries = findAll(reading.root, "Delivery");
  const [shipTo] = deliveries.flatMap((delivery) => addressedIn(delivery, customer, reading) ?? []);
  const [day = dayOfLines(reading)] = wishesOf(reading.root, reading).map((wish) => wish.day);
  return [
    ...(shipTo === undefined ? [] : [{ kind: "SHIP_TO" as const, shipTo }]),
    ...(day === null ? [] : [{ kind: "DATE" as const, requestedDate: day }]),
  ];
}

type LineAction = "ADD" | "REMOVE" | "CHANGE" | "NONE";

/** What becomes of a line: UNCL 1229 as Peppol uses it, and the words of UBL's own list. */
const ACTIONS: Readonly<Record<string, LineAction>> = {
  ...{ "1": "ADD", "2": "REMOVE", "3": "CHANGE", "4": "NONE", "5": "CHANGE", "74": "CHANGE" },
  ...{ "9": "CHANGE", "11": "NONE", "37": "REMOVE", "39": "ADD", "84": "CHANGE", "110": "REMOVE" },
  ...{ "111": "CHANGE", "112": "CHANGE" },
  ...{ Added: "ADD", Cancelled: "REMOVE", Revised: "CHANGE", NoStatus: "CHANGE" },
};

const lineTargets =
  (reading: UblReading) =>
  (line: XmlElement, index: number): OrderChangeTarget[] => {
    const { findings } = reading;
    const status = textOf(line, "LineStatusCode");
    const action = status === null ? "CHANGE" : Object.hasOwn(ACTIONS, status) ? ACTIONS[status] : undefined;
    if (action === undefined) {
      const message = `Nobody knows what is to become of a line with the status ${quoted(status)}.`;
      addFinding(findings.issues, "LINE_STATUS_UNKNOWN", message, line);
      return [];
    }
    if (action === "NONE") return [];
    const lineNumber = textOf(line, "ID");
    if (lineNumber === null) {
      addFinding(findings.issues, "LINE_NUMBER_MISSING", "A line that is to be changed has no number.", line);
      return [];
    }
    if (action === "REMOVE") return [{ kind: "REMOVE_LINE", lineNumber }];
    if (action === "CHANGE" && textOf(line, "Quantity") === null)
      return priceTarget(line, lineNumber, reading);
    const read = orderLineOf(line, String(index + 1), currencyOf(reading), reading);
    if (read === null) return [{ kind: "REMOVE_LINE", lineNumber }];
    if (action === "ADD") return [{ kind: "ADD_LINE", line: read }];
    const { quantity, unitPrice, description } = read;
    return [
      { kind: "QUANTITY", lineNumber, quantity },
      ...(unitPrice === null ? [] : [{ kind: "PRICE" as const, lineNumber, unitPrice }]),
      // A bare name is how a line is called, and no new wish.
      ...(description === null || !isSpecified(find(line, "Item"))
        ? []
        : [{ kind: "QUALITY" as const, lineNumber, description }]),
    ];
  };

/** A change that leaves the quantity alone can still name another price. */
function priceTarget(line: XmlElement, lineNumber: string, reading: UblReading): OrderChangeTarget[] {
  const unitPrice = unitPriceIn(line, "1", currencyOf(reading), reading);
  return unitPrice === null ? [] : [{ kind: "PRICE", lineNumber, unitPrice }];
}
