import type { Verdict, WebhookRequest } from "../connector.js";
import { sameSecretText } from "../reading/sources/signed-webhook.js";
import { findAll, type XmlElement } from "../reading/xml/element.js";
import { readCxmlBody } from "./multipart.js";
import { payloadIdOf } from "./reference.js";
import type { CxmlSettings } from "./settings.js";

const BODY_BYTES_MAX = 8 * 1024 * 1024;

/**
 * Takes what a partner posts. cXML proves its sender with a secret within the document, so that the
 * document has to be parsed first; a body without the right one is refused, whatever it is.
 */
export function receiveCxml({ headers, rawBody }: WebhookRequest, settings: CxmlSettings): Verdict {
  if (rawBody.byteLength > BODY_BYTES_MAX) {
    return { kind: "refuse", status: 413, reason: `the body is over ${BODY_BYTES_MAX} bytes` };
  }
  const secrets = [settings.sharedSecret, settings.previousSharedSecret].filter(
    (secret) => secret !== undefined,
  );
  if (secrets.length === 0) return unproven("this connection has no shared secret");
  const document = readCxmlBody(rawBody);
  if (!document.ok) return unproven("the body is no cXML document with a shared secret in it");
  const given = secretsIn(document.root);
  if (given.length === 0) return unproven("Header/Sender/Credential/SharedSecret is missing");
  // Every pair is compared, so that the time it takes does not tell which one failed.
  const matches = given.flatMap((one) => secrets.map((secret) => sameSecretText(one, secret)));
  if (!matches.includes(true)) return unproven("the shared secret is not the one of this connection");
  const message = {
    body: rawBody,
    contentType: headers["content-type"] ?? "text/xml",
    fileName: null,
    headers: {},
    deliveryId: payloadIdOf(document.root),
  };
  return { kind: "accept", messages: [message] };
}

const unproven = (reason: string): Verdict => ({ kind: "refuse", status: 401, reason });

const SECRETS_MAX = 10;

/** The only place where the secret is read: it goes nowhere but into the comparison. */
function secretsIn(root: XmlElement): string[] {
  return findAll(root, "Header", "Sender", "Credential", "SharedSecret")
    .map(({ text }) => text.trim())
    .filter((secret) => secret !== "")
    .slice(0, SECRETS_MAX);
}
