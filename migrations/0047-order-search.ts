// What people look orders up by is found by an index each, and the days an order is promised and expected for are kept with it.
import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * A number as it is compared: without case, blanks and signs. These functions are bound to what they call when they
 * are made, because an index is built and checked without any schema to look them up in.
 */
const SEARCH_KEY = `
  CREATE FUNCTION search_key(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN upper(regexp_replace(normalize(left(value, 200), NFKC), '[^[:alnum:]]+', '', 'g'));`;

/** Letters of scripts that are written without blanks: Han, Japanese, Korean. */
const DENSE = "\\u3040-\\u30ff\\u3400-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff";
/**
 * The words of a text: runs of letters and digits in lower case; scripts without blanks as pairs of letters and
 * their last letter, so that any part of a name leads to it. Most texts hold none of those and are split by the
 * server itself, twenty times as fast. What nobody looks for, beyond 2,000 letters or in a word of 100, is left out.
 * Accents do not count, because people leave them out: Müller is found as Muller, Łódź as lodz.
 */
const SEARCH_WORDS = `
  CREATE FUNCTION search_plain(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN octet_length(value) = length(value) THEN lower(left(value, 2000))
      ELSE translate(replace(normalize(regexp_replace(normalize(lower(left(value, 2000)), NFKD), '[\\u0300-\\u036f]+', '', 'g'), NFKC),
        'ß', 'ss'), 'łøđðı', 'loddi') END;
  CREATE FUNCTION search_words(value text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT coalesce(array_agg(DISTINCT left(part.word, 100)), '{}') FROM (
      SELECT run[1] AS text, run[1] ~ '^[${DENSE}]' AS dense
        FROM regexp_matches(regexp_replace(search_plain(value), '([${DENSE}]+)', ' \\1 ', 'g'), '[[:alnum:]]+', 'g') AS run
    ) runs CROSS JOIN LATERAL (
      SELECT runs.text AS word WHERE NOT runs.dense
      UNION ALL
      SELECT substr(runs.text, at, 2) FROM generate_series(1, length(runs.text)) AS at WHERE runs.dense
    ) part);
  CREATE FUNCTION search_vector(value text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN value ~ '[${DENSE}]' THEN array_to_tsvector(search_words(value))
      ELSE strip(to_tsvector('simple', regexp_replace(search_plain(value), '[^[:alnum:]]+', ' ', 'g'))) END;
  -- Each word of what is looked for begins a word of what is found.
  CREATE FUNCTION search_query(value text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT coalesce(string_agg(quote_literal(word) || ':*', ' & '), '') FROM unnest(tsvector_to_array(search_vector(value))) AS word)::tsquery;
  CREATE FUNCTION ship_to_text(ship_to jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN coalesce(ship_to->>'recipient', '') || ' ' || coalesce(ship_to->>'department', '') || ' ' ||
           coalesce(ship_to->>'lines', '') || ' ' || coalesce(ship_to->>'city', '') || ' ' ||
           coalesce(ship_to->>'region', '') || ' ' || coalesce(ship_to->>'postalCode', '');`;

/**
 * The day an order was first promised for, the day it is expected by the best word there is, and how many days
 * its latest parcel is late by that. A parcel that has arrived counts by the day it arrived.
 */
