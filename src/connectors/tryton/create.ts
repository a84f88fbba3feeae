import { z } from "zod";
import type { ExecutionAnswer, ExecutionCommand } from "../connector.js";
import { addressFor, addressThere } from "./address.js";
import { advanceSale } from "./advance.js";
import { linesThere } from "./article.js";
import { shaped, type Tryton } from "./client.js";
import { refused, TrytonFault } from "./fault.js";
import { firstId, madeId } from "./records.js";
import { chunksOf, day as dayShape, dayThere, link, reference } from "./values.js";

type Create = Extract<ExecutionCommand, { kind: "CREATE" }>;

const owned = z.array(z.object({ id: z.int(), state: z.string(), origin: reference }));
type Owned = z.infer<typeof owned>[number];

/** Tryton's sales of one of our orders, the oldest first. What it copies for a return keeps the reference, and has an origin. */
export async function salesOf(tryton: Tryton, orderId: string): Promise<Owned[]> {
  const answer = await tryton.call("model.sale.sale.search_read", [
    ...[[["reference", "=", orderId]], 0, null, [["id", "ASC"]], ["state", "origin"]],
  ]);
  return shaped(owned, answer).filter(({ origin }) => origin === null);
}

/** States in which a sale is not yet one: nothing is shipped from it, and making it has to go on. */
const UNFINISHED: readonly string[] = ["draft", "quotation", "confirmed"];

/** The sale that stands for the order; null while it is still being made. Copies that somebody made by hand come later. */
export const standing = (sales: readonly Owned[]): Owned | null => {
  const made = sales.filter(({ state }) => !UNFINISHED.includes(state));
  return made.find(({ state }) => state !== "cancelled") ?? made[0] ?? null;
};

/**
 * Makes the sale, or goes on with one that was begun. It is a draft first, of which nothing is shipped; before it
 * becomes more, it is looked for once more: a request that was given up may have made another one meanwhile.
 */
export async function createSale(tryton: Tryton, command: Create): Promise<ExecutionAnswer> {
  let sales = await salesOf(tryton, command.reference);
  const made = standing(sales);
  if (made !== null) return accepted(made.id);
  if (sales.length === 0) {
    await draftSale(tryton, command);
    sales = await salesOf(tryton, command.reference);
  }
  const [own, ...spare] = [...sales].sort((a, b) => rank(b) - rank(a) || a.id - b.id);
  if (own === undefined) throw new TrytonFault({ kind: "CUT" }, "the sale that was made is not there");
  const drafts = spare.filter(({ state }) => state === "draft").map(({ id }) => id);
  if (drafts.length > 0) await tryton.call("model.sale.sale.delete", [drafts]);
  await advanceSale(tryton, own.id);
  return accepted(own.id);
}

const accepted = (id: number): ExecutionAnswer => ({
  outcome: "ACCEPTED",
  externalId: String(id),
  nativeMessage: null,
});

const rank = ({ state }: Owned): number => Math.max(0, UNFINISHED.indexOf(state));

async function draftSale(tryton: Tryton, command: Create): Promise<void> {
  const { order, reference: orderId, orderNumber } = command;
  if (order.shipTo === null) throw refused("VALIDATION", "the order says not where it goes");
  const company = await companyOf(tryton);
  const currency = await currencyOf(tryton, order.currency, company);
  const warehouse = await warehouseOf(tryton);
  const party = await partyOf(tryton, command);
  const address = await addressFor(tryton, party, order.shipTo);
  const lines = await linesThere(tryton, order.lines, { party, currency, company });
  const shippingDate = await dateAhead(tryton, order.requestedDate);
  const purchase = order.poNumber === null ? "" : `, purchase order ${order.poNumber}`;
  await tryton.act("model.sale.sale.create", [
    [
      {
        ...{ reference: orderId, description: `Order ${orderNumber}${purchase}`, comment: order.note },
        ...{ party, currency, invoice_address: address, shipment_address: address },
        ...(company === null ? {} : { company }),
        ...(warehouse === null ? {} : { warehouse }),
        ...(shippingDate === null ? {} : { shipping_date: dayThere(shippingDate) }),
        lines: chunksOf(lines).map((chunk) => ["create", chunk]),
      },
    ],
  ]);
}

/** Tryton takes no date before the day of the sale. Such an order is made without; what is missing shows on the read-back. */
async function dateAhead(tryton: Tryton, requested: string | null): Promise<string | null> {
  if (requested === null) return null;
  const today = shaped(dayShape, await tryton.call("model.ir.date.today", []));
  return today !== null && requested < today ? null : requested;
}

/** The customer's party, under a code of ours: the code is unique in Tryton, so two orders at once cannot make two. */
async function partyOf(tryton: Tryton, { customerReference, customerName, order }: Create): Promise<number> {
  const code = `TL-${customerReference}`;
  const find = () => firstId(tryton, "party.party", [["code", "=", code]]);
  const known = await find();
  if (known !== null) return known;
  const name = customerName ?? order.shipTo?.recipient ?? code;
  const addresses = order.shipTo === null ? [] : [["create", [await addressThere(tryton, order.shipTo)]]];
  try {
    return madeId(await tryton.call("model.party.party.create", [[{ name, code, addresses }]]));
  } catch (error) {
    const other = await find();
    if (other === null) throw error;
    return other;
  }
}

async function companyOf(tryton: Tryton): Promise<number | null> {
  const answer = await tryton.call("model.sale.sale.default_get", [["company"]]);
  return shaped(z.object({ company: link }), answer).company;
}

async function currencyOf(tryton: Tryton, code: string | null, company: number | null): Promise<number> {
  const wanted = code ?? tryton.settings.currency;
  if (wanted !== null) {
    const found = await firstId(tryton, "currency.currency", [["code", "=", wanted]]);
    if (found === null) throw refused("VALIDATION", `Tryton has no currency ${wanted}`);
    return found;
  }
  const answer = await tryton.call("model.company.company.search_read", [
    ...[[["id", "=", company]], 0, 1, null, ["currency"]],
  ]);
  const [own] = shaped(z.array(z.object({ currency: z.int() })), answer);
  if (own === undefined)
    throw refused("VALIDATION", "the order names no currency, and the user has no company");
  return own.currency;
}

async function warehouseOf(tryton: Tryton): Promise<number | null> {
  const { warehouse } = tryton.settings;
  if (warehouse === null) return null;
  const names = ["OR", ["name", "=", warehouse], ["code", "=", warehouse]];
  const found = await firstId(tryton, "stock.location", [["type", "=", "warehouse"], names]);
  if (found === null) throw refused("VALIDATION", `Tryton has no warehouse ${warehouse}`);
  return found;
}
