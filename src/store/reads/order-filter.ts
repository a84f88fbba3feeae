import type * as words from "../../domain/vocabulary.js";
import type { Ask } from "./ask.js";
import { type Condition, given, instant } from "./condition.js";
import { type Sql, sql } from "./sql.js";

export interface OrderFilter {
  readonly number?: string | null;
  readonly poNumber?: string | null;
  readonly customerId?: string | null;
  readonly channel?: words.Channel | null;
  readonly status?: words.OrderStatus | null;
  readonly fulfillmentStatus?: words.OrderFulfillmentStatus | null;
  readonly returnStatus?: words.OrderReturnStatus | null;
  readonly executionSync?: words.ExecutionSyncStatus | null;
  readonly placedFrom?: Date | null;
  readonly placedTo?: Date | null;
  readonly updatedFrom?: Date | null;
  readonly updatedTo?: Date | null;
  readonly promisedFrom?: string | null;
  readonly promisedBefore?: string | null;
  readonly slipDaysMin?: number | null;
  readonly slipDaysMax?: number | null;
  readonly shipToText?: string | null;
  readonly shipToCity?: string | null;
  readonly shipToPostalCode?: string | null;
  readonly shipToCountry?: string | null;
  readonly trackingNumber?: string | null;
  readonly customField?: CustomFieldMatch | null;
}

/** A custom field that may be filtered by, and the key of the value. */
export interface CustomFieldMatch {
  readonly fieldId: string;
  readonly key: string;
}

const written = (value: number): string[] => [String(value)];

/** Rows whose column is this word. Each column has an index in the order of the list. */
const isWord = <Word extends string>(column: Sql): Condition<Word | null | undefined> => ({
  values: given,
  types: ["text"],
  sql: (_, value) => sql`${column} = ${value}`,
});

/** Rows for which a custom field holds the value. */
export const holdsCustom: Condition<CustomFieldMatch | null | undefined> = {
  ...{ values: ({ fieldId, key }) => [fieldId, key], types: ["uuid", "text"], byValue: true },
  sql: (ask, fieldId, key) => sql`x.id IN (
    SELECT held.subject_id FROM ${ask.of("custom_values")} held
    WHERE held.field_id = ${fieldId}::uuid AND held.filter_key = ${key})`,
};

/**
 * What each filter asks of a row `x`. Every one has an index (migration 0047 and those before). Ranges and words
 * hold for few rows or for nearly all: the database has to see them to know which way is short.
 */
export const ORDER_CONDITIONS: { readonly [Name in keyof OrderFilter]-?: Condition<OrderFilter[Name]> } = {
  number: { values: given, types: ["text"], sql: (ask, value) => sql`x.id IN (${numbered(ask, value)})` },
  poNumber: { values: given, types: ["text"], sql: (_, value) => isKey(sql`x.po_number`, value) },
  customerId: { values: given, types: ["uuid"], sql: (_, value) => sql`x.customer_id = ${value}::uuid` },
  channel: isWord(sql`x.channel`),
  status: isWord(sql`x.status`),
  fulfillmentStatus: isWord(sql`x.fulfillment_status`),
  returnStatus: isWord(sql`x.return_status`),
  executionSync: isWord(sql`x.execution_sync`),
  placedFrom: {
    values: instant,
    types: ["timestamptz"],
    sql: (_, value) => sql`x.placed_at >= ${value}::timestamptz`,
  },
  placedTo: {
    values: instant,
    types: ["timestamptz"],
    sql: (_, value) => sql`x.placed_at < ${value}::timestamptz`,
  },
  updatedFrom: {
    ...{ values: instant, types: ["timestamptz"], byValue: true },
    sql: (_, value) => sql`x.updated_at >= ${value}::timestamptz`,
  },
  updatedTo: {
    ...{ values: instant, types: ["timestamptz"], byValue: true },
    sql: (_, value) => sql`x.updated_at < ${value}::timestamptz`,
  },
  promisedFrom: {
    ...{ values: given, types: ["date"], byValue: true },
    sql: (_, value) => sql`${PROMISED} >= ${value}::date AND ${PROMISED} < 'infinity'`,
  },
  promisedBefore: {
    ...{ values: given, types: ["date"], byValue: true },
    sql: (_, value) => sql`${PROMISED} < ${value}::date`,
  },
  slipDaysMin: {
    ...{ values: written, types: ["int"], byValue: true },
    sql: (_, value) => sql`${SLIP} >= ${value}::int`,
  },
  slipDaysMax: {
    ...{ values: written, types: ["int"], byValue: true },
    sql: (_, value) => sql`${SLIP} <= ${value}::int AND ${SLIP} > -2147483648`,
  },
  shipToText: {
    ...{ values: given, types: ["text"], byValue: true },
    sql: (_, value) => sql`search_vector(ship_to_text(x.ship_to)) @@ search_query(${value})`,
  },
  shipToCity: {
    ...{ values: given, types: ["text"] },
    sql: (_, value) => isKey(sql`x.ship_to->>'city'`, value),
  },
  shipToPostalCode: {
    ...{ values: given, types: ["text"] },
    sql: (_, value) => isKey(sql`x.ship_to->>'postalCode'`, value),
  },
  shipToCountry: {
    ...{ values: (value) => [value.trim().toUpperCase()], types: ["text"] },
    sql: (_, value) => sql`upper(x.ship_to->>'country') = ${value}`,
  },
  trackingNumber: {
    ...{ values: given, types: ["text"] },
    sql: (ask, value) => sql`x.id IN (
      SELECT parcel.order_id FROM ${ask.of("shipments")} parcel WHERE ${isKey(sql`parcel.tracking_number`, value)}
      UNION ALL
      SELECT back.order_id FROM ${ask.of("returns")} back WHERE ${isKey(sql`back.tracking_number`, value)})`,
  },
  customField: holdsCustom,
};

/** As their indexes have them. */
const PROMISED = sql`coalesce(x.promised_date, 'infinity'::date)`;
const SLIP = sql`coalesce(x.slip_days, -2147483648)`;

/** The same number, whatever its case, blanks and signs. What holds no letter and no digit is none. */
export const isKey = (column: Sql, value: unknown): Sql =>
  sql`search_key(${column}) = nullif(search_key(${value}), '')`;

/** Ids of the orders that a system knows by this number. */
const numbered = (ask: Pick<Ask, "of">, value: unknown): Sql => sql`
  SELECT o.id FROM ${ask.of("orders")} o WHERE ${isKey(sql`o.number`, value)}
  UNION ALL SELECT o.id FROM ${ask.of("orders")} o WHERE ${isKey(sql`o.external_number`, value)}
  UNION ALL SELECT o.id FROM ${ask.of("orders")} o WHERE ${isKey(sql`o.external_id`, value)}
  UNION ALL SELECT o.id FROM ${ask.of("orders")} o WHERE ${isKey(sql`o.po_number`, value)}
  UNION ALL SELECT work.order_id FROM ${ask.of("fulfillment_orders")} work WHERE ${isKey(sql`work.external_id`, value)}`;
