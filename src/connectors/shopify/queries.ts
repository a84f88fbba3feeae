const ADDRESS = `{
  firstName lastName name company address1 address2 city province provinceCode zip country countryCodeV2 phone
}`;

const LINES = `{
  nodes {
    id sku title name variantTitle quantity currentQuantity
    customAttributes { key value }
    originalUnitPriceSet { shopMoney { amount } }
    discountAllocations { allocatedAmountSet { shopMoney { amount } } }
    taxLines { priceSet { shopMoney { amount } } }
  }
  pageInfo { hasNextPage endCursor }
}`;

/**
 * A question may cost 1,000 points and no more. An order is about 12 of them and a line 10, so that
 * eight orders with their first 10 lines fit, and 90 lines of one order.
 */
const ORDERS_PER_PAGE = 8;
const LINES_WITH_ORDER = 10;
const LINES_PER_PAGE = 90;

/** What is in an order's webhook as well, as far as it is read. */
const ORDER = `{
  id name poNumber createdAt updatedAt cancelledAt currencyCode email phone note test taxesIncluded
  shippingLine { title originalPriceSet { shopMoney { amount } } }
  customAttributes { key value }
  customer {
    id firstName lastName
    defaultEmailAddress { emailAddress }
    defaultPhoneNumber { phoneNumber }
    defaultAddress ${ADDRESS}
  }
  billingAddress ${ADDRESS}
  shippingAddress ${ADDRESS}
  lineItems(first: ${LINES_WITH_ORDER}) ${LINES}
}`;

/** A page of orders, oldest change first. */
export const ORDERS_QUERY = `query Orders($search: String!, $after: String) {
  orders(first: ${ORDERS_PER_PAGE}, after: $after, query: $search, sortKey: UPDATED_AT) {
    nodes ${ORDER}
    pageInfo { hasNextPage endCursor }
  }
}`;

export const ORDER_QUERY = `query Order($id: ID!) { order(id: $id) ${ORDER} }`;

/** Lines that come behind those that an order brought along, and whether it is still the same order. */
export const LINES_QUERY = `query Lines($id: ID!, $after: String) {
  order(id: $id) { updatedAt lineItems(first: ${LINES_PER_PAGE}, after: $after) ${LINES} }
}`;

export const CHECK_QUERY = `query Check {
  shop { name }
  currentAppInstallation { accessScopes { handle } }
  webhookSubscriptions(first: 100) { nodes { topic } }
}`;
