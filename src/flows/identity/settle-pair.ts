import { z } from "zod";
import type { Viewer } from "../../domain/viewer.js";
import type { Tx } from "../../store/database.js";
import { lockVersion } from "../../store/writes/customer.js";
import {
  lockDecider,
  mergeCustomers,
  separateCustomers,
  type WrittenDecision,
} from "../../store/writes/moves.js";
import { currentIds } from "../../store/writes/past.js";
import { done, type Outcome, outdated, refused } from "../acts/outcome.js";
import { type Manner, onceOrRehearsed } from "../acts/rehearse.js";
import type { Hub } from "../work/hub.js";

export interface PairRequest extends Pick<Manner, "idempotencyKey" | "dryRun"> {
  /** Two customers, under whatever names. */
  readonly customerIds: readonly string[];
  /** The versions of the two that were seen, in their order. */
  readonly expectedVersions?: readonly number[];
  readonly note: string | null;
}

/** A steward's word about a pair. */
export interface SettledPair {
  readonly decisionId: string;
  /** The customers it was about that are left: one after a merge, else two. */
  readonly customerIds: readonly string[];
}

/** A steward says: these two are one. The older id stays. The engine may think what it likes. */
export function unitePair(hub: Hub, viewer: Viewer, request: PairRequest): Promise<Outcome<SettledPair>> {
  return onceOrRehearsed(hub, viewer, request, (tx) =>
    settle(tx, request, async ([survivor, ceased]) => {
      const { subject: actor } = viewer;
      const merge = { survivor, ceased, actor, score: null, evidence: [], note: request.note };
      return { decision: await mergeCustomers(tx, merge), left: [survivor] };
    }),
  );
}

/** A steward says: these are two. The engine keeps to that. */
export function keepApart(hub: Hub, viewer: Viewer, request: PairRequest): Promise<Outcome<SettledPair>> {
  return onceOrRehearsed(hub, viewer, request, (tx) =>
    settle(tx, request, async ([a, b]) => ({
      decision: await separateCustomers(tx, a, b, viewer.subject, request.note),
      left: [a, b],
    })),
  );
}

async function settle(
  tx: Tx,
  { customerIds, expectedVersions }: PairRequest,
  work: (pair: readonly [string, string]) => Promise<{ decision: WrittenDecision; left: readonly string[] }>,
): Promise<Outcome<SettledPair>> {
  const [one, other] = customerIds;
  if (customerIds.length !== 2 || one === other) {
    return refused("INVALID", "name two different customers", "customerIds");
  }
  await lockDecider(tx);
  const found = await Promise.all(customerIds.map((id) => nowOf(tx, id)));
  const missing = found.indexOf(null);
  if (missing >= 0) return refused("NOT_FOUND", "there is no such customer", `customerIds.${missing}`);
  const [a, b] = found.flatMap((id) => id ?? []).sort();
  if (a === undefined || b === undefined)
    return refused("NOT_FOUND", "there is no such customer", "customerIds");
  if (a === b) {
    return refused(
      "CONFLICT",
      "the two are one customer already; take them apart by undoing the merge",
      "customerIds",
    );
  }
  if (expectedVersions !== undefined) {
    const objection = await notAsSeen(tx, found, expectedVersions);
    if (objection !== null) return objection;
  }
  const { decision, left } = await work([a, b]);
  return done({ decisionId: decision.id, customerIds: left });
}

/** A conflict if one of the two has changed since; both are locked. */
async function notAsSeen(
  tx: Tx,
  ids: readonly (string | null)[],
  seen: readonly number[],
): Promise<Outcome<never> | null> {
  if (seen.length !== ids.length) return refused("INVALID", "give a version for each", "expectedVersions");
  for (const [at, id] of ids.entries()) {
    const version = id === null ? null : await lockVersion(tx, id);
    const expected = seen[at] ?? 0;
    if (version !== null && version !== expected)
      return outdated("the customer", expected, version, `expectedVersions.${at}`);
  }
  return null;
}

async function nowOf(tx: Tx, id: string): Promise<string | null> {
  const [now] = z.uuid().safeParse(id).success ? await currentIds(tx, [id]) : [];
  return now ?? null;
}
