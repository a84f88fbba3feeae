// What customers want besides goods, and how it goes; a customer that moves is offered its cases like its orders.
import type { MigrationInterface, QueryRunner } from "typeorm";

const CASES = `
  CREATE TABLE cases (
    id uuid PRIMARY KEY,
    number text NOT NULL,
    request_key text NOT NULL,
    customer_id uuid CONSTRAINT cases_customer_id REFERENCES customers (id),
    source_record_id uuid NOT NULL CONSTRAINT cases_source_record REFERENCES source_records (id),
    order_id uuid CONSTRAINT cases_order_id REFERENCES orders (id),
    return_id uuid CONSTRAINT cases_return_id REFERENCES returns (id),
    type text NOT NULL,
    phase text NOT NULL,
    status text NOT NULL,
    subject text NOT NULL,
    description text NOT NULL,
    channel text,
    contact jsonb,
    address jsonb,
    opened_by text NOT NULL,
    assignee text,
    resolution text,
    version integer NOT NULL DEFAULT 1,
    opened_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    said_at timestamptz NOT NULL,
    resolved_at timestamptz,
    closed_at timestamptz,
    CONSTRAINT cases_type CHECK (type IN ('COMPLAINT', 'SERVICE_REQUEST', 'INQUIRY', 'SUGGESTION')),
    CONSTRAINT cases_phase CHECK (phase IN ('BEFORE_PURCHASE', 'DURING_PURCHASE', 'AFTER_PURCHASE')),
    CONSTRAINT cases_status CHECK (status IN ('NEW', 'OPEN', 'PENDING_CUSTOMER', 'RESOLVED', 'CLOSED'))
  );
  CREATE UNIQUE INDEX cases_request ON cases (request_key);
  CREATE UNIQUE INDEX cases_number ON cases (number);
  CREATE INDEX cases_number_key ON cases (search_key(number) text_pattern_ops);
  CREATE INDEX cases_opened ON cases (opened_at, id);
  CREATE INDEX cases_updated ON cases (updated_at, id);
  CREATE INDEX cases_customer ON cases (customer_id, opened_at, id);
  CREATE INDEX cases_unended_of_customer ON cases (customer_id, id)
    WHERE status IN ('NEW', 'OPEN', 'PENDING_CUSTOMER', 'RESOLVED');
  CREATE INDEX cases_record ON cases (source_record_id);
  CREATE INDEX cases_order ON cases (order_id, opened_at, id);
  CREATE INDEX cases_return ON cases (return_id, opened_at, id);
  CREATE INDEX cases_open ON cases (opened_at, id) WHERE status IN ('NEW', 'OPEN', 'PENDING_CUSTOMER');
  CREATE INDEX cases_status_opened ON cases (status, opened_at, id);
  CREATE INDEX cases_status_updated ON cases (status, updated_at, id);
  CREATE INDEX cases_type_opened ON cases (type, opened_at, id);
  CREATE INDEX cases_phase_opened ON cases (phase, opened_at, id);
  CREATE INDEX cases_assignee_opened ON cases (assignee, opened_at, id);

  CREATE TABLE case_events (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL CONSTRAINT case_events_case REFERENCES cases (id),
    event_key text NOT NULL,
    act text NOT NULL,
    from_status text,
    to_status text NOT NULL,
    by text NOT NULL,
    actor text NOT NULL,
    internal boolean NOT NULL,
    channel text,
    note text,
    occurred_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT case_events_act CHECK (act IN ('OPEN', 'TAKE', 'ANSWER', 'ASK', 'REPLY', 'NOTE', 'CHANGE', 'RESOLVE',
      'REOPEN', 'CLOSE', 'FOLLOW_CUSTOMER')),
    CONSTRAINT case_events_by CHECK (by IN ('STAFF', 'CUSTOMER', 'HUB'))
  );
  CREATE UNIQUE INDEX case_events_key ON case_events (case_id, event_key);
  CREATE INDEX case_events_recorded ON case_events (case_id, recorded_at, id);`;

/** An offer is about an order, one of its returns, or a case, which may have no order. */
const OFFERS = `
  ALTER TABLE customer_move_offers
    ALTER COLUMN order_id DROP NOT NULL,
    ADD COLUMN case_id uuid CONSTRAINT customer_move_offers_case_id REFERENCES cases (id),
    ADD CONSTRAINT customer_move_offers_of CHECK ((order_id IS NULL) <> (case_id IS NULL));
  CREATE UNIQUE INDEX customer_move_offers_case_once ON customer_move_offers (move_id, case_id)
    WHERE case_id IS NOT NULL;
  CREATE INDEX customer_move_offers_case ON customer_move_offers (case_id) WHERE case_id IS NOT NULL;`;

export class Cases1700000000059 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CASES);
    await runner.query(OFFERS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM customer_move_offers WHERE case_id IS NOT NULL;
      DROP INDEX customer_move_offers_case, customer_move_offers_case_once;
      ALTER TABLE customer_move_offers
        DROP CONSTRAINT customer_move_offers_of,
        DROP COLUMN case_id,
        ALTER COLUMN order_id SET NOT NULL;
      DROP TABLE case_events, cases;
    `);
  }
}
