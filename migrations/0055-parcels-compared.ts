// Parcels are compared with what execution systems hold, and goods of canceled orders that leave are divergences.
import type { MigrationInterface, QueryRunner } from "typeorm";

const FACTS = `'MessageReceived', 'ScanReceived', 'PartyStated', 'EvidenceArrived', 'CustomerChanged', 'CustomerMoved',
  'OrderReady', 'OrderChangeRequested', 'ShipToDiverged', 'WorkOrderMoved', 'ParcelEscaped', 'HoldReleased',
  'SourceChanged', 'AnswerDue', 'DocumentWritten', 'ReturnApproved', 'WebhookDue'`;
const DIFFERENCES = `'MISSING_THERE', 'UNKNOWN_HERE', 'CANCELED', 'STATUS', 'SHIP_TO', 'DATE', 'QUANTITY', 'PRICE'`;
const OF_PARCELS = `'PARCEL_UNKNOWN_HERE', 'PARCEL_MISSING_THERE', 'PARCEL_STATUS', 'PARCEL_CONTENTS', 'PARCEL_TRACKING'`;
const ACTS = `'SEND_ORDER', 'READ_SOURCES', 'READ_AGAIN', 'PROPAGATE', 'ASK_CUSTOMER'`;
/** Carriers had been left out where records say what they came over. */
const SIDES = `'SALES_DESK', 'CALL_CENTER', 'FAX', 'EMAIL', 'WEB', 'EDI', 'EXECUTION'`;
const DIVERGENCES = `'SHIP_TO', 'QUANTITY', 'PRICE'`;

const constrain = (name: string, table: string, column: string, words: string): string => `
  ALTER TABLE ${table} DROP CONSTRAINT ${name};
  ALTER TABLE ${table} ADD CONSTRAINT ${name} CHECK (${column} IN (${words}));`;

export class ParcelsCompared1700000000055 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${constrain("facts_kind", "facts", "kind", `${FACTS}, 'ReadAgain'`)}
      ${constrain("differences_aspect", "differences", "aspect", `${DIFFERENCES}, ${OF_PARCELS}`)}
      ${constrain("differences_proposal", "differences", "proposal", `${ACTS}, 'ASK_WAREHOUSE'`)}
      ${constrain("ship_to_divergences_aspect", "ship_to_divergences", "aspect", `${DIVERGENCES}, 'CANCELED'`)}
      ${constrain("source_records_channel", "source_records", "channel", `${SIDES}, 'CARRIER'`)}
      ALTER TABLE differences ADD COLUMN parcel text;
      DROP INDEX differences_open;
      CREATE UNIQUE INDEX differences_open ON differences
        (connection_id, subject, aspect, COALESCE(line_number, ''), COALESCE(parcel, '')) WHERE settled_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM differences WHERE aspect IN (${OF_PARCELS}) OR proposal = 'ASK_WAREHOUSE';
      DROP INDEX differences_open;
      CREATE UNIQUE INDEX differences_open ON differences (connection_id, subject, aspect, COALESCE(line_number, ''))
        WHERE settled_at IS NULL;
      ALTER TABLE differences DROP COLUMN parcel;
      DELETE FROM ship_to_divergences WHERE aspect = 'CANCELED';
      ${constrain("ship_to_divergences_aspect", "ship_to_divergences", "aspect", DIVERGENCES)}
      ${constrain("differences_proposal", "differences", "proposal", ACTS)}
      ${constrain("differences_aspect", "differences", "aspect", DIFFERENCES)}
      ${constrain("source_records_channel", "source_records", "channel", SIDES)}
      DELETE FROM facts WHERE kind = 'ReadAgain';
      ${constrain("facts_kind", "facts", "kind", FACTS)}
    `);
  }
}
