import type { OrderChangeTarget } from "../../domain/order-change.js";
import type { ExecutionAnswer, ExecutionCommand } from "../connector.js";
import type { NotTaken, Talk } from "../execution-client.js";
import { firstText, isGroup } from "../reading/json/tree-path.js";
import { markedText } from "../reading/prose/line-mark.js";
import { CALLED, type Called, call } from "./call.js";
import { newLine, productsOf } from "./create-order.js";
import { momentOn } from "./day.js";
import { deliveryPartner, firstId } from "./delivery-partner.js";
import { type HeldOrder, isOpen } from "./held.js";
import { orderWith } from "./read-back.js";
import type { OdooSettings } from "./settings.js";

type Amend = Extract<ExecutionCommand, { kind: "AMEND" }>;

/**
 * Changes a confirmed order. Odoo checks no version, so what was read just before has to do. What one request changes,
 * Odoo changes as one; the deliveries are records of their own and follow in a second one.
 */
export async function amendOrder(
  settings: OdooSettings,
  talk: Talk,
  command: Amend,
): Promise<ExecutionAnswer> {
  const { externalId, expectedVersion, targets } = command;
  const held = /^\d{1,15}$/.test(externalId)
    ? await orderWith(settings, talk.look, Number(externalId))
    : null;
  if (held === null) return refused("NOT_FOUND", `Odoo has no sales order ${externalId}`);
  if (held.version !== expectedVersion)
    return refused("VERSION_CONFLICT", `it was changed at ${held.version}`);
  const change = { settings, talk, held, targets };
  for (const step of [changeAddress, changeRest, noteContact, cancel]) {
    const done = await step(change);
    if (!done.ok) return done.answer;
  }
  return { outcome: "ACCEPTED", externalId, nativeMessage: null };
}

interface Change {
  readonly settings: OdooSettings;
  readonly talk: Talk;
  readonly held: HeldOrder;
  readonly targets: readonly OrderChangeTarget[];
}

/** The order's address, and that of every delivery that is not done: Odoo leaves them as they were. */
async function changeAddress({ settings, talk, held, targets }: Change): Promise<Called> {
  const target = targets.find(({ kind }) => kind === "SHIP_TO");
  if (target?.kind !== "SHIP_TO") return CALLED;
  const open = held.pickings.filter(isOpen);
  const [done] = held.pickings.filter((picking) => !isOpen(picking));
  if (done !== undefined && open.length === 0) return no("ALREADY_SHIPPED", `delivery ${done.name} is done`);
  const partner = await deliveryPartner(settings, talk, target.shipTo, held.partner ?? 0);
  if (!partner.ok) return partner;
  const written = await write(settings, talk, held, { partner_shipping_id: partner.value });
  if (!written.ok || open.length === 0) return written;
  const ids = open.map(({ id }) => id);
  return call(settings, talk, "stock.picking/write", { ids, vals: { partner_id: partner.value } });
}

const write = (settings: OdooSettings, talk: Talk, { id }: HeldOrder, vals: object): Promise<Called> =>
  call(settings, talk, "sale.order/write", { ids: [id], vals });

type LineCommand = readonly [0, 0, object] | readonly [1, number, object];

/** The day and the lines, in one request. */
async function changeRest({ settings, talk, held, targets }: Change): Promise<Called> {
  const vals: Record<string, unknown> = {};
  const commands: LineCommand[] = [];
  const added = targets.flatMap((target) => (target.kind === "ADD_LINE" ? [target.line] : []));
  const products = await (added.length === 0 ? new Map<string, number>() : productsOf(settings, talk, added));
  if (typeof products === "string") return no("VALIDATION", products);
  for (const target of targets) {
    if (target.kind === "DATE") vals.commitment_date = momentOn(target.requestedDate, settings.timeZone);
    if (target.kind === "ADD_LINE")
      commands.push([0, 0, newLine(target.line, products.get(target.line.sku ?? "") ?? 0)]);
    if (!("lineNumber" in target)) continue;
    const line = held.lines.find(({ lineNumber }) => lineNumber === target.lineNumber);
    // Somebody has taken it away already.
    if (line === undefined && target.kind === "REMOVE_LINE") continue;
    if (line === undefined) return no("NOT_FOUND", `the order has no line ${target.lineNumber}`);
    commands.push([1, line.id, valuesOf(target)]);
  }
  if (commands.length > 0) vals.order_line = commands;
  return Object.keys(vals).length === 0 ? CALLED : write(settings, talk, held, vals);
}

/** Odoo deletes no line of a confirmed order: it is ordered zero times. */
function valuesOf(target: Extract<OrderChangeTarget, { lineNumber: string }>): object {
  switch (target.kind) {
    case "QUANTITY":
      return { product_uom_qty: Number(target.quantity) };
    case "PRICE":
      return { price_unit: Number(target.unitPrice) };
    case "QUALITY":
      return { name: markedText(target.description, target.lineNumber) };
    case "REMOVE_LINE":
      return { product_uom_qty: 0 };
  }
}

/** The contact of an order is its customer; whoever works on the order reads its messages. */
async function noteContact({ settings, talk, held, targets }: Change): Promise<Called> {
  const contact = targets.find(({ kind }) => kind === "CONTACT");
  if (contact?.kind !== "CONTACT") return CALLED;
  const words = [contact.contactName, ...contact.phones, ...contact.emails].filter((word) => word !== null);
  return note(settings, talk, held.id, `Contact for this order: ${words.join(", ")}`);
}

export const note = (settings: OdooSettings, talk: Talk, id: number, body: string): Promise<Called> =>
  call(settings, talk, "sale.order/message_post", { ids: [id], body });

/** Odoo asks a person whether they mean it, by answering with a form. We mean it. */
async function cancel({ settings, talk, held, targets }: Change): Promise<Called> {
  if (!targets.some(({ kind }) => kind === "CANCEL") || held.state === "cancel") return CALLED;
  const [done] = held.pickings.filter((picking) => !isOpen(picking));
  if (done !== undefined) return no("ALREADY_SHIPPED", `delivery ${done.name} is done`);
  const context = { disable_cancel_warning: true };
  const asked = await call(settings, talk, "sale.order/action_cancel", { ids: [held.id], context });
  const isForm =
    asked.ok && isGroup(asked.value) && firstText(asked.value, ["res_model"]) === "sale.order.cancel";
  if (!isForm) return asked;
  const form = await call(settings, talk, "sale.order.cancel/create", { vals_list: [{ order_id: held.id }] });
  if (!form.ok) return form;
  return call(settings, talk, "sale.order.cancel/action_cancel", { ids: [firstId(form.value)] });
}

type Refusal = Extract<NotTaken, { outcome: "REFUSED" }>["refusal"];
const refused = (refusal: Refusal, nativeMessage: string): NotTaken => ({
  outcome: "REFUSED",
  refusal,
  nativeMessage,
});
const no = (refusal: Refusal, nativeMessage: string): Called => ({
  ok: false,
  answer: refused(refusal, nativeMessage),
});
