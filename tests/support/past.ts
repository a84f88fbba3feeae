import { randomUUID } from "node:crypto";
import type { PartyStatement } from "../../src/domain/party.js";
import type { ConnectionSide } from "../../src/domain/vocabulary.js";
import { workFacts } from "../../src/flows/work/work-facts.js";
import { STAGES } from "../../src/jobs/stages.js";
import { writeFacts } from "../../src/store/outbox.js";
import { select } from "../../src/store/rows.js";
import { keepStatements } from "../../src/store/writes/party.js";
import type { ApiWorld } from "./api-world.js";

/** Noon of a day of the tests' month; a half is midnight after it. */
export const day = (number: number): Date => new Date(Date.UTC(2026, 2, 1, 12) + (number - 1) * 86_400_000);

/** Things that happened on earlier days, written as the hub writes them, with the days changed afterwards. */
export function past(world: ApiWorld) {
  const { hub, insert, store } = world;
  const rows = <T>(sql: string, parameters: readonly unknown[] = []) =>
    select<T>(store.pool, sql, parameters);
  const messages = new Map<string, string>();

  async function messageOf(connectionId: string): Promise<string> {
    const known = messages.get(connectionId);
    if (known !== undefined) return known;
    const id = randomUUID();
    await insert("inbound_messages", {
      ...{
        id,
        connectionId,
        deliveryId: id,
        sha256: id,
        contentType: "text/plain",
        fileName: null,
        headers: {},
      },
      ...{ body: Buffer.from(connectionId), receivedAt: day(1), status: "APPLIED", issues: [], result: null },
    });
    messages.set(connectionId, id);
    return id;
  }

  /** A source states a party on some day, and the engine decides whose it is on the same day; the answer is the record. */
  async function stated(
    connectionId: string,
    channel: ConnectionSide,
    on: number,
    party: PartyStatement,
  ): Promise<string> {
    const messageId = await messageOf(connectionId);
    const statement = { connectionId, channel, party, statedAt: day(on), messageId };
    const recordId = await store.transaction(async (tx) => {
      const [kept] = await keepStatements(tx, [statement]);
      if (kept === undefined) throw new Error("nothing was kept");
      await writeFacts(tx, [{ kind: "PartyStated", subjectId: kept.recordId, key: null }]);
      return kept.recordId;
    });
    while ((await workFacts(hub, "PartyStated", STAGES.PartyStated.work, 10)) > 0);
    await rows("UPDATE decisions SET decided_at = $2 WHERE source_record_id = $1 RETURNING id", [
      recordId,
      day(on),
    ]);
    return recordId;
  }

  const customerOf = async (recordId: string): Promise<string> =>
    (
      await rows<{ id: string }>("SELECT customer_id AS id FROM memberships WHERE source_record_id = $1", [
        recordId,
      ])
    )[0]?.id ?? "";

  /** An act by a steward, and the records it moves from one customer to another. */
  async function act(
    on: number,
    decision: {
      kind: string;
      customerId: string;
      otherCustomerId?: string;
      reverses?: string;
      details?: object;
    },
    moving: readonly string[] = [],
    to = decision.customerId,
  ): Promise<string> {
    const id = randomUUID();
    await insert("decisions", {
      ...{ id, actor: "stefan", score: null, evidence: [], decidedAt: day(on), details: {} },
      ...decision,
    });
    const [{ seq = "" } = {}] = await rows<{ seq: string }>("SELECT seq FROM decisions WHERE id = $1", [id]);
    for (const sourceRecordId of moving) {
      await insert("membership_moves", {
        ...{ sourceRecordId, seq, decisionId: id, movedAt: day(on) },
        ...{ fromCustomerId: await customerOf(sourceRecordId), toCustomerId: to },
      });
      await rows(
        "UPDATE memberships SET customer_id = $2, decision_id = $3 WHERE source_record_id = $1 RETURNING customer_id",
        [sourceRecordId, to, id],
      );
    }
    return id;
  }

  const called = (id: string, mergedInto: string | null) =>
    rows("UPDATE customers SET merged_into = $2 WHERE id = $1 RETURNING id", [id, mergedInto]);

  return {
    ...{ rows, stated, customerOf, act },
    /** Makes the one customer part of the other. */
    async merged(on: number, survivor: string, ceased: string, moving: readonly string[]): Promise<string> {
      const id = await act(on, { kind: "MERGE", customerId: survivor, otherCustomerId: ceased }, moving);
      await called(ceased, survivor);
      return id;
    },
    /** Undoes that: these records go back. */
    async unmerged(on: number, reverses: string, survivor: string, back: string, moving: readonly string[]) {
      await called(back, null);
      return act(
        on,
        { kind: "UNMERGE", customerId: survivor, otherCustomerId: back, reverses },
        moving,
        back,
      );
    },
    pinned: (on: number, customerId: string, attribute: string, value: unknown) =>
      act(on, { kind: "PIN", customerId, details: { attribute, value } }),
    /** Builds the golden records anew, as the hub does after each act. */
    async rebuilt(...customerIds: string[]): Promise<void> {
      await store.transaction((tx) =>
        writeFacts(
          tx,
          customerIds.map((subjectId) => ({ kind: "CustomerChanged" as const, subjectId, key: null })),
        ),
      );
      while ((await workFacts(hub, "CustomerChanged", STAGES.CustomerChanged.work, 50)) > 0);
    },
  };
}
export type Past = ReturnType<typeof past>;
