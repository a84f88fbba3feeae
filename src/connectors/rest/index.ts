import { defineConnector } from "../connector.js";
import { jsonParts } from "../reading/json/parts.js";
import { idAt } from "../reading/json/path.js";
import { type JsonDocument, readJson } from "../reading/json/read-json.js";
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
  mappingVersion: 2,
  files: { extensions: [".json"] },
  decode: async ({ body }) => readJson(body),
  orderKey(document, settings) {
    const [only, ...others] = document.ok ? ordersIn(document.value, settings) : [];
    return others.length > 0 ? null : idAt(only, settings.order.externalId);
  },
  map: (document, _, settings) => mapOrders(document, settings),
  split: (document, settings) =>
    document.ok ? jsonParts(ordersIn(document.value, settings), [settings.order.externalId]) : [],
  source: restSource,
});
