import type { PostalAddress } from "../../domain/address.js";
import type { CasePhase, CaseType } from "../../domain/case-vocabulary.js";
import type { ContactValues } from "../../domain/customer-move.js";
import type { Viewer } from "../../domain/viewer.js";
import type { Case } from "../../store/case.js";
import { done, type Outcome, refused } from "../acts/outcome.js";
import type { Hub } from "../work/hub.js";
import { faultOfCase } from "./case-text.js";
import { type ActingOnCase, actInPerson, type CaseOutcome, type OnCase, onCase, sideOf } from "./on-case.js";
import { thingsOf } from "./open-case.js";

/** What is new of a case; what is left out stays. */
export interface CaseChanges {
  readonly type?: CaseType;
  readonly phase?: CasePhase;
  readonly subject?: string;
  readonly orderId?: string;
  readonly returnId?: string;
  readonly contact?: ContactValues;
  readonly address?: PostalAddress;
}

export interface ChangeCaseInput extends OnCase {
  readonly changes: CaseChanges;
}

/** What a customer may say of a case after it was opened. */
const CUSTOMERS: readonly (keyof CaseChanges)[] = ["subject", "contact", "address"];

/**
 * Changes what a case is about, or whom and where to answer. A case that is found to be about an order belongs with
 * that order's statement from then on.
 */
export async function changeCase(
  hub: Hub,
  viewer: Viewer,
  input: ChangeCaseInput,
): Promise<Outcome<CaseOutcome>> {
  const { changes } = input;
  const named = Object.keys(changes) as (keyof CaseChanges)[];
  if (named.length === 0) return refused("NOTHING_TO_CHANGE", "say what is new");
  const strange = named.find((name) => !CUSTOMERS.includes(name));
  if (sideOf(viewer) === "CUSTOMER" && strange !== undefined) {
    return refused("FORBIDDEN", "that is for the house to say", strange);
  }
  const fault = faultOfCase(changes);
  if (fault !== null) return fault;
  // Orders are locked before the cases about them.
  let things: Awaited<ReturnType<typeof thingsOf>> = done({ order: null, returned: null });
  const lockFirst = async (tx: ActingOnCase["tx"]): Promise<void> => {
    const { orderId = null, returnId = null } = changes;
    things = await thingsOf(tx, viewer, { orderId, returnId });
  };
  return onCase(
    hub,
    viewer,
    input,
    "CHANGE",
    async (acting, next) => {
      if (!things.ok) return things;
      const linked = linkOf(acting.known, things.value);
      if (!linked.ok) return linked;
      const { orderId: _order, returnId: _return, ...plain } = changes;
      const note = `changed: ${named.map((name) => name.replace(/Id$/, "")).join(", ")}`;
      return done(await actInPerson(acting, "CHANGE", next, { note }, { ...plain, ...linked.value }));
    },
    lockFirst,
  );
}

type Things = Extract<Awaited<ReturnType<typeof thingsOf>>, { ok: true }>["value"];

/** What it takes for a case to be about these; nothing if none are named. */
function linkOf(known: Case, { order, returned }: Things): Outcome<Partial<Case>> {
  if (order === null) return done({});
  if (order.customerId !== known.customerId) {
    return refused("INVALID", "the order is another customer's", returned === null ? "orderId" : "returnId");
  }
  const keepsReturn = known.orderId === order.id ? known.returnId : null;
  return done({
    ...{ orderId: order.id, sourceRecordId: order.sourceRecordId },
    returnId: returned?.id ?? keepsReturn,
  });
}
