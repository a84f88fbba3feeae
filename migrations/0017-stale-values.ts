// Goods that would leave in another quantity or at another price than the order says diverge like an address does.
import type { MigrationInterface, QueryRunner } from "typeorm";

export class StaleValues1700000000017 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE ship_to_divergences
        ADD COLUMN aspect text NOT NULL DEFAULT 'SHIP_TO',
        ADD COLUMN line_number text,
        ADD COLUMN expected_value text,
        ADD COLUMN found_value text,
        ALTER COLUMN found DROP NOT NULL,
        ADD CONSTRAINT ship_to_divergences_aspect CHECK (aspect IN ('SHIP_TO', 'QUANTITY', 'PRICE'));
      ALTER TABLE ship_to_divergences ALTER COLUMN aspect DROP DEFAULT;
      ALTER TABLE facts DROP CONSTRAINT facts_kind, ADD CONSTRAINT facts_kind CHECK (kind IN (
          'MessageReceived', 'ScanReceived', 'PartyStated', 'EvidenceArrived', 'CustomerChanged',
          'OrderReady', 'OrderChangeRequested', 'ShipToDiverged', 'WorkOrderMoved',
          'ParcelEscaped', 'HoldReleased', 'SourceChanged', 'AnswerDue', 'DocumentWritten'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM facts WHERE kind IN ('WorkOrderMoved', 'ParcelEscaped');
      ALTER TABLE facts DROP CONSTRAINT facts_kind, ADD CONSTRAINT facts_kind CHECK (kind IN (
          'MessageReceived', 'ScanReceived', 'PartyStated', 'EvidenceArrived', 'CustomerChanged',
          'OrderReady', 'OrderChangeRequested', 'ShipToDiverged', 'HoldReleased', 'SourceChanged',
          'AnswerDue', 'DocumentWritten'));
      DELETE FROM ship_to_divergences WHERE aspect <> 'SHIP_TO';
      ALTER TABLE ship_to_divergences DROP COLUMN aspect, DROP COLUMN line_number, DROP COLUMN expected_value,
        DROP COLUMN found_value, ALTER COLUMN found SET NOT NULL;
    `);
  }
}
