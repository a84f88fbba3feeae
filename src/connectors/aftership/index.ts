import { z } from "zod";
import { defineConnector, type Verdict, type WebhookRequest } from "../connector.js";
import { type JsonDocument, readJson } from "../reading/json/read-json.js";
import { firstText } from "../reading/json/tree-path.js";
import { accepted, type HmacScheme, hmacFault, refused } from "../reading/sources/hmac-webhook.js";
import { AFTERSHIP } from "../reading/tracking/aftership-shape.js";
import { mapTracking } from "../reading/tracking/tracking-document.js";
import { timeZoneSetting } from "../reading/values/time-zone-setting.js";

const settings = z.object({
  webhookSecret: z
    .string()
    .min(1)
    .optional()
    .describe("Webhook secret of the account; without one, only files are read."),
  timeZone: timeZoneSetting,
});
type Settings = z.infer<typeof settings>;

const SCHEME: HmacScheme = { header: "aftership-hmac-sha256", encoding: "base64" };

/** Trackings of any carrier, as AfterShip posts them or answers with them. */
export const aftership = defineConnector<typeof settings, JsonDocument>({
  id: "aftership",
  title: "AfterShip",
  side: "CARRIER",
  settings,
  secrets: ["webhookSecret"],
  mappingVersion: 5,
  files: { extensions: [".json"] },
  webhook: receive,
  decode: async ({ body }) => readJson(body),
  map: (document, _message, { timeZone }) => mapTracking(document, { shapes: AFTERSHIP, timeZone }),
});

function receive(request: WebhookRequest, { webhookSecret }: Settings): Verdict {
  const fault = hmacFault(request, SCHEME, [webhookSecret]);
  if (fault !== null) return refused(fault);
  const body = readJson(request.rawBody);
  return accepted(
    request,
    ["aftership-webhook-version"],
    body.ok ? firstText(body.value, ["event_id"]) : null,
  );
}
