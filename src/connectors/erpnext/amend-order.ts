import type { OrderChangeTarget } from "../../domain/order-change.js";
import type { ExecutionAnswer, ExecutionCommand } from "../connector.js";
import type { Talk } from "../execution-client.js";
import { addressNamed } from "./addresses.js";
import { CANCELED, type HeldOrder } from "./held.js";
import { markedDescription, unmarked } from "./line-mark.js";
import { orderNamed } from "./read-back.js";
import type { ErpnextSettings } from "./settings.js";
import { type Acted, callMethod, changeDocument, makeDocument } from "./site.js";

type Amend = Extract<ExecutionCommand, { kind: "AMEND" }>;

const UPDATE_ROWS = "erpnext.controllers.accounts_controller.update_child_qty_rate";

/**
 * Changes a submitted order. The head is changed first, because ERPNext itself checks there that nobody was
 * faster; its method for the rows does not, so that what was read just before has to do.
 */
export async function amendOrder(
  settings: ErpnextSettings,
  talk: Talk,
  command: Amend,
): Promise<ExecutionAnswer> {
  const { externalId, expectedVersion, targets } = command;
  const held = await orderNamed(settings, talk.look, externalId);
  if (held === null) return refused("NOT_FOUND", `ERPNext has no sales order ${externalId}`);
  if (held.modified !== expectedVersion) {
    return refused("VERSION_CONFLICT", `${externalId} was changed at ${held.modified}`);
  }
  const change = { settings, talk, held };
  for (const step of [changeHead, changeRows, noteContact, cancel]) {
    const done = await step(change, targets);
    if (!done.ok) return done.answer;
  }
  return { outcome: "ACCEPTED", externalId, nativeMessage: null };
}

interface Change {
  readonly settings: ErpnextSettings;
  readonly talk: Talk;
  readonly held: HeldOrder;
}

const NOTHING: Acted = { ok: true, value: null };

async function changeHead(
  { settings, talk, held }: Change,
  targets: readonly OrderChangeTarget[],
): Promise<Acted> {
  const values: Record<string, unknown> = {};
  for (const target of targets) {
    if (target.kind === "DATE") values.delivery_date = target.requestedDate;
    if (target.kind !== "SHIP_TO") continue;
    const address = await addressNamed(settings, talk, target.shipTo, held.customer ?? "");
    if (!address.ok) return address;
    values.shipping_address_name = address.value;
  }
  if (Object.keys(values).length === 0) return NOTHING;
  return changeDocument(settings, talk, "Sales Order", held.name, { ...values, modified: held.modified });
}

/** A row as ERPNext's method wants it: all of them, each whole; what is left out is deleted. */
interface Row {
  readonly lineNumber: string;
  readonly docname?: string;
  readonly item_code: string | null;
  readonly qty: number;
  readonly rate?: number;
  readonly description: string;
  readonly uom?: string;
  readonly conversion_factor?: number;
  readonly delivery_date?: string;
}

async function changeRows(
  { settings, talk, held }: Change,
  targets: readonly OrderChangeTarget[],
): Promise<Acted> {
  let rows = held.items.map(rowOf);
  let isChanged = false;
  for (const target of targets) {
    if (!OF_ROWS.has(target.kind)) continue;
    if ("lineNumber" in target && !rows.some(({ lineNumber }) => lineNumber === target.lineNumber)) {
      // Somebody has taken it away already.
      if (target.kind === "REMOVE_LINE") continue;
      return { ok: false, answer: refused("NOT_FOUND", `${held.name} has no line ${target.lineNumber}`) };
    }
    rows = withTarget(rows, target, settings);
    isChanged = true;
  }
  if (!isChanged) return NOTHING;
  if (rows.some(({ item_code: article }) => article === null))
    return { ok: false, answer: refused("VALIDATION", "a new line names no article") };
  return callMethod(settings, talk, UPDATE_ROWS, {
    ...{ parent_doctype: "Sales Order", parent_doctype_name: held.name, child_docname: "items" },
    trans_items: JSON.stringify(rows.map(({ lineNumber: _ours, ...row }, at) => ({ ...row, idx: at + 1 }))),
  });
}

