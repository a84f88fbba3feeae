import { defineConnector, type Issue, type MapResult } from "../connector.js";
import { mapJsonOrders } from "../reading/json/orders.js";
import { notAnOrder, type OtherDocuments } from "../reading/json/other-shop-documents.js";
import { jsonParts } from "../reading/json/parts.js";
import { type JsonDocument, readJson } from "../reading/json/read-json.js";
import { firstText, leadsSomewhere, valuesAt } from "../reading/json/tree-path.js";
import { sapExecution } from "./execution.js";
import { toOrder } from "./order.js";
import { sapOrder } from "./payload.js";
import { sapSettings } from "./settings.js";

/** Sales orders of SAP S/4HANA, as its OData services of either version answer with them; and S/4HANA as a system that carries orders out. */
export const sapS4 = defineConnector<typeof sapSettings, JsonDocument>({
  id: "sap-s4",
  title: "SAP S/4HANA",
  side: "SALES_DESK",
  settings: sapSettings,
  secrets: ["password"],
  mappingVersion: 4,
  files: { extensions: [".json"] },
  decode: async ({ body }) => readJson(body),
  map,
  split: (document) => (document.ok ? jsonParts(ordersIn(document.value), ["SalesOrder"]) : []),
  execution: sapExecution,
});

/** Where entities stand: OData 2 has `d` around one and `d.results` around many, OData 4 `value` around many. */
const PLACES = ["d.results", "d", "value", ""];

function map(document: JsonDocument): MapResult {
  if (!document.ok) return { ok: false, issues: [document.issue] };
  const { value } = document;
  if (leadsSomewhere(value, "error")) {
    const said =
      firstText(value, ["error.message.value", "error.message", "error.code"]) ?? "no reason given";
    const message = `The ERP answers with an error instead of an order: ${said.slice(0, 500)}.`;
    return { ok: false, issues: [{ code: "ERP_REFUSED", message, at: null }] };
  }
  const orders = ordersIn(value);
  const other = notAnOrder(orders, OTHERS) ?? ofOtherType(orders);
  return other === null ? mapJsonOrders(orders, sapOrder, toOrder) : { ok: false, issues: [other] };
}

function ordersIn(value: unknown): readonly unknown[] {
  const groups = PLACES.map((path) => valuesAt(value, path));
  return (
    groups.find((group) => group.some((one) => leadsSomewhere(one, "SalesOrder"))) ??
    valuesAt(value, PLACES.find((place) => place !== "" && leadsSomewhere(value, place)) ?? "")
  );
}

/** OData 2 says of each entity what it is: `API_BUSINESS_PARTNER.A_BusinessPartnerType`. */
function ofOtherType(entities: readonly unknown[]): Issue | null {
  const type = firstText(entities[0], ["__metadata.type"])?.replace(/^.*\.|Type$/g, "") ?? null;
  if (type === null || leadsSomewhere(entities[0], "SalesOrder")) return null;
  return {
    code: "NOT_AN_ORDER",
    message: `This is a "${type.slice(0, 60)}" of SAP, and no sales order.`,
    at: "__metadata.type",
  };
}

/** Entities of the same service that belong to an order. */
const OTHERS: OtherDocuments = [
  ["SalesOrderItem", "an item of a sales order"],
  ["ScheduleLine", "a schedule line of a sales order"],
  ["PartnerFunction", "a partner of a sales order"],
  ["PricingProcedureStep", "a price condition of a sales order"],
  ["DeliveryDocument", "a delivery"],
  ["BillingDocument", "a billing document"],
];
