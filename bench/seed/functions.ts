import { sqlArray, type WordList, wordsOf } from "./words.js";

/** Every order was placed in the year before this instant, the same in every seed. */
export const SEED_END = "2026-06-01T00:00:00Z";
const SEED_DAYS = 365;

/** One word of a list, the same for the same number and salt. */
export const word = (list: WordList, number: string, salt: number): string =>
  `(${sqlArray(list)})[1 + pg_temp.dice(${number}, ${salt}, ${wordsOf(list).length})]`;

/** One part of a word that has several, such as a city's postal code. */
const part = (list: WordList, number: string, salt: number, at: number): string =>
  `split_part(${word(list, number, salt)}, ',', ${at})`;

/**
 * Small functions that make everything of a number: the same customer, order or parcel each time.
 * They live in the session, so the seeded database holds nothing but the hub's own tables.
 */
export const SEED_FUNCTIONS: readonly string[] = [
  `CREATE FUNCTION pg_temp.dice(number bigint, salt int, sides int) RETURNS int IMMUTABLE LANGUAGE sql AS
   'SELECT ((hashint8extended($1, $2) & 9223372036854775807) % $3)::int'`,
  // Ids carry their time in front, as the hub's own do, so that they fill an index from one end.
  `CREATE FUNCTION pg_temp.id(kind text, number bigint, at timestamptz) RETURNS uuid IMMUTABLE LANGUAGE sql AS
   'SELECT (lpad(to_hex((extract(epoch FROM $3) * 1000)::bigint), 12, ''0'') || ''7'' || substr(md5($1 || $2), 1, 3)
            || ''8'' || substr(md5($1 || $2), 4, 15))::uuid'`,
  `CREATE FUNCTION pg_temp.placed(number bigint, total bigint) RETURNS timestamptz IMMUTABLE LANGUAGE sql AS
   'SELECT timestamptz ''${SEED_END}'' - interval ''${SEED_DAYS} days'' * (($2 - $1 + 1)::float8 / ($2 + 1))'`,
  `CREATE FUNCTION pg_temp.is_person(customer bigint) RETURNS boolean IMMUTABLE LANGUAGE sql AS
   'SELECT pg_temp.dice($1, 1, 10) < 7'`,
  body("family(customer bigint)", `${word("stem", "$1", 2)} || ${word("ending", "$1", 3)}`),
  body(
    "name(customer bigint)",
    `CASE WHEN pg_temp.is_person($1) THEN ${word("given", "$1", 4)} || ' ' || pg_temp.family($1)
     ELSE pg_temp.family($1) || ' ' || ${word("trade", "$1", 5)} || ' ' || ${word("legal", "$1", 6)} END`,
  ),
  body(
    "email(customer bigint)",
    `CASE WHEN pg_temp.is_person($1) THEN lower(${word("given", "$1", 4)} || '.' || pg_temp.family($1)) || $1
       || '@post' || pg_temp.dice($1, 7, 2000) || '.example'
     ELSE 'orders@' || lower(pg_temp.family($1)) || $1 || '.example' END`,
  ),
  body(
    "address(customer bigint, recipient text)",
    `jsonb_build_object('recipient', $2, 'department', NULL,
       'lines', jsonb_build_array(${word("street", "$1", 8)} || ' ' || (1 + pg_temp.dice($1, 9, 180))),
       'city', ${part("city", "$1", 10, 1)}, 'region', NULL, 'postalCode', ${part("city", "$1", 10, 2)},
       'country', ${part("city", "$1", 10, 3)}, 'phone', NULL)`,
    "jsonb",
  ),
  body("sku(line bigint)", part("goods", "$1", 11, 1)),
  body("goods(line bigint)", part("goods", "$1", 11, 2)),
  body("price(line bigint)", `${part("goods", "$1", 11, 3)}::numeric`, "numeric"),
];

function body(signature: string, expression: string, returns = "text"): string {
  return `CREATE FUNCTION pg_temp.${signature} RETURNS ${returns} IMMUTABLE LANGUAGE sql AS $body$ SELECT ${expression} $body$`;
}
