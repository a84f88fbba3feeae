import { z } from "zod";
import type { ExecutionAnswer, ExecutionCommand } from "../connector.js";
import { addressFor } from "./address.js";
import { processSale } from "./advance.js";
import { linesThere } from "./article.js";
import { shaped, type Tryton } from "./client.js";
import { refused, TrytonFault } from "./fault.js";
import { descriptionOf, takeBackLeftovers } from "./leftover.js";
import { lockShipments, unlockShipments } from "./lock.js";
import type { SaleLine, SaleState } from "./payload.js";
import { type Plan, planOf } from "./plan.js";
import { readSale, saleById } from "./read-sale.js";
import { firstId, madeId } from "./records.js";
import { statusOf, versionOf } from "./sale.js";
import { dayThere, decimalThere, link, stampThere } from "./values.js";

type Amend = Extract<ExecutionCommand, { kind: "AMEND" }>;

/**
 * Changes a sale by an amendment, Tryton's own way for a sale that is processed. Its shipments are drafts
 * meanwhile: nobody can begin to pick what is about to be made anew, and whoever began just before wins.
 */
export async function amendSale(tryton: Tryton, command: Amend): Promise<ExecutionAnswer> {
  const sale = await saleById(tryton, command.externalId);
  await takeBackLeftovers(tryton, sale);
  if (versionOf(sale) !== command.expectedVersion)
    throw refused("VERSION_CONFLICT", "the sale or its shipments were changed since they were read");
  const plan = planOf(sale, command.targets);
  if ("refusal" in plan) throw refused(plan.refusal, plan.words);
  await refuseInvoiced(tryton, plan);
  const lines = [
    ["create", [...(await changesOf(tryton, sale, plan)), ...(await emptyLines(tryton, sale, plan))]],
  ];
  const isHeld = statusOf(sale) === "ON_HOLD";
  const description = descriptionOf(isHeld, command.idempotencyKey);
  const amendment = madeId(
    await tryton.call("model.sale.amendment.create", [[{ sale: sale.id, description, lines }]]),
  );
  try {
    await lockShipments(tryton, sale);
    await validate(tryton, sale, plan, amendment);
  } catch (error) {
    if (isSettled(error)) await takeBack(tryton, sale, amendment, isHeld);
    throw error;
  }
  await processSale(tryton, sale.id);
  if (isHeld) await holdAnew(tryton, sale.id);
  return { outcome: "ACCEPTED", externalId: command.externalId, nativeMessage: null };
}

/** True if it is certain that Tryton has not done it. */
const isSettled = (error: unknown): boolean => error instanceof TrytonFault && error.failure.kind !== "CUT";

async function refuseInvoiced(tryton: Tryton, { repriced }: Plan): Promise<void> {
  if (repriced.length === 0) return;
  const posted = await firstId(tryton, "account.invoice.line", [
    ["origin", "in", repriced.map(({ id }) => `sale.line,${id}`)],
    ["invoice.state", "in", ["posted", "paid"]],
  ]);
  if (posted !== null)
    throw refused("ALREADY_INVOICED", "the price of a line is on an invoice that was posted");
}

/** The lines of the amendment. What they name is looked up, or made, before anything is touched. */
async function changesOf(tryton: Tryton, sale: SaleState, plan: Plan): Promise<Record<string, unknown>[]> {
  const { party, invoiceAddress, shipmentParty, shipmentAddress } = sale;
  const changes = plan.lines.map(lineChange);
  if (plan.shipTo === null && plan.shippingDate === null) return changes;
  const shipTo =
    plan.shipTo === null ? shipmentAddress : await addressFor(tryton, shipmentParty ?? party, plan.shipTo);
  const places = {
    party,
    invoice_address: invoiceAddress,
    shipment_party: shipmentParty,
    shipment_address: shipTo,
  };
  return [{ action: "party", ...places }, ...changes];
}

const lineChange = ({ id, product, quantity, unit, unitPrice, description }: SaleLine) => ({
  ...{ action: "line", line: id, product, quantity: Number(quantity), unit },
  ...{ unit_price: decimalThere(unitPrice ?? "0"), description },
});

const headers = z.tuple([z.object({ currency: z.int(), company: link })]);

/**
 * An amendment can change lines and not add any, so a line of nothing is put in first, and the amendment
 * makes it the line that is wanted. One that is there from an earlier try, or was taken off, is used again.
 */
async function emptyLines(
  tryton: Tryton,
  sale: SaleState,
  { added }: Plan,
): Promise<Record<string, unknown>[]> {
  if (added.length === 0) return [];
  const read = await tryton.call("model.sale.sale.read", [[sale.id], ["currency", "company"]]);
  const values = await linesThere(tryton, added, { party: sale.party, ...shaped(headers, read)[0] });
  const changes: Record<string, unknown>[] = [];
  for (const [at, { lineNumber }] of added.entries()) {
    const { product, quantity, unit, unit_price, description, ...rest } = values[at] ?? {};
    const empty = { ...rest, sale: sale.id, product, unit, unit_price, description, quantity: 0 };
    const line =
      sale.lines.find((known) => known.lineNumber === lineNumber)?.id ??
      madeId(await tryton.call("model.sale.line.create", [[empty]]));
    changes.push({ action: "line", line, product, quantity, unit, unit_price, description });
  }
  return changes;
}

const stamps = z.tuple([z.object({ _timestamp: z.string() })]);

/** Tryton itself holds the moment we have seen against the sale's, in the very transaction that changes it. */
async function validate(tryton: Tryton, sale: SaleState, plan: Plan, amendment: number): Promise<void> {
  const guard = (seen: string) => ({ _timestamp: { [`sale.sale,${sale.id}`]: seen } });
  let seen = stampThere(sale.stamp);
  if (plan.shippingDate !== null) {
    // Amendments know no date: it is the sale's, and the shipments that are made anew take it from there.
    const values = { shipping_date: dayThere(plan.shippingDate) };
    await tryton.act("model.sale.sale.write", [[sale.id], values], guard(seen));
    seen = shaped(stamps, await tryton.call("model.sale.sale.read", [[sale.id], ["_timestamp"]]))[0]
      ._timestamp;
  }
  await tryton.act("model.sale.amendment.validate_amendment", [[amendment]], guard(seen));
}

/** Nothing of a refused change stays behind. If this fails, too, the next try finds what is left. */
async function takeBack(tryton: Tryton, sale: SaleState, amendment: number, isHeld: boolean): Promise<void> {
  try {
    if (!isHeld) await unlockShipments(tryton, sale);
    await tryton.call("model.sale.amendment.delete", [[amendment]]);
  } catch (error) {
    if (!(error instanceof TrytonFault)) throw error;
  }
}

/** The shipments of a sale that was stopped are new ones now, and have to be stopped, too. */
async function holdAnew(tryton: Tryton, id: number): Promise<void> {
  const sale = await readSale(tryton, id);
  if (sale !== null) await lockShipments(tryton, sale);
}
