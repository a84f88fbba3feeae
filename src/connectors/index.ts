import { aftership } from "./aftership/index.js";
import { amazonConnect } from "./amazon-connect/index.js";
import { asterisk } from "./asterisk/index.js";
import { bogus } from "./bogus/index.js";
import { callCenter } from "./call-center/index.js";
import { carrierEvents } from "./carrier-events/index.js";
import type { Connector } from "./connector.js";
import { customerFormConnector } from "./customer-form/index.js";
import { cxml } from "./cxml/index.js";
import { easypost } from "./easypost/index.js";
import { edifact } from "./edifact/index.js";
import { email } from "./email/index.js";
import { epcis } from "./epcis/index.js";
import { erpnext } from "./erpnext/index.js";
import { fax } from "./fax/index.js";
import { hubspot } from "./hubspot/index.js";
import { odoo } from "./odoo/index.js";
import { orderFile } from "./order-file/index.js";
import { rest } from "./rest/index.js";
import { saleor } from "./saleor/index.js";
import { salesforce } from "./salesforce/index.js";
import { sapS4 } from "./sap-s4/index.js";
import { shopify } from "./shopify/index.js";
import { standardWebhooks } from "./standard-webhooks/index.js";
import { tradacoms } from "./tradacoms/index.js";
import { tryton } from "./tryton/index.js";
import { ubl } from "./ubl/index.js";
import { ups } from "./ups/index.js";
import { woocommerce } from "./woocommerce/index.js";
import { x12 } from "./x12/index.js";

/**
 * Every kind of outside system that the hub can talk to. A connector exists by standing here. Settings
 * come from the connector's own schema and documents from its own `decode`; the rest of the hub carries
 * both about unopened.
 */
export const connectors: readonly Connector[] = [
  shopify,
  standardWebhooks,
  callCenter,
  customerFormConnector,
  orderFile,
  rest,
  email,
  fax,
  bogus,
  easypost,
  aftership,
  ups,
  carrierEvents,
  epcis,
  asterisk,
  amazonConnect,
  woocommerce,
  saleor,
  hubspot,
  salesforce,
  odoo,
  erpnext,
  sapS4,
  tryton,
  x12,
  edifact,
  tradacoms,
  cxml,
  ubl,
];

export function connectorById(id: string): Connector | undefined {
  return connectors.find((connector) => connector.id === id);
}
