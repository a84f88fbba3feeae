// Carriers report on parcels through connections of their own: they neither sell nor execute.
import type { MigrationInterface, QueryRunner } from "typeorm";

const SIDES = ["SALES_DESK", "CALL_CENTER", "FAX", "EMAIL", "WEB", "EDI", "EXECUTION"];

export class Carriers1700000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await allow(runner, [...SIDES, "CARRIER"]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await allow(runner, SIDES);
  }
}

async function allow(runner: QueryRunner, sides: readonly string[]): Promise<void> {
  const list = sides.map((side) => `'${side}'`).join(", ");
  await runner.query("ALTER TABLE connections DROP CONSTRAINT connections_side");
  await runner.query(`ALTER TABLE connections ADD CONSTRAINT connections_side CHECK (side IN (${list}))`);
}
