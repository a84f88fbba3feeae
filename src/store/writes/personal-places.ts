/** Where a person's data lies in one table. In conditions, `customers`, `records`, `orders`, `messages` and `words` stand for lists. */
export interface PersonalPlace {
  readonly table: string;
  /** Rows that belong to the person by ids. */
  readonly rows: string;
  /** Columns that are looked through for the person's own words, in rows that no id leads to. */
  readonly searched?: readonly string[];
  /** What each column becomes; null means that the rows go. What is listed here is what an export shows. */
  readonly becomes: Readonly<Record<string, string>> | null;
  /** Columns that an export shows besides, so that one knows what a value belongs to. */
  readonly named: readonly string[];
}

const NOBODY = `'{"code": null, "otherCodes": [], "kind": null, "name": null, "department": null, "contactName": null,
  "emails": [], "phones": [], "taxId": null, "address": null}'`;
const NOWHERE = `'{"recipient": null, "department": null, "lines": [], "city": null, "region": null, "postalCode": null,
  "country": null, "phone": null}'`;
/** The caller's login stands in keys of requests; they stay unique. */
const hidden = (column: string): string => `'erased:' || md5(${column})`;

/** Cases by whichever id leads to them; the person's words are in what is said in them. */
const OF_THEIRS = "customer_id = ANY(customers) OR order_id = ANY(orders) OR source_record_id = ANY(records)";
const IN_THEIR_CASES = `case_id IN (SELECT id FROM cases WHERE ${OF_THEIRS})`;

/**
 * Every place. Numbers, totals, dates and states of orders stay: books have to add up. Rows come in an order in
 * which what refers to others is done first.
 */
