import { z } from "zod";
import { defineConnector, type MapResult, type Verdict, type WebhookRequest } from "../connector.js";
import { type JsonDocument, readJson } from "../reading/json/read-json.js";
import { firstText } from "../reading/json/tree-path.js";
import { accepted, type HmacScheme, hmacFault, refused } from "../reading/sources/hmac-webhook.js";
import { EASYPOST } from "../reading/tracking/easypost-shape.js";
import { mapTracking } from "../reading/tracking/tracking-document.js";
import { timeZoneSetting } from "../reading/values/time-zone-setting.js";

const settings = z.object({
  webhookSecret: z
    .string()
    .min(1)
    .optional()
    .describe("Secret given when the webhook was created; without one, only files are read."),
  timeZone: timeZoneSetting,
});
type Settings = z.infer<typeof settings>;

const SCHEME: HmacScheme = { header: "x-hmac-signature", encoding: "hex", prefix: "hmac-sha256-hex=" };

/** Trackers of any carrier, as EasyPost posts them or answers with them. */
export const easypost = defineConnector<typeof settings, JsonDocument>({
  id: "easypost",
  title: "EasyPost",
  side: "CARRIER",
  settings,
  secrets: ["webhookSecret"],
  mappingVersion: 5,
  files: { extensions: [".json"] },
  webhook: receive,
  decode: async ({ body }) => readJson(body),
  map(document, _message, { timeZone }): MapResult {
    const ignored = otherEvent(document);
    return ignored ?? mapTracking(document, { shapes: [EASYPOST], timeZone });
  },
});

/**
 * EasyPost writes its secret in one Unicode form before it signs. A repeat of an event counts its attempts and so
 * has other bytes under the same id: what tells deliveries apart is their content.
 */
function receive(request: WebhookRequest, { webhookSecret }: Settings): Verdict {
  const fault = hmacFault(request, SCHEME, [webhookSecret?.normalize("NFKD")]);
  return fault === null ? accepted(request, [], null) : refused(fault);
}

/** One webhook brings the events of everything, and only those of trackers are ours. */
function otherEvent(document: JsonDocument): MapResult | null {
  if (!document.ok || firstText(document.value, ["object"]) !== "Event") return null;
  const description = firstText(document.value, ["description"]) ?? "";
  if (description.startsWith("tracker.") || firstText(document.value, ["result.object"]) === "Tracker")
    return null;
  const message = `EasyPost sent "${description.slice(0, 100)}", which is not about a tracker.`;
  return { ok: true, documents: [], warnings: [{ code: "EVENT_IGNORED", message, at: "description" }] };
}
