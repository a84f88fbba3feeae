import { z } from "zod";
import type { CanonicalOrderLine } from "../../domain/order.js";
import { shaped, type Tryton } from "./client.js";
import { refused } from "./fault.js";
import { noteOf } from "./line-number.js";
import { firstId } from "./records.js";
import { chunksOf, decimalThere, number, text } from "./values.js";

/** What Tryton has to know of a sale to price a line of it. */
export interface Pricing {
  readonly party: number;
  readonly currency: number;
  readonly company: number | null;
}

/** The words for a single piece in the documents of trade; such a line is counted in the article's own unit. */
const PIECES: ReadonlySet<string> = new Set(
  "unit units u ea each pc pcs pce piece pieces c62 h87 nmp stk st stück stueck 个 件".split(" "),
);

const suggestion = z.object({
  unit: z.int().nullish(),
  unit_price: number,
  taxes: z.array(z.int()).nullish(),
});

/** The lines of an order as Tryton takes them: articles by their code, with the taxes that Tryton itself would put in. */
export async function linesThere(
  tryton: Tryton,
  lines: readonly CanonicalOrderLine[],
  pricing: Pricing,
): Promise<Record<string, unknown>[]> {
  const products = await productsOf(tryton, lines);
  const suggestions = new Map<number, z.infer<typeof suggestion>>();
  const values: Record<string, unknown>[] = [];
  for (const line of lines) {
    const product = products.get(line.sku ?? "");
    if (product === undefined) throw unknownArticle(line);
    const known = line.unitPrice === null ? undefined : suggestions.get(product);
    const suggested = known ?? (await suggest(tryton, product, line.quantity, pricing));
    suggestions.set(product, suggested);
    const price = line.unitPrice ?? suggested.unit_price;
    if (price === null)
      throw refused("VALIDATION", `line ${line.lineNumber} has no price, and Tryton knows none`);
    values.push({
      ...{
        type: "line",
        product,
        quantity: Number(line.quantity),
        unit: await unitOf(tryton, line, suggested.unit),
      },
      ...{ unit_price: decimalThere(price), description: line.description, note: noteOf(line.lineNumber) },
      ...(suggested.taxes ? { taxes: [["add", suggested.taxes]] } : {}),
    });
  }
  return values;
}

const unknownArticle = ({ lineNumber, sku }: CanonicalOrderLine) =>
  refused(
    "VALIDATION",
    sku === null
      ? `line ${lineNumber} names no article`
      : `Tryton has no article ${sku} (line ${lineNumber})`,
  );

const products = z.array(z.object({ id: z.int(), code: text }));

/** Articles by code. Two of one code are none: nobody can tell which is meant. */
async function productsOf(
  tryton: Tryton,
  lines: readonly CanonicalOrderLine[],
): Promise<ReadonlyMap<string, number>> {
  const codes = [...new Set(lines.flatMap(({ sku }) => sku ?? []))];
  const byCode = new Map<string, number>();
  for (const chunk of chunksOf(codes)) {
    const found = shaped(
      products,
      await tryton.call("model.product.product.search_read", [
        ...[[["code", "in", chunk]], 0, null, [["id", "ASC"]], ["code"]],
      ]),
    );
    for (const { id, code } of found) {
      if (code !== null && byCode.has(code))
        throw refused("VALIDATION", `Tryton has more than one article ${code}`);
      if (code !== null) byCode.set(code, id);
    }
  }
  return byCode;
}

/** What Tryton fills in when somebody picks the article in a sale of this customer. */
async function suggest(
  tryton: Tryton,
  product: number,
  quantity: string,
  { party, currency, company }: Pricing,
) {
  const line = {
    ...{ product, quantity: Number(quantity), unit: null, sale: null, taxes: [] },
    ...{ "_parent_sale.party": party, "_parent_sale.currency": currency, "_parent_sale.company": company },
  };
  return shaped(suggestion, await tryton.call("model.sale.line.on_change_product", [line]));
}

async function unitOf(
  tryton: Tryton,
  { unit, lineNumber }: CanonicalOrderLine,
  own: number | null | undefined,
): Promise<number> {
  if (unit === null || PIECES.has(unit.toLowerCase().replace(/\.$/, ""))) {
    if (own === null || own === undefined)
      throw refused("VALIDATION", `line ${lineNumber}: its article has no unit`);
    return own;
  }
  const found = await firstId(tryton, "product.uom", ["OR", ["symbol", "=", unit], ["name", "ilike", unit]]);
  if (found === null) throw refused("VALIDATION", `line ${lineNumber}: Tryton has no unit ${unit}`);
  return found;
}
