import { z } from "zod";
import type { Viewer } from "../../domain/viewer.js";
import { erasePersonalData, personalData, personalScope } from "../../store/writes/erasure.js";
import { lockDecider } from "../../store/writes/moves.js";
import { once } from "../acts/once.js";
import { done, type Outcome, refused } from "../acts/outcome.js";
import type { Hub } from "../work/hub.js";

export interface PersonRequest {
  readonly idempotencyKey: string;
  readonly customerId: string;
}

/** What is kept of a person, by table: exactly what erasing would remove. */
export type PersonalExport = Readonly<Record<string, readonly unknown[]>>;

const notFound = refused("NOT_FOUND", "there is no such customer", "customerId");

/** Gives out everything that is kept of a person. The export itself is kept nowhere; that it was made, is. */
export async function exportCustomer(
  hub: Hub,
  viewer: Viewer,
  { idempotencyKey, customerId }: PersonRequest,
): Promise<Outcome<{ customerId: string; data: PersonalExport }>> {
  if (!z.uuid().safeParse(customerId).success) return notFound;
  const scope = await personalScope(hub.store.pool, customerId);
  if (scope === null) return notFound;
  const data = await personalData(hub.store.pool, scope);
  const kept = await once(hub, viewer, idempotencyKey, { export: true, customerId }, async () =>
    done({ customerId }),
  );
  return kept.ok ? done({ customerId, data }) : kept;
}

/**
 * Removes everything that is kept of a person, in one transaction with its trace: orders keep their numbers and
 * totals, messages their hashes. Doing it again finds nothing more. The decider's lock comes first, so no
 * merge comes in between what is looked for and what is removed.
 */
export async function eraseCustomer(
  hub: Hub,
  viewer: Viewer,
  { idempotencyKey, customerId }: PersonRequest,
): Promise<Outcome<{ customerId: string; changed: Readonly<Record<string, number>> }>> {
  if (!z.uuid().safeParse(customerId).success) return notFound;
  return once(hub, viewer, idempotencyKey, { erase: true, customerId }, async (tx) => {
    await lockDecider(tx);
    const scope = await personalScope(tx, customerId);
    if (scope === null) return notFound;
    return done({ customerId, changed: await erasePersonalData(tx, scope, viewer.subject) });
  });
}