const OF_ROWS = new Set<OrderChangeTarget["kind"]>([
  "QUANTITY",
  "PRICE",
  "QUALITY",
  "DATE",
  "ADD_LINE",
  "REMOVE_LINE",
]);

function rowOf(item: HeldOrder["items"][number]): Row {
  const { name, item_code, description, qty, rate, uom, conversion_factor, delivery_date } = item;
  return {
    ...{ lineNumber: unmarked(description).lineNumber ?? name, docname: name, item_code, qty: Number(qty) },
    ...{ rate: Number(rate ?? 0), description: description ?? "" },
    ...(uom === null ? {} : { uom }),
    ...(conversion_factor === null || conversion_factor === undefined
      ? {}
      : { conversion_factor: Number(conversion_factor) }),
    ...(delivery_date === null ? {} : { delivery_date }),
  };
}

function withTarget(rows: readonly Row[], target: OrderChangeTarget, { units }: ErpnextSettings): Row[] {
  const changed = (lineNumber: string, values: Partial<Row>): Row[] =>
    rows.map((row) => (row.lineNumber === lineNumber ? { ...row, ...values } : row));
  switch (target.kind) {
    case "QUANTITY":
      return changed(target.lineNumber, { qty: Number(target.quantity) });
    case "PRICE":
      return changed(target.lineNumber, { rate: Number(target.unitPrice) });
    case "QUALITY":
      return changed(target.lineNumber, {
        description: markedDescription(target.description, target.lineNumber),
      });
    case "REMOVE_LINE":
      return rows.filter(({ lineNumber }) => lineNumber !== target.lineNumber);
    case "DATE":
      return rows.map((row) => ({ ...row, delivery_date: target.requestedDate }));
    case "ADD_LINE": {
      const { lineNumber, sku, description, quantity, unit, unitPrice } = target.line;
      const known = unit === null ? undefined : units[unit];
      const row: Row = {
        ...{ lineNumber, item_code: sku, qty: Number(quantity) },
        description: markedDescription(description ?? sku, lineNumber),
        ...(unitPrice === null ? {} : { rate: Number(unitPrice) }),
        ...(known === undefined ? {} : { uom: known }),
      };
      return [...rows.filter((one) => one.lineNumber !== lineNumber), row];
    }
    default:
      return [...rows];
  }
}

/** The contact of a submitted order cannot be changed; whoever works on it reads its comments. */
async function noteContact(
  { settings, talk, held }: Change,
  targets: readonly OrderChangeTarget[],
): Promise<Acted> {
  const contact = targets.find(({ kind }) => kind === "CONTACT");
  if (contact?.kind !== "CONTACT") return NOTHING;
  const words = [contact.contactName, ...contact.phones, ...contact.emails].filter((word) => word !== null);
  return comment(settings, talk, held.name, `Contact for this order: ${words.join(", ")}`);
}

export const comment = (
  settings: ErpnextSettings,
  talk: Talk,
  order: string,
  content: string,
): Promise<Acted> =>
  makeDocument(settings, talk, "Comment", {
    ...{ comment_type: "Comment", reference_doctype: "Sales Order", reference_name: order, content },
  });

/** The rows and the head may have moved the token; a cancellation is asked for alone. */
async function cancel(
  { settings, talk, held }: Change,
  targets: readonly OrderChangeTarget[],
): Promise<Acted> {
  if (!targets.some(({ kind }) => kind === "CANCEL") || held.docstatus === CANCELED) return NOTHING;
  const { name, modified } = held;
  return changeDocument(settings, talk, "Sales Order", name, { docstatus: CANCELED, modified });
}

const refused = (
  refusal: Extract<ExecutionAnswer, { outcome: "REFUSED" }>["refusal"],
  nativeMessage: string,
): ExecutionAnswer => ({ outcome: "REFUSED", refusal, nativeMessage });
