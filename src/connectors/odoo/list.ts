import { ORDER_ID_LIKE } from "../../domain/order-reference.js";
import type { WorkOrderPage } from "../connector.js";
import { lookUp } from "../execution-client.js";
import { LIST_PAGE, workOrderPage } from "../listed-orders.js";
import { firstText } from "../reading/json/tree-path.js";
import { searchRead } from "./call.js";
import { idIn } from "./compose.js";
import type { OdooSettings } from "./settings.js";

/** Sales orders that bear an id of ours, in the order of their ids. A quotation is not made yet. */
export async function listOrders(settings: OdooSettings, cursor: string | null): Promise<WorkOrderPage> {
  const { referenceField, timeoutMs } = settings;
  const found = await searchRead(
    settings,
    (request) => lookUp(request, timeoutMs),
    "sale.order",
    [
      // `like` would look for the pattern anywhere in the text.
      [referenceField, "=like", ORDER_ID_LIKE],
      ["state", "in", ["sale", "done", "cancel"]],
      ["id", ">", Number(cursor ?? 0)],
    ],
    [...new Set(["client_order_ref", referenceField])],
    LIST_PAGE,
  );
  return workOrderPage(
    found.flatMap((one) => {
      const id = idIn(one, "id");
      if (id === null) return [];
      const [reference, said] = [firstText(one, [referenceField]), firstText(one, ["client_order_ref"])];
      return [{ key: String(id), externalId: String(id), reference, said }];
    }),
  );
}
