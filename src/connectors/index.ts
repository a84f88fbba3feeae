import { bogus } from "./bogus/index.js";
import { callCenter } from "./call-center/index.js";
import type { Connector } from "./connector.js";
import { cxml } from "./cxml/index.js";
import { email } from "./email/index.js";
import { fax } from "./fax/index.js";
import { orderFile } from "./order-file/index.js";
import { rest } from "./rest/index.js";
import { shopify } from "./shopify/index.js";
import { standardWebhooks } from "./standard-webhooks/index.js";
import { ubl } from "./ubl/index.js";

/**
 * Every kind of outside system that the hub can talk to. A connector exists by standing here. Settings
 * come from the connector's own schema and documents from its own `decode`; the rest of the hub carries
 * both about unopened.
 */
export const connectors: readonly Connector[] = [
  shopify,
  standardWebhooks,
  callCenter,
  orderFile,
  rest,
  email,
  fax,
  bogus,
  cxml,
  ubl,
];

export function connectorById(id: string): Connector | undefined {
  return connectors.find((connector) => connector.id === id);
}
