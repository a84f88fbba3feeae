import type { ExecutionAnswer, ExecutionCommand } from "../connector.js";
import type { Talk } from "../execution-client.js";
import { firstText } from "../reading/json/tree-path.js";
import { addressNamed } from "./addresses.js";
import { SUBMITTED } from "./held.js";
import { markedDescription } from "./line-mark.js";
import { ordersWith } from "./read-back.js";
import type { ErpnextSettings } from "./settings.js";
import { changeDocument, documentOf, type Filter, listOf, makeDocument } from "./site.js";

type Create = Extract<ExecutionCommand, { kind: "CREATE" }>;

/** Looks first: what an earlier try has left behind is finished, and never made a second time. */
export async function createOrder(
  settings: ErpnextSettings,
  talk: Talk,
  command: Create,
): Promise<ExecutionAnswer> {
  const { submitted, draft } = await ordersWith(settings, talk.look, command.reference);
  const [made] = submitted ?? [];
  if (made !== undefined) return accepted(made);
  const [started] = draft ?? [];
  if (started !== undefined) return submit(settings, talk, started);
  const customer = await customerNamed(settings, talk, command.customerName);
  if (customer === null) return refused(`ERPNext has no customer "${command.customerName ?? ""}"`);
  const bare = command.order.lines.find(({ sku }) => sku === null);
  if (bare !== undefined) return refused(`line ${bare.lineNumber} names no article`);
  const { shipTo } = command.order;
  const address = shipTo === null ? null : await addressNamed(settings, talk, shipTo, customer);
  if (address?.ok === false) return address.answer;
  const order = await makeDocument(settings, talk, "Sales Order", {
    ...orderValues(settings, command),
    ...{ customer, shipping_address_name: address?.value ?? null },
  });
  if (!order.ok) return order.answer;
  const name = firstText(order.value, ["name"]);
  if (name === null)
    return { outcome: "UNCERTAIN", nativeMessage: "ERPNext took the order without naming it" };
  return submit(settings, talk, name);
}

/** A draft is delivered by nobody. */
async function submit(settings: ErpnextSettings, talk: Talk, name: string): Promise<ExecutionAnswer> {
  const held = await documentOf(settings, talk.look, "Sales Order", name);
  const modified = firstText(held, ["modified"]);
  const done = await changeDocument(settings, talk, "Sales Order", name, { docstatus: SUBMITTED, modified });
  return done.ok ? accepted(name) : done.answer;
}

const accepted = (externalId: string): ExecutionAnswer => ({
  outcome: "ACCEPTED",
  externalId,
  nativeMessage: null,
});
const refused = (nativeMessage: string): ExecutionAnswer => ({
  ...{ outcome: "REFUSED", refusal: "VALIDATION", nativeMessage },
});

async function customerNamed(
  settings: ErpnextSettings,
  talk: Talk,
  wanted: string | null,
): Promise<string | null> {
  if (wanted === null) return settings.customer;
  const filters: Filter[] = [
    ["customer_name", "=", wanted],
    ["disabled", "=", 0],
  ];
  const found = await listOf(settings, talk.look, "Customer", filters, ["name"]);
  // Two of one name are two customers, and which of them is meant nobody can tell from the name.
  return found.length === 1 ? firstText(found[0], ["name"]) : settings.customer;
}

function orderValues(settings: ErpnextSettings, { reference, orderNumber, order }: Create): object {
  const { referenceField, company, warehouse, units } = settings;
  // ERPNext takes no order without a day.
  const day = order.requestedDate ?? new Date().toISOString().slice(0, 10);
  const unitOf = (unit: string | null) => (unit === null ? undefined : units[unit]);
  return {
    ...{
      po_no: order.poNumber ?? orderNumber,
      [referenceField]: reference,
      order_type: "Sales",
      delivery_date: day,
    },
    ...(order.currency === null ? {} : { currency: order.currency }),
    ...(company === null ? {} : { company }),
    ...(warehouse === null ? {} : { set_warehouse: warehouse }),
    items: order.lines.map(({ lineNumber, sku, description, quantity, unit, unitPrice }) => ({
      ...{ item_code: sku, qty: Number(quantity), delivery_date: day },
      description: markedDescription(description ?? sku, lineNumber),
      ...(unitPrice === null ? {} : { rate: Number(unitPrice) }),
      ...(unitOf(unit) === undefined ? {} : { uom: unitOf(unit) }),
    })),
  };
}
