import type { Looked, SearchField, SearchHit, SearchKind } from "../../domain/search.js";
import type { Ask } from "./ask.js";
import { all, type Sql, sql } from "./sql.js";

/** What a viewer may look into. */
export interface SearchScope {
  readonly kinds: readonly SearchKind[];
  /** Which fields of customers; those that are masked to the viewer are not among them. */
  readonly customerFields: readonly SearchField[];
}

/** So many of each field are looked at. Whoever finds more types more. */
const HITS_MAX = 100;
/** A number is looked for by its beginning from this length on; shorter ones have to be whole. */
const PREFIX_LENGTH_MIN = 3;

export function searchReads(ask: Ask) {
  return {
    /**
     * Everything that answers to what was typed: each field by an index of its own, and so many of each that the
     * cost is the same however much there is.
     */
    async searchHits(looked: Looked, scope: SearchScope): Promise<SearchHit[]> {
      const branches = [
        ...NUMBERS.filter(({ kind }) => scope.kinds.includes(kind)).map((one) => byNumber(ask, one, looked)),
        ...(scope.kinds.includes("CUSTOMER")
          ? scope.customerFields.flatMap((field) => byCustomerField(ask, field, looked) ?? [])
          : []),
      ];
      const [first, ...rest] = branches;
      if (first === undefined) return [];
      const union = rest.reduce((left, right) => sql`${left} UNION ALL (${right})`, sql`(${first})`);
      return ask.rows<SearchHit>(union);
    },
  };
}

interface NumberField {
  readonly kind: "ORDER" | "RETURN" | "CASE";
  readonly field: SearchField;
  /** Rows `x` with the number, and the row `found` that it leads to. */
  readonly from: (ask: Ask) => Sql;
  readonly number: Sql;
}

const orders = (ask: Ask): Sql => sql`${ask.of("orders")} x`;
const returns = (ask: Ask): Sql => sql`${ask.of("returns")} x`;

const cases = (ask: Ask): Sql => sql`${ask.of("cases")} x`;

const NUMBERS: readonly NumberField[] = [
  { kind: "ORDER", field: "ORDER_NUMBER", from: orders, number: sql`x.number` },
  { kind: "ORDER", field: "SOURCE_NUMBER", from: orders, number: sql`x.external_number` },
  { kind: "ORDER", field: "SOURCE_ID", from: orders, number: sql`x.external_id` },
  { kind: "ORDER", field: "PO_NUMBER", from: orders, number: sql`x.po_number` },
  {
    ...{ kind: "ORDER", field: "EXECUTION_NUMBER", number: sql`x.external_id` },
    from: (ask) => sql`${ask.of("fulfillment_orders")} x`,
  },
  {
    ...{ kind: "ORDER", field: "TRACKING_NUMBER", number: sql`x.tracking_number` },
    from: (ask) => sql`${ask.of("shipments")} x`,
  },
  { kind: "RETURN", field: "RETURN_NUMBER", from: returns, number: sql`x.number` },
  { kind: "RETURN", field: "RETURN_TRACKING_NUMBER", from: returns, number: sql`x.tracking_number` },
  { kind: "CASE", field: "CASE_NUMBER", from: cases, number: sql`x.number` },
];

/** The first of the rows whose number begins like this, in the order of the numbers. */
function byNumber(ask: Ask, { kind, field, from, number }: NumberField, { text }: Looked): Sql {
  const key = sql`search_key(${number})`;
  const asked = sql`search_key(${text})`;
  const begins = sql`${key} LIKE ${asked} || CASE WHEN length(${asked}) >= ${PREFIX_LENGTH_MIN} THEN '%' ELSE '' END`;
  const isParts = field === "EXECUTION_NUMBER" || field === "TRACKING_NUMBER";
  const at = kind === "ORDER" ? sql`x.placed_at` : sql`x.opened_at`;
  const [id, when] = isParts
    ? [sql`x.order_id`, sql`(SELECT o.placed_at FROM ${ask.of("orders")} o WHERE o.id = x.order_id)`]
    : [sql`x.id`, at];
  return sql`
    SELECT ${kind}::text AS kind, ${id} AS id, ${field}::text AS field, ${key} = ${asked} AS "isExact", ${when} AS at
    FROM ${from(ask)} WHERE ${all([begins, sql`${asked} <> ''`])}
    ORDER BY ${key} USING ~<~ LIMIT ${HITS_MAX}`;
}

/** Customers that answer to it by one of their fields; null if what was typed is nothing of that kind. */
function byCustomerField(ask: Ask, field: SearchField, { text, email, phone }: Looked): Sql | null {
  const queries: Partial<Record<SearchField, Sql | null>> = {
    CUSTOMER_NAME: sql`search_query_in('n', ${text})`,
    CUSTOMER_CODE: sql`search_begins('c', search_key(${text}))`,
    EMAIL: email === null ? null : sql`search_begins('e', ${email})`,
    PHONE: phone === null ? null : sql`search_begins('p', ${phone})`,
  };
  const query = queries[field] ?? null;
  if (query === null) return null;
  const whole: Partial<Record<SearchField, Sql>> = {
    CUSTOMER_NAME: sql`EXISTS (SELECT 1 FROM jsonb_array_elements_text(x.search_fields->'names') AS one (name)
      WHERE search_key(one.name) = search_key(${text}))`,
    CUSTOMER_CODE: sql`customer_search(x.search_fields) @@ search_is('c', search_key(${text}))`,
    EMAIL: sql`customer_search(x.search_fields) @@ search_is('e', ${email ?? ""})`,
  };
  return sql`
    SELECT 'CUSTOMER' AS kind, x.id, ${field}::text AS field, ${whole[field] ?? sql`TRUE`} AS "isExact", x.created_at AS at
    FROM ${ask.of("customers")} x
    WHERE x.merged_into IS NULL AND customer_search(x.search_fields) @@ ${query} LIMIT ${HITS_MAX}`;
}
