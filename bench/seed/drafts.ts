import { DRAFT } from "./functions.js";

/** Channels a customer is known through, one record each; the place in this list is the record's place. */
export const SEED_CONNECTIONS = [
  { id: "partner-shop", connector: "standard-webhooks", side: "WEB", code: "'PS-' || (100000 + c)" },
  { id: "sales-desk", connector: "order-file", side: "SALES_DESK", code: "'D-' || (100000 + c)" },
  { id: "call-center", connector: "call-center", side: "CALL_CENTER", code: "NULL" },
] as const;

export interface SeedSize {
  readonly orders: number;
  readonly customers: number;
  readonly records: number;
}

const ORDERS_PER_CUSTOMER = 4;

export function seedSize(orders: number): SeedSize {
  const customers = Math.max(1, Math.floor(orders / ORDERS_PER_CUSTOMER));
  return { orders, customers, records: customers * SEED_CONNECTIONS.length };
}

const byPlace = (what: (one: (typeof SEED_CONNECTIONS)[number]) => string): string =>
  `CASE place ${SEED_CONNECTIONS.map((one, at) => `WHEN ${at} THEN ${what(one)}`).join(" ")} END`;

/**
 * What the seed is made of: `people` has one row a customer, `stated` one a record, `placed` one an
 * order. Record r is of customer r % customers, and its first order is order r. The third record of a
 * customer was taken down on the phone: capitals, no e-mail address, no code.
 */
export function draftSql({ orders, customers, records }: SeedSize): string[] {
  return [
    `CREATE UNLOGGED TABLE ${DRAFT}.people AS
     SELECT c, ${DRAFT}.is_person(c) AS person, name, ${DRAFT}.email(c) AS email, ${DRAFT}.address(c, name) AS address,
            ${DRAFT}.id('customer', c, ${DRAFT}.placed_at(c, ${orders})) AS id
       FROM (SELECT c, ${DRAFT}.name(c) AS name FROM generate_series(0, ${customers - 1}) AS c OFFSET 0) AS named`,
    `ANALYZE ${DRAFT}.people`,
    `CREATE UNLOGGED TABLE ${DRAFT}.stated AS
     SELECT r, c, place, ${byPlace(({ id }) => `'${id}'`)} AS connection_id, ${byPlace(({ side }) => `'${side}'`)} AS channel,
            ${DRAFT}.id('record', r, at) AS id, ${DRAFT}.id('message', r, at) AS message_id, at, customer_id, code,
            jsonb_build_object('code', code, 'otherCodes', '[]'::jsonb,
              'kind', CASE WHEN place = 0 THEN CASE WHEN person THEN 'PERSON' ELSE 'ORGANIZATION' END END,
              'name', CASE WHEN place = 2 THEN upper(name) ELSE name END,
              'department', CASE WHEN place = 1 AND NOT person THEN 'Einkauf' END, 'contactName', NULL,
              'emails', CASE WHEN place = 2 THEN '[]'::jsonb ELSE jsonb_build_array(email) END,
              'phones', CASE WHEN place = 0 THEN '[]'::jsonb ELSE jsonb_build_array('+49 821 ' || 1000000 + c) END,
              'taxId', NULL, 'address', address) AS party
       FROM (SELECT r, r / ${customers} AS place, ${DRAFT}.placed_at(r, ${orders}) AS at, p.id AS customer_id, p.*,
                    ${byPlace(({ code }) => code).replace("CASE place", `CASE r / ${customers}`)} AS code
               FROM generate_series(0, ${records - 1}) AS r JOIN ${DRAFT}.people p ON p.c = r % ${customers} OFFSET 0
            ) AS drawn (r, place, at, customer_id, c, person, name, email, address, own_id, code)`,
    `CREATE INDEX ON ${DRAFT}.stated (c)`,
    `ANALYZE ${DRAFT}.stated`,
    `CREATE UNLOGGED TABLE ${DRAFT}.placed AS
     SELECT n, ${DRAFT}.id('order', n, drawn.at) AS id, ${DRAFT}.id('message', n, drawn.at) AS message_id, drawn.at,
            s.connection_id, s.channel, s.id AS record_id, s.customer_id, p.name, p.email, p.address,
            1 + ${DRAFT}.dice(n, 20, 5) AS lines, n > ${orders} * 0.97 AS recent
       FROM (SELECT n, ${DRAFT}.placed_at(n, ${orders}) AS at,
                    CASE WHEN n < ${records} THEN n ELSE ${DRAFT}.dice(n, 21, ${records}) END AS r
               FROM generate_series(0, ${orders - 1}) AS n OFFSET 0) AS drawn
       JOIN ${DRAFT}.stated s USING (r) JOIN ${DRAFT}.people p ON p.c = s.c ORDER BY n`,
    `ANALYZE ${DRAFT}.placed`,
  ];
}
