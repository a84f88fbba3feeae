import { transient } from "../../domain/errors.js";
import type { ExecutionSnapshot } from "../connector.js";
import { firstText } from "../reading/json/tree-path.js";
import { notesOf, parcelsOf } from "./delivery-notes.js";
import {
  addressIn,
  CANCELED,
  DRAFT,
  dateOf,
  type HeldOrder,
  heldOrder,
  linesOf,
  SUBMITTED,
  statusOf,
} from "./held.js";
import type { ErpnextSettings } from "./settings.js";
import { documentOf, type Filter, type Look, listOf, lookWith } from "./site.js";

/** Reads an order back by our id. A draft is not made yet: nobody delivers it. */
export async function readBack(
  settings: ErpnextSettings,
  reference: string,
): Promise<ExecutionSnapshot | null> {
  const look = lookWith(settings);
  const found = await ordersWith(settings, look, reference);
  const [name] = found.submitted ?? found.canceled ?? [];
  const order = name === undefined ? null : await orderNamed(settings, look, name);
  if (order === null || order.docstatus === DRAFT) return null;
  const shipTo = await addressOf(settings, look, order.shipping_address_name);
  const notes = await notesOf(settings, look, order.name);
  return {
    ...{ externalId: order.name, version: order.modified, status: statusOf(order), shipTo },
    ...{ labels: await labelsOf(settings, look, notes), requestedDate: dateOf(order) },
    ...{ canceled: order.docstatus === CANCELED, lines: linesOf(order) },
    parcels: await parcelsOf(settings, look, order, notes),
  };
}

/** Names of the sales orders that bear our id, by their state. */
export async function ordersWith(
  settings: ErpnextSettings,
  look: Look,
  reference: string,
): Promise<Partial<Record<"draft" | "submitted" | "canceled", string[]>>> {
  const filters: Filter[] = [[settings.referenceField, "=", reference]];
  const names: Partial<Record<"draft" | "submitted" | "canceled", string[]>> = {};
  for (const one of await listOf(settings, look, "Sales Order", filters, ["name", "docstatus"])) {
    const [name, docstatus] = [firstText(one, ["name"]), Number(firstText(one, ["docstatus"]))];
    const state = docstatus === SUBMITTED ? "submitted" : docstatus === CANCELED ? "canceled" : "draft";
    if (name !== null) names[state] = [...(names[state] ?? []), name];
  }
  return names;
}

/** A sales order as it is now; null if there is none of that name. */
export async function orderNamed(
  settings: ErpnextSettings,
  look: Look,
  name: string,
): Promise<HeldOrder | null> {
  const document = await documentOf(settings, look, "Sales Order", name);
  if (document === null) return null;
  const read = heldOrder.safeParse(document);
  if (!read.success)
    throw transient("EXECUTION_UNREADABLE", `ERPNext shows ${name} without what an order needs`);
  return read.data;
}

const addressOf = async (settings: ErpnextSettings, look: Look, name: string | null) =>
  name === null ? null : addressIn(await documentOf(settings, look, "Address", name));

/** A delivery note takes the address over when it is made: goods go where it says. */
async function labelsOf(settings: ErpnextSettings, look: Look, notes: Awaited<ReturnType<typeof notesOf>>) {
  const standing = notes.filter(({ docstatus }) => docstatus < CANCELED);
  const names = new Set(standing.map(({ shipping_address_name: name }) => name));
  const labels = [];
  for (const name of names) labels.push(await addressOf(settings, look, name));
  return labels.filter((label) => label !== null);
}
