import { z } from "zod";
import { ORDER_ID_LIKE } from "../../domain/order-reference.js";
import type { WorkOrderPage } from "../connector.js";
import { LIST_PAGE, workOrderPage } from "../listed-orders.js";
import { openTryton, shaped } from "./client.js";
import { lookFaultOf, TrytonFault } from "./fault.js";
import type { TrytonSettings } from "./settings.js";
import { text } from "./values.js";

/** Sales that stand for an order of ours. What Tryton copies for a return has an origin; a draft is not made yet. */
export const OWN_SALES: readonly (readonly unknown[])[] = [
  ["reference", "like", ORDER_ID_LIKE],
  ["origin", "=", null],
  ["state", "in", ["processing", "done", "cancelled"]],
];

const listed = z.array(z.object({ id: z.int(), reference: text, description: text }));

/** Our sales in the order of their ids, from behind the one that the cursor names. */
export async function listSales(settings: TrytonSettings, cursor: string | null): Promise<WorkOrderPage> {
  const domain = cursor === null ? OWN_SALES : [...OWN_SALES, ["id", ">", Number(cursor)]];
  try {
    const answer = await openTryton(settings).call("model.sale.sale.search_read", [
      ...[domain, 0, LIST_PAGE, [["id", "ASC"]], ["reference", "description"]],
    ]);
    return workOrderPage(
      shaped(listed, answer).map(({ id, reference, description }) => ({
        ...{ key: String(id), externalId: String(id), reference, said: description },
      })),
    );
  } catch (error) {
    throw error instanceof TrytonFault ? lookFaultOf(error) : error;
  }
}
