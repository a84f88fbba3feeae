// What happens to returns is followed like what happens to orders.
import type { MigrationInterface, QueryRunner } from "typeorm";
import { unwatch, watch } from "./event-triggers.js";

export class ReturnEvents1700000000058 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await watch(runner, "returns", "order_id", {
      RETURN_OPENED: { watches: [], word: "status" },
      RETURN_STATUS_CHANGED: { watches: ["status"], word: "status" },
      RETURN_CHANGED: {
        watches: ["carrier", "tracking_number", "label_url", "cause_kind", "send_to"],
        word: null,
      },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await unwatch(runner, "returns");
  }
}