const DAYS = `
  ALTER TABLE orders ADD COLUMN promised_date date, ADD COLUMN expected_date date, ADD COLUMN slip_days integer;
  CREATE FUNCTION order_days(of_order uuid, requested date)
    RETURNS TABLE (promised date, expected date, slip integer) LANGUAGE sql STABLE AS $$
    SELECT coalesce(requested, min(parcel.promise)), coalesce(max(parcel.day), requested),
           coalesce(max(parcel.day - parcel.promise), CASE WHEN requested IS NOT NULL THEN 0 END)
      FROM (
        SELECT coalesce((s.delivered_at AT TIME ZONE 'UTC')::date, s.estimated_delivery, requested) AS day,
               coalesce(requested, (
                 SELECT d.day FROM delivery_estimates d LEFT JOIN tracking_events e ON e.id = d.tracking_event_id
                  WHERE d.shipment_id = s.id AND e.corrected_at IS NULL
                  ORDER BY d.stated_at, d.recorded_at, d.id LIMIT 1), s.estimated_delivery) AS promise
          FROM shipments s WHERE s.order_id = of_order AND s.status <> 'CANCELED'
      ) parcel
  $$;
  CREATE FUNCTION orders_days() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'INSERT' THEN
      NEW.promised_date := NEW.requested_date;
      NEW.expected_date := NEW.requested_date;
      NEW.slip_days := CASE WHEN NEW.requested_date IS NOT NULL THEN 0 END;
    ELSIF NEW.requested_date IS DISTINCT FROM OLD.requested_date THEN
      SELECT d.promised, d.expected, d.slip INTO NEW.promised_date, NEW.expected_date, NEW.slip_days
        FROM order_days(NEW.id, NEW.requested_date) d;
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER orders_days BEFORE INSERT OR UPDATE OF requested_date ON orders
    FOR EACH ROW EXECUTE FUNCTION orders_days();
  CREATE FUNCTION shipments_days() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE orders o SET promised_date = d.promised, expected_date = d.expected, slip_days = d.slip
      FROM order_days(NEW.order_id, (SELECT requested_date FROM orders WHERE id = NEW.order_id)) d
     WHERE o.id = NEW.order_id AND (o.promised_date, o.expected_date, o.slip_days)
           IS DISTINCT FROM (d.promised, d.expected, d.slip);
    RETURN NULL;
  END $$;
  CREATE TRIGGER shipments_days AFTER INSERT OR UPDATE OF status, estimated_delivery, delivered_at ON shipments
    FOR EACH ROW EXECUTE FUNCTION shipments_days();
  UPDATE orders o SET promised_date = d.promised, expected_date = d.expected, slip_days = d.slip
    FROM orders known CROSS JOIN LATERAL order_days(known.id, known.requested_date) d WHERE known.id = o.id;`;

/** Each filter with the order in which its rows are listed, each list with the order of its rows. */
const INDEXES = `
  CREATE INDEX orders_fulfillment ON orders (fulfillment_status, placed_at, id);
  CREATE INDEX orders_returning ON orders (return_status, placed_at, id);
  CREATE INDEX orders_channel_placed ON orders (channel, placed_at, id);
  CREATE INDEX orders_updated ON orders (updated_at, id);
  CREATE INDEX orders_promised ON orders (coalesce(promised_date, 'infinity'::date), id);
  CREATE INDEX orders_slip ON orders (coalesce(slip_days, -2147483648), id);
  CREATE INDEX orders_ship_to_country ON orders (upper(ship_to->>'country'), placed_at, id);
  CREATE INDEX orders_ship_to_city ON orders (search_key(ship_to->>'city'), placed_at, id);
  CREATE INDEX orders_ship_to_postal ON orders (search_key(ship_to->>'postalCode'), placed_at, id);
  CREATE INDEX orders_ship_to_words ON orders USING gin (search_vector(ship_to_text(ship_to)));
  CREATE INDEX orders_number_key ON orders (search_key(number) text_pattern_ops);
  CREATE INDEX orders_external_number_key ON orders (search_key(external_number) text_pattern_ops);
  CREATE INDEX orders_external_id_key ON orders (search_key(external_id) text_pattern_ops);
  CREATE INDEX orders_po_number_key ON orders (search_key(po_number) text_pattern_ops);
  CREATE INDEX fulfillment_orders_key ON fulfillment_orders (search_key(external_id) text_pattern_ops);
  CREATE INDEX shipments_tracking_key ON shipments (search_key(tracking_number) text_pattern_ops);
  CREATE INDEX returns_number_key ON returns (search_key(number) text_pattern_ops);
  CREATE INDEX returns_tracking_key ON returns (search_key(tracking_number) text_pattern_ops);`;

export class OrderSearch1700000000047 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SEARCH_KEY);
    await runner.query(SEARCH_WORDS);
    await runner.query(DAYS);
    await runner.query(INDEXES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX returns_tracking_key, returns_number_key, shipments_tracking_key, fulfillment_orders_key,
        orders_po_number_key, orders_external_id_key, orders_external_number_key, orders_number_key,
        orders_ship_to_words, orders_ship_to_postal, orders_ship_to_city, orders_ship_to_country, orders_slip,
        orders_promised, orders_updated, orders_channel_placed, orders_returning, orders_fulfillment;
      DROP TRIGGER shipments_days ON shipments;
      DROP TRIGGER orders_days ON orders;
      DROP FUNCTION shipments_days, orders_days, order_days;
      ALTER TABLE orders DROP COLUMN slip_days, DROP COLUMN expected_date, DROP COLUMN promised_date;
      DROP FUNCTION ship_to_text, search_query, search_vector, search_words, search_plain, search_key;
    `);
  }
}
