// What a late report shows of a return changes its cause, and its history says so.
import type { MigrationInterface, QueryRunner } from "typeorm";

const ACTS = `'REQUEST', 'OPEN', 'APPROVE', 'DECLINE', 'CANCEL', 'ATTACH_LABEL', 'DISPATCH', 'CARRIER_DELIVERED',
  'RECEIVE', 'INSPECT', 'RESOLVE', 'TAKE_BACK', 'REOPEN', 'ANNOUNCE', 'FOLLOW_CUSTOMER'`;

const constrain = (acts: string): string => `
  ALTER TABLE return_events DROP CONSTRAINT return_events_act;
  ALTER TABLE return_events ADD CONSTRAINT return_events_act CHECK (act IN (${acts}));`;

export class CausesFoundAnew1700000000061 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(constrain(`${ACTS}, 'FIND_CAUSE'`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM return_events WHERE act = 'FIND_CAUSE'; ${constrain(ACTS)}`);
  }
}