export const PERSONAL_PLACES: readonly PersonalPlace[] = [
  {
    table: "outgoing_documents",
    rows: "order_id = ANY(orders) OR message_id = ANY(messages)",
    becomes: { body: "''", file_name: "'erased'", recipient: "NULL" },
    named: ["id"],
  },
  {
    table: "documents",
    rows: "order_id = ANY(orders) OR message_id = ANY(messages)",
    becomes: { content: "'{}'" },
    named: ["id", "kind"],
  },
  { table: "awaited", rows: "message_id = ANY(messages)", becomes: null, named: ["key"] },
  {
    table: "inbound_messages",
    rows: "id = ANY(messages)",
    becomes: {
      body: "NULL",
      headers: "'{}'",
      file_name: "NULL",
      issues: "'[]'",
      result: "'ERASED'",
      delivery_id: `CASE WHEN strpos(delivery_id, '@') > 0 THEN ${hidden("delivery_id")} ELSE delivery_id END`,
      status: "CASE WHEN duplicate_of IS NULL THEN 'DISCARDED' ELSE status END",
    },
    named: ["id", "received_at"],
  },
  {
    table: "source_record_codes",
    rows: "source_record_id = ANY(records)",
    becomes: null,
    named: ["system", "code"],
  },
  {
    table: "identity_keys",
    rows: "source_record_id = ANY(records)",
    becomes: null,
    named: ["source_record_id"],
  },
  {
    table: "source_records",
    rows: "id = ANY(records)",
    becomes: {
      party: NOBODY,
      features: "NULL",
      source_key: hidden("source_key"),
      content_hash: "'erased'",
    },
    named: ["id", "connection_id"],
  },
  {
    table: "decisions",
    rows: "customer_id = ANY(customers) OR other_customer_id = ANY(customers) OR source_record_id = ANY(records)",
    searched: ["evidence", "details"],
    becomes: { evidence: "'[]'", details: "details - ARRAY['note', 'value']" },
    named: ["id", "kind"],
  },
  {
    table: "customers",
    rows: "id = ANY(customers)",
    becomes: { name: "'erased'", golden: "NULL", search_text: "''", search_fields: "'{}'" },
    named: ["id"],
  },
  {
    table: "orders",
    rows: "id = ANY(orders)",
    becomes: { ship_to: "NULL", note: "NULL", doubts: "'[]'", provenance: "'[]'" },
    named: ["id", "number"],
  },
  {
    table: "order_versions",
    rows: "order_id = ANY(orders)",
    becomes: { was: "was - ARRAY['ship_to', 'note', 'doubts', 'provenance']" },
    named: ["order_id", "until"],
  },
  {
    table: "order_changes",
    rows: "order_id = ANY(orders)",
    becomes: {
      target: "target - ARRAY['shipTo', 'contactName', 'emails', 'phones', 'description']",
      requested_by: "'erased'",
      reason: "NULL",
      request_key: `CASE WHEN request_key LIKE 'api:%' THEN ${hidden("request_key")} ELSE request_key END`,
    },
    named: ["id", "kind"],
  },
  {
    table: "order_change_deliveries",
    rows: "order_change_id IN (SELECT id FROM order_changes WHERE order_id = ANY(orders))",
    becomes: { native_message: "NULL" },
    named: ["id"],
  },
  {
    table: "fulfillment_orders",
    rows: "order_id = ANY(orders)",
    becomes: { ship_to: "NULL", seen: "NULL", native_message: "NULL" },
    named: ["id"],
  },
  { table: "holds", rows: "order_id = ANY(orders)", becomes: { explanation: "'erased'" }, named: ["id"] },
  {
    table: "ship_to_divergences",
    rows: "order_id = ANY(orders)",
    becomes: {
      expected: "NULL",
      found: `CASE WHEN found IS NULL THEN NULL ELSE ${NOWHERE}::jsonb END`,
      found_key: hidden("found_key"),
    },
    named: ["id"],
  },
  { table: "shipments", rows: "order_id = ANY(orders)", becomes: { ship_to: "NULL" }, named: ["id"] },
  {
    table: "tracking_events",
    rows: "shipment_id IN (SELECT id FROM shipments WHERE order_id = ANY(orders))",
    becomes: { description: "NULL", location: "NULL" },
    named: ["id"],
  },
  {
    table: "returns",
    rows: "order_id = ANY(orders)",
    becomes: {
      note: "NULL",
      cause: "NULL",
      cause_details: "NULL",
      decided_because: "NULL",
      resolution_details: "NULL",
      inspections: "'[]'",
      label_url: "NULL",
      send_to: "NULL",
      contact: "NULL",
      requested_by: "'erased'",
      request_key: `CASE WHEN request_key LIKE 'api:%' THEN ${hidden("request_key")} ELSE request_key END`,
    },
    named: ["id", "number"],
  },
  {
    table: "return_events",
    rows: "order_id = ANY(orders)",
    becomes: { note: "NULL", actor: "'erased'" },
    named: ["id", "act"],
  },
  {
    table: "cases",
    rows: OF_THEIRS,
    becomes: {
      subject: "'erased'",
      description: "'erased'",
      contact: "NULL",
      address: "NULL",
      resolution: "NULL",
      opened_by: "'erased'",
      request_key: `CASE WHEN request_key LIKE 'api:%' THEN ${hidden("request_key")} ELSE request_key END`,
    },
    named: ["id", "number", "type", "status"],
  },
  {
    table: "case_events",
    rows: IN_THEIR_CASES,
    becomes: { note: "NULL", actor: "'erased'" },
    named: ["id", "act"],
  },
  {
    table: "differences",
    rows: "order_id = ANY(orders)",
    becomes: { ours: "NULL", theirs: "NULL" },
    named: ["id", "aspect"],
  },
  {
    table: "customer_moves",
    rows: "customer_id = ANY(customers) OR source_record_id = ANY(records)",
    becomes: { before: NOWHERE, after: NOWHERE, move_key: hidden("move_key") },
    named: ["id", "aspect"],
  },
  {
    table: "customer_move_offers",
    rows: `order_id = ANY(orders) OR ${IN_THEIR_CASES}`,
    becomes: { reason: "'erased'" },
    named: ["id", "decision"],
  },
  {
    table: "review_tasks",
    rows: "order_id = ANY(orders) OR customer_id = ANY(customers) OR other_customer_id = ANY(customers)",
    searched: ["title", "details", "resolution"],
    becomes: { title: "'erased'", details: "'{}'", resolution: "NULL" },
    named: ["id", "kind"],
  },
  {
    table: "custom_values",
    rows: `field_id IN (SELECT id FROM custom_fields WHERE is_personal) AND
      (subject_id = ANY(customers) OR subject_id = ANY(orders) OR subject_id IN (SELECT id FROM returns WHERE order_id = ANY(orders)))`,
    becomes: { value: "NULL", filter_key: "NULL", changed_by: "'erased'" },
    named: ["field_id", "subject_id"],
  },
  { table: "order_drafts", rows: "FALSE", searched: ["form"], becomes: null, named: ["form"] },
  {
    table: "idempotency_keys",
    rows: "FALSE",
    searched: ["actor", "key", "outcome"],
    becomes: null,
    named: ["actor", "key", "outcome"],
  },
  {
    table: "facts",
    rows: "subject_id = ANY(messages::text[]) AND error IS NOT NULL",
    searched: ["error"],
    becomes: { error: "'erased'" },
    named: ["id"],
  },
  { table: "streams", rows: "FALSE", searched: ["error"], becomes: { error: "'erased'" }, named: ["name"] },
];
