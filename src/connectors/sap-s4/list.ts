import type { WorkOrderPage } from "../connector.js";
import { lookUp } from "../execution-client.js";
import { LIST_PAGE, workOrderPage } from "../listed-orders.js";
import { firstText } from "../reading/json/tree-path.js";
import { ordersWhere, quoted } from "./service.js";
import type { SapSettings } from "./settings.js";
import { orderIdIn } from "./written.js";

/** Sales orders whose reference is an id of ours, in the order of their numbers. OData 2 knows no patterns: the form is looked at here. */
export async function listOrders(settings: SapSettings, cursor: string | null): Promise<WorkOrderPage> {
  const { referenceField, timeoutMs } = settings;
  const behind = cursor === null ? "" : ` and SalesOrder gt ${quoted(cursor)}`;
  const found = await ordersWhere(settings, (request) => lookUp(request, timeoutMs), {
    filter: `${referenceField} ne ''${behind}`,
    fields: [...new Set(["SalesOrder", "PurchaseOrderByCustomer", referenceField])],
    top: LIST_PAGE,
  });
  return workOrderPage(
    found.map((one) => ({
      ...{ key: one.SalesOrder, externalId: one.SalesOrder },
      reference: orderIdIn(firstText(one, [referenceField]) ?? ""),
      said: firstText(one, ["PurchaseOrderByCustomer"]),
    })),
  );
}
