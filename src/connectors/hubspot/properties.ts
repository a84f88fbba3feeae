/** HubSpot answers with the properties that are asked for and with no others. */
const ADDRESS = [
  ...["name", "firstname", "lastname", "street", "city", "state", "postal_code", "country", "phone"],
];

export const PROPERTIES = {
  orders: [
    ...["hs_object_id", "hs_order_name", "hs_external_order_id", "hs_purchase_order_number"],
    ...["hs_createdate", "hs_external_created_date", "hs_lastmodifieddate", "hs_requested_delivery_date"],
    ...["hs_external_order_status", "hs_fulfillment_status", "hs_currency_code", "hs_order_note"],
    ...["hs_billing_address_email"],
    ...ADDRESS.flatMap((part) => [`hs_shipping_address_${part}`, `hs_billing_address_${part}`]),
  ],
  line_items: [
    ...["name", "description", "hs_sku", "quantity", "price", "amount", "hs_line_item_currency_code"],
    "hs_lastmodifieddate",
  ],
  contacts: [
    ...["firstname", "lastname", "email", "phone", "mobilephone", "company"],
    ...["address", "city", "state", "zip", "country"],
  ],
  companies: ["name", "domain", "phone", "address", "address2", "city", "state", "zip", "country"],
} as const;

export type ObjectKind = keyof typeof PROPERTIES;
