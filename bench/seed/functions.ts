import { sqlArray, type WordList, wordsOf } from "./words.js";

/** Where the drafts and functions live while the seed is made; it is gone afterwards. */
export const DRAFT = "seed_draft";

/** Every order was placed in the year before this instant, the same in every seed. */
const SEED_END = "2026-06-01T00:00:00Z";
const SEED_DAYS = 365;

/** One word of a list, the same for the same number and salt. */
export const word = (list: WordList, number: string, salt: number): string =>
  `(${sqlArray(list)})[1 + ${DRAFT}.dice(${number}, ${salt}, ${wordsOf(list).length})]`;

/** One part of a word that has several, such as a city's postal code. */
const part = (list: WordList, number: string, salt: number, at: number): string =>
  `split_part(${word(list, number, salt)}, ',', ${at})`;

const made = (signature: string, returns: string, expression: string): string =>
  `CREATE FUNCTION ${DRAFT}.${signature} RETURNS ${returns} IMMUTABLE PARALLEL SAFE LANGUAGE sql
   AS $body$ SELECT ${expression} $body$`;

/** Small functions that make everything of a number: the same customer, order or parcel each time. */
export const SEED_FUNCTIONS: readonly string[] = [
  made(
    "dice(number bigint, salt int, sides int)",
    "int",
    "((hashint8extended($1, $2) & 9223372036854775807) % $3)::int",
  ),
  // Ids carry their time in front, as the hub's own do, so that they fill an index from one end.
  made(
    "id(kind text, number bigint, at timestamptz)",
    "uuid",
    `overlay(overlay(lpad(to_hex((extract(epoch FROM $3) * 1000)::bigint), 12, '0') || md5($1 || $2)
       PLACING '7' FROM 13 FOR 1) PLACING '8' FROM 17 FOR 13)::uuid`,
  ),
  made(
    "placed_at(number bigint, total bigint)",
    "timestamptz",
    `timestamptz '${SEED_END}' - interval '${SEED_DAYS} days' * (($2 - $1 + 1)::float8 / ($2 + 1))`,
  ),
  made("is_person(customer bigint)", "boolean", `${DRAFT}.dice($1, 1, 10) < 7`),
  made("family(customer bigint)", "text", `${word("stem", "$1", 2)} || ${word("ending", "$1", 3)}`),
  made(
    "name(customer bigint)",
    "text",
    `CASE WHEN ${DRAFT}.is_person($1) THEN ${word("given", "$1", 4)} || ' ' || ${DRAFT}.family($1)
     ELSE ${DRAFT}.family($1) || ' ' || ${word("trade", "$1", 5)} || ' ' || ${word("legal", "$1", 6)} END`,
  ),
  made(
    "email(customer bigint)",
    "text",
    `CASE WHEN ${DRAFT}.is_person($1) THEN lower(${word("given", "$1", 4)} || '.' || ${DRAFT}.family($1)) || $1
       || '@post' || ${DRAFT}.dice($1, 7, 2000) || '.example'
     ELSE 'orders@' || lower(${DRAFT}.family($1)) || $1 || '.example' END`,
  ),
  made(
    "address(customer bigint, recipient text)",
    "jsonb",
    `jsonb_build_object('recipient', $2, 'department', NULL,
       'lines', jsonb_build_array(${word("street", "$1", 8)} || ' ' || (1 + ${DRAFT}.dice($1, 9, 180))),
       'city', ${part("city", "$1", 10, 1)}, 'region', NULL, 'postalCode', ${part("city", "$1", 10, 2)},
       'country', ${part("city", "$1", 10, 3)}, 'phone', NULL)`,
  ),
  made("sku(line bigint)", "text", part("goods", "$1", 11, 1)),
  made("goods(line bigint)", "text", part("goods", "$1", 11, 2)),
  made("price(line bigint)", "numeric", `${part("goods", "$1", 11, 3)}::numeric`),
];
