import { defineConnector } from "../connector.js";
import { type JsonDocument, readJson } from "../reading/json.js";
import { idAt } from "../reading/json-path.js";
import { mapOrders, ordersIn } from "./order.js";
import { restSettings } from "./settings.js";
import { restSource } from "./source.js";

/** Any source that gives its orders as pages of JSON: described in a file, without code. */
export const rest = defineConnector<typeof restSettings, JsonDocument>({
  id: "rest",
  title: "REST source (described in YAML)",
  side: "SALES_DESK",
  settings: restSettings,
  secrets: ["authorization"],
  mappingVersion: 1,
  files: { extensions: [".json"] },
  decode: async ({ body }) => readJson(body),
  orderKey(document, settings) {
    const [only, ...others] = document.ok ? ordersIn(document.value, settings) : [];
    return others.length > 0 ? null : idAt(only, settings.order.externalId);
  },
  map: (document, _, settings) => mapOrders(document, settings),
  source: restSource,
});
