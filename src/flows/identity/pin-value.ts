import { z } from "zod";
import type { Viewer } from "../../domain/viewer.js";
import { checkPin, GOLDEN_ATTRIBUTES, isGoldenAttribute } from "../../identity/golden/pin.js";
import type { Tx } from "../../store/database.js";
import { writeFacts } from "../../store/outbox.js";
import { lockVersion, raiseVersion } from "../../store/writes/customer.js";
import { writeDecisions } from "../../store/writes/moves.js";
import { currentIds } from "../../store/writes/past.js";
import { pinsOf } from "../../store/writes/pins.js";
import { once } from "../acts/once.js";
import { done, type Outcome, outdated, refused } from "../acts/outcome.js";
import type { Hub } from "../work/hub.js";

export interface PinRequest {
  readonly idempotencyKey: string;
  readonly customerId: string;
  readonly attribute: string;
  /** Null lets go of what is pinned. */
  readonly value: unknown;
  readonly note: string | null;
  /** The customer's version that the steward saw. */
  readonly expectedVersion: number;
}

export interface Pinned {
  readonly customerId: string;
  readonly decisionId: string;
}

/**
 * Fixes a golden value by hand, or lets go of it. The pin is an act on the customer as it is called now; the
 * golden record follows when the fact is worked. The version counts the pin itself, so of two stewards who
 * saw the same version one is told to look again.
 */
export function pinValue(hub: Hub, viewer: Viewer, request: PinRequest): Promise<Outcome<Pinned>> {
  return once(hub, viewer, request.idempotencyKey, request, (tx) => pin(tx, viewer, request));
}

async function pin(tx: Tx, viewer: Viewer, request: PinRequest): Promise<Outcome<Pinned>> {
  const { attribute, note } = request;
  if (!isGoldenAttribute(attribute)) {
    return refused(
      "INVALID",
      `there is no such attribute; there are ${GOLDEN_ATTRIBUTES.join(", ")}`,
      "attribute",
    );
  }
  const isLetGo = request.value === null;
  const checked = isLetGo ? { ok: true as const, value: null } : checkPin(attribute, request.value);
  if (!checked.ok) {
    const userErrors = checked.issues.map(({ path, message }) => ({ field: path, code: "INVALID", message }));
    return { ok: false, userErrors };
  }
  const [customerId] = z.uuid().safeParse(request.customerId).success
    ? await currentIds(tx, [request.customerId])
    : [];
  const version = customerId === undefined ? null : await lockVersion(tx, customerId);
  if (customerId === undefined || version === null) {
    return refused("NOT_FOUND", "there is no such customer", "customerId");
  }
  if (version !== request.expectedVersion) {
    return outdated("the customer", request.expectedVersion, version);
  }
  const pins = (await pinsOf(tx, [customerId])).get(customerId) ?? {};
  if (isLetGo && !(attribute in pins)) {
    return refused("CONFLICT", `nothing is pinned as ${attribute}`, "attribute");
  }
  const decisionId = await writePin(tx, viewer, customerId, { attribute, value: checked.value, note });
  return done({ customerId, decisionId });
}

/** Writes a checked pin as an act. The caller holds the customer's lock. */
export async function writePin(
  tx: Tx,
  viewer: Viewer,
  customerId: string,
  { attribute, value, note }: Pick<PinRequest, "attribute" | "value" | "note">,
): Promise<string> {
  const details = { attribute, value, ...(note === null ? {} : { note }) };
  const [decision] = await writeDecisions(tx, [{ kind: "PIN", customerId, actor: viewer.subject, details }]);
  if (decision === undefined) throw new Error("a pin was not written");
  await raiseVersion(tx, customerId);
  await writeFacts(tx, [{ kind: "CustomerChanged", subjectId: customerId, key: null }]);
  return decision.id;
}
