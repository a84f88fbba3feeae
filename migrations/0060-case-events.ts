// What happens to cases is followed like what happens to orders.
import type { MigrationInterface, QueryRunner } from "typeorm";
import { unwatch, watch } from "./event-triggers.js";

export class CaseEvents1700000000060 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await watch(runner, "cases", "order_id", {
      CASE_OPENED: { watches: [], word: "status" },
      CASE_STATUS_CHANGED: { watches: ["status"], word: "status" },
      CASE_SAID: { watches: ["said_at"], word: null },
      CASE_CHANGED: {
        watches: ["type", "phase", "subject", "order_id", "return_id", "contact", "address", "assignee"],
        word: null,
      },
      CASE_CUSTOMER_CHANGED: { watches: ["customer_id"], word: null },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await unwatch(runner, "cases");
  }
}
