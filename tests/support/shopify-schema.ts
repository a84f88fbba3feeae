import { buildSchema } from "graphql";

/** The part of the shop's Admin API that is asked for, by its documentation: a field it does not have is an error. */
export const shopifySchema = buildSchema(`
  scalar DateTime
  scalar Decimal
  enum OrderSortKeys { CREATED_AT ID ORDER_NUMBER PROCESSED_AT UPDATED_AT }
  enum WebhookSubscriptionTopic { ORDERS_CREATE ORDERS_UPDATED ORDERS_EDITED ORDERS_CANCELLED ORDERS_PAID APP_UNINSTALLED }

  type Query {
    shop: Shop!
    currentAppInstallation: AppInstallation!
    webhookSubscriptions(first: Int, after: String): WebhookSubscriptionConnection!
    order(id: ID!): Order
    orders(first: Int, after: String, query: String, sortKey: OrderSortKeys, reverse: Boolean): OrderConnection!
  }
  type Shop { name: String! myshopifyDomain: String! }
  type AppInstallation { accessScopes: [AccessScope!]! }
  type AccessScope { handle: String! }
  type WebhookSubscriptionConnection { nodes: [WebhookSubscription!]! pageInfo: PageInfo! }
  type WebhookSubscription { id: ID! topic: WebhookSubscriptionTopic! }
  type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
  type OrderConnection { nodes: [Order!]! pageInfo: PageInfo! }
  type Order {
    id: ID! name: String! poNumber: String createdAt: DateTime! updatedAt: DateTime! cancelledAt: DateTime
    currencyCode: String! email: String phone: String note: String test: Boolean!
    taxesIncluded: Boolean! shippingLine: ShippingLine
    customAttributes: [Attribute!]! customer: Customer billingAddress: MailingAddress shippingAddress: MailingAddress
    lineItems(first: Int, after: String): LineItemConnection!
  }
  type Attribute { key: String! value: String }
  type Customer {
    id: ID! firstName: String lastName: String defaultAddress: MailingAddress
    defaultEmailAddress: CustomerEmailAddress defaultPhoneNumber: CustomerPhoneNumber
  }
  type CustomerEmailAddress { emailAddress: String! }
  type CustomerPhoneNumber { phoneNumber: String! }
  type MailingAddress {
    firstName: String lastName: String name: String company: String address1: String address2: String city: String
    province: String provinceCode: String zip: String country: String countryCodeV2: String phone: String
  }
  type LineItemConnection { nodes: [LineItem!]! pageInfo: PageInfo! }
  type LineItem {
    id: ID! sku: String title: String! name: String! variantTitle: String quantity: Int! currentQuantity: Int!
    customAttributes: [Attribute!]!
    originalUnitPriceSet: MoneyBag! discountAllocations: [DiscountAllocation!]! taxLines: [TaxLine!]!
  }
  type MoneyBag { shopMoney: MoneyV2! presentmentMoney: MoneyV2! }
  type MoneyV2 { amount: Decimal! currencyCode: String! }
  type DiscountAllocation { allocatedAmountSet: MoneyBag! }
  type TaxLine { priceSet: MoneyBag! }
  type ShippingLine { title: String! originalPriceSet: MoneyBag! }
`);
