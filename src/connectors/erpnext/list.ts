import { ORDER_ID_LIKE } from "../../domain/order-reference.js";
import type { WorkOrderPage } from "../connector.js";
import { LIST_PAGE, workOrderPage } from "../listed-orders.js";
import { firstText } from "../reading/json/tree-path.js";
import { DRAFT } from "./held.js";
import type { ErpnextSettings } from "./settings.js";
import { type Filter, listOf, lookWith } from "./site.js";

/** Sales orders that bear an id of ours, by their names: those are the keys of Frappe's tables. A draft is not made yet. */
export async function listOrders(settings: ErpnextSettings, cursor: string | null): Promise<WorkOrderPage> {
  const { referenceField } = settings;
  const filters: Filter[] = [
    [referenceField, "like", ORDER_ID_LIKE],
    ["docstatus", ">", DRAFT],
    ...(cursor === null ? [] : [["name", ">", cursor] as const]),
  ];
  const fields = [...new Set(["name", "po_no", referenceField])];
  const page = { by: "name", limit: LIST_PAGE };
  const found = await listOf(settings, lookWith(settings), "Sales Order", filters, fields, page);
  return workOrderPage(
    found.flatMap((one) => {
      const name = firstText(one, ["name"]);
      if (name === null) return [];
      const [reference, said] = [firstText(one, [referenceField]), firstText(one, ["po_no"])];
      return [{ key: name, externalId: name, reference, said }];
    }),
  );
}
