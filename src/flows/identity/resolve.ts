import { recordsById } from "../../store/writes/identity.js";
import { lockDecider } from "../../store/writes/moves.js";
import type { Work } from "../work/work.js";
import { decideSet, writeSet } from "./decide-set.js";
import { arrivingOf } from "./known-record.js";
import { policyInForce } from "./policy-in-force.js";

/**
 * Decides which customer each stated party is. Deciders take turns (`lockDecider`), and a record has
 * one membership (its primary key), so a record is decided once, however often it is stated.
 */
export const resolve: Work = async (hub, claim) => {
  const ids = [...new Set(claim.facts.map((fact) => fact.subjectId))];
  const policy = await policyInForce(hub);
  await hub.store.transaction(async (tx) => {
    await lockDecider(tx);
    const undecided = (await recordsById(tx, ids)).filter((record) => record.customerId === null);
    await writeSet(tx, ids, await decideSet(tx, undecided.map(arrivingOf), policy));
    await claim.finish(tx, claim.facts);
  });
  hub.ring();
};
