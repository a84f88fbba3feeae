import { z } from "zod";
import { defineConnector } from "../connector.js";
import { mapJsonOrder } from "../reading/json/order.js";
import { type JsonDocument, readJson } from "../reading/json/read-json.js";
import { orderForm } from "./form.js";
import { toOrder } from "./order.js";

const settings = z.object({
  codeSystem: z
    .string()
    .min(1)
    .max(100)
    .default("erp")
    .describe("The system whose customer codes the agents key, as other connections name it."),
});

/** Orders that agents key during a call. The form is kept as it was saved, like any other message. */
export const callCenter = defineConnector<typeof settings, JsonDocument>({
  id: "call-center",
  title: "Call center",
  side: "CALL_CENTER",
  settings,
  secrets: [],
  mappingVersion: 1,
  files: { extensions: [".json"] },
  decode: async ({ body }) => readJson(body),
  map: (document, _message, { codeSystem }) =>
    mapJsonOrder(document, orderForm, (form, warnings) => toOrder(form, codeSystem, warnings)),
});
