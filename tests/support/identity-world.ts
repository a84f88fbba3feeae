import { createHash } from "node:crypto";
import type { FactKind } from "../../src/domain/fact.js";
import type { PartyStatement } from "../../src/domain/party.js";
import type { Hub } from "../../src/flows/work/hub.js";
import { workFacts } from "../../src/flows/work/work-facts.js";
import { STAGES } from "../../src/jobs/stages.js";
import type { Tx } from "../../src/store/database.js";
import { writeFacts } from "../../src/store/outbox.js";
import { select } from "../../src/store/rows.js";
import { openStore } from "../../src/store/store.js";
import { keepMessage } from "../../src/store/writes/arrival.js";
import { saveConnections } from "../../src/store/writes/connection.js";
import { keepStatements, type Statement } from "../../src/store/writes/party.js";
import { freshDatabase } from "./database.js";

/** What a source says of a party, by its connection. */
export interface Said {
  readonly system: string;
  readonly party: PartyStatement;
}

/** What is written with statements; it is told which records they are, and whose. */
export type Along = (
  tx: Tx,
  kept: readonly {
    readonly recordId: string;
    readonly customerId: string | null;
    readonly messageId: string;
  }[],
) => Promise<void>;

export type IdentityWorld = Awaited<ReturnType<typeof identityWorld>>;

const WORKED: readonly FactKind[] = ["PartyStated", "EvidenceArrived"];

/** A hub that is told parties, without orders around them, and decides who they are by its real flows. */
export async function identityWorld(name: string) {
  const database = await freshDatabase(name);
  const store = await openStore(database.url);
  const quiet = (): void => {};
  const complaints: unknown[] = [];
  const complain = (details: unknown): void => void complaints.push(details);
  const hub: Hub = {
    ...{ store, ring: quiet, connection: () => undefined, connections: () => [] },
    log: { info: quiet, warn: complain, error: complain },
  };
  const rows = <T>(sql: string, parameters: readonly unknown[] = []) =>
    select<T>(store.pool, sql, parameters);
  const messages = new Map<string, string>();
  let minute = 0;

  /** The message that everything a connection says is read from. */
  async function messageOf(system: string): Promise<string> {
    const known = messages.get(system);
    if (known !== undefined) return known;
    await saveConnections(store, [{ id: system, connector: "standard-webhooks", side: "WEB", settings: {} }]);
    const body = new TextEncoder().encode(system);
    const sha256 = createHash("sha256").update(body).digest("hex");
    const envelope = { connectionId: system, deliveryId: sha256, sha256, fileName: null, headers: {} };
    const { id } = await keepMessage(
      store.pool,
      { ...envelope, contentType: "text/plain", body },
      "MessageReceived",
    );
    messages.set(system, id);
    return id;
  }

  /**
   * Says it all in this order; the answers are the records. What was said before in the same words is no
   * news. What comes `along` with it is written in the same transaction, as orders are.
   */
  async function say(all: readonly Said[], along: Along = async () => {}): Promise<string[]> {
    const statements: Statement[] = [];
    for (const { system, party } of all) {
      const statedAt = new Date(Date.UTC(2026, 0, 1, 0, minute++));
      const messageId = await messageOf(system);
      statements.push({ connectionId: system, channel: "WEB" as const, party, statedAt, messageId });
    }
    return store.transaction(async (tx) => {
      const kept = await keepStatements(tx, statements);
      const news = kept.filter(({ isNew }) => isNew);
      await writeFacts(
        tx,
        news.map(({ recordId }) => ({ kind: "PartyStated" as const, subjectId: recordId, key: null })),
      );
      await along(
        tx,
        kept.map((one, at) => ({ ...one, messageId: statements[at]?.messageId ?? "" })),
      );
      return kept.map(({ recordId }) => recordId);
    });
  }

  /** Decides whatever waits, and looks again where evidence came late. */
  async function decide(kinds: readonly FactKind[] = WORKED): Promise<void> {
    for (let worked = 1; worked > 0; ) {
      worked = 0;
      for (const kind of kinds) worked += await workFacts(hub, kind, STAGES[kind].work, STAGES[kind].batch);
    }
  }

  return {
    ...{ hub, rows, say, decide, complaints },
    /** Record to customer. */
    async customers(): Promise<Map<string, string>> {
      const found = await rows<{ record: string; customer: string }>(
        "SELECT source_record_id AS record, customer_id AS customer FROM memberships",
      );
      return new Map(found.map(({ record, customer }) => [record, customer]));
    },
    async close(): Promise<void> {
      await store.close();
      await database.drop();
    },
  };
}
