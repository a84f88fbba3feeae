import { defineConnector, type Verdict, type WebhookRequest } from "../connector.js";
import type { JsonDocument } from "../reading/json/read-json.js";
import { accepted, refused } from "../reading/sources/hmac-webhook.js";
import { sameSecretText } from "../reading/sources/signed-webhook.js";
import { decodeTracking, mapTracking } from "../reading/tracking/tracking-document.js";
import { UPS_SHAPES } from "../reading/tracking/ups-shapes.js";
import { upsIntercept } from "./intercept.js";
import { type UpsSettings, upsSettings } from "./settings.js";

/** Track Alerts, answers of the Track API and files of Quantum View; and Delivery Intercept. */
export const ups = defineConnector<typeof upsSettings, JsonDocument>({
  id: "ups",
  title: "UPS",
  side: "CARRIER",
  settings: upsSettings,
  secrets: ["credential", "clientSecret"],
  mappingVersion: 5,
  files: { extensions: [".json", ".xml"] },
  webhook: receive,
  decode: async (message) => decodeTracking(message),
  map: (document, _message, { timeZone }) => mapTracking(document, { shapes: UPS_SHAPES, timeZone }),
  intercept: upsIntercept,
});

/**
 * UPS does not sign: it repeats the credential of the subscription with each alert. That proves who sends, as
 * long as nobody else reads along, and nothing about the body. So the address has to be https.
 */
function receive(request: WebhookRequest, { credential }: UpsSettings): Verdict {
  if (credential === undefined)
    return refused("this connection has no credential, so nobody can prove who they are");
  const given = request.headers.credential ?? "";
  if (given === "") return refused("credential is missing");
  return sameSecretText(given, credential) ? accepted(request, [], null) : refused("credential is not ours");
}
