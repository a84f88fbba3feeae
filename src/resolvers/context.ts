import { HubError } from "../domain/errors.js";
import { NOBODYS_ID, type Viewer } from "../domain/viewer.js";
import type { issueApiKey, withdrawApiKey, withdrawToken } from "../flows/access/api-keys.js";
import type { ReadAudit } from "../flows/access/audit.js";
import type { eraseCustomer, exportCustomer } from "../flows/access/erase-customer.js";
import type { defineCustomField, setCustomField } from "../flows/acts/custom-fields.js";
import type { holdTask } from "../flows/acts/hold-task.js";
import type { resolveReviewTask } from "../flows/acts/resolve-review-task.js";
import type { addCaseNote, advanceCase } from "../flows/cases/advance-case.js";
import type { changeCase } from "../flows/cases/change-case.js";
import type { openCase } from "../flows/cases/open-case.js";
import type { pinValue } from "../flows/identity/pin-value.js";
import type { keepApart, unitePair } from "../flows/identity/settle-pair.js";
import type { unmerge } from "../flows/identity/unmerge.js";
import type { moveCustomer } from "../flows/moves/move-customer.js";
import type { settleMove } from "../flows/moves/settle-move.js";
import type { changeOrder } from "../flows/orders/change-order.js";
import type { discardOrderDraft, orderDrafts, saveOrderDraft } from "../flows/orders/order-drafts.js";
import type { takeOrder } from "../flows/orders/take-order.js";
import type { replayMessage } from "../flows/receiving/replay-message.js";
import type { settleDifference } from "../flows/reconciling/settle-difference.js";
import type {
  approveReturn,
  attachReturnLabel,
  cancelReturn,
  declineReturn,
  inspectReturn,
  receiveReturn,
} from "../flows/returns/advance-return.js";
import type { requestReturn } from "../flows/returns/request-return.js";
import type { resolveReturn } from "../flows/returns/resolve-return.js";
import type { EventTail } from "../flows/telling/event-tail.js";
import type {
  createWebhook,
  removeWebhook,
  replayWebhook,
  rotateWebhookSecret,
  switchWebhook,
} from "../flows/telling/webhooks.js";
import type { Hub } from "../flows/work/hub.js";
import { type Reads, reads } from "../store/reads/reads.js";
import { trackingReads } from "../store/reads/tracking.js";
import { type Loaders, loadersOver } from "./loaders.js";
import { type Operation, plannedAnswer } from "./planned.js";
import { type SeenRows, watched } from "./seen.js";
import { Tries } from "./tries.js";

/** What mutations set in motion. */
export interface Flows {
  readonly takeOrder: typeof takeOrder;
  readonly changeOrder: typeof changeOrder;
  readonly requestReturn: typeof requestReturn;
  readonly approveReturn: typeof approveReturn;
  readonly declineReturn: typeof declineReturn;
  readonly cancelReturn: typeof cancelReturn;
  readonly attachReturnLabel: typeof attachReturnLabel;
  readonly receiveReturn: typeof receiveReturn;
  readonly inspectReturn: typeof inspectReturn;
  readonly resolveReturn: typeof resolveReturn;
  readonly openCase: typeof openCase;
  readonly changeCase: typeof changeCase;
  readonly addCaseNote: typeof addCaseNote;
  readonly advanceCase: typeof advanceCase;
  readonly resolveReviewTask: typeof resolveReviewTask;
  readonly replayMessage: typeof replayMessage;
  readonly unitePair: typeof unitePair;
  readonly keepApart: typeof keepApart;
  readonly unmerge: typeof unmerge;
  readonly pinValue: typeof pinValue;
  readonly holdTask: typeof holdTask;
  readonly moveCustomer: typeof moveCustomer;
  readonly settleMove: typeof settleMove;
  readonly settleDifference: typeof settleDifference;
  readonly saveOrderDraft: typeof saveOrderDraft;
  readonly discardOrderDraft: typeof discardOrderDraft;
  readonly orderDrafts: typeof orderDrafts;
  readonly issueApiKey: typeof issueApiKey;
  readonly withdrawApiKey: typeof withdrawApiKey;
  readonly withdrawToken: typeof withdrawToken;
  readonly exportCustomer: typeof exportCustomer;
  readonly eraseCustomer: typeof eraseCustomer;
  readonly createWebhook: typeof createWebhook;
  readonly rotateWebhookSecret: typeof rotateWebhookSecret;
  readonly switchWebhook: typeof switchWebhook;
  readonly removeWebhook: typeof removeWebhook;
  readonly replayWebhook: typeof replayWebhook;
  readonly defineCustomField: typeof defineCustomField;
  readonly setCustomField: typeof setCustomField;
}

export interface ApiDependencies {
  readonly hub: Hub;
  readonly flows: Flows;
  /** The hub's own secret; tracking tokens hang on it. */
  readonly secret: Uint8Array;
  /** Where people reach the hub, without a slash at the end. */
  readonly publicUrl: string;
  /** Keeps whose data the house has seen. */
  readonly audit: ReadAudit;
  /** What happens, for those who follow it. */
  readonly tail: EventTail;
}

/** What one request's resolvers work with. */
export interface ApiContext extends ApiDependencies {
  /** Null for somebody without a token. */
  readonly viewer: Viewer | null;
  readonly remoteAddress: string;
  /** The viewer's reads; without a viewer they find nothing. */
  readonly reads: Reads;
  readonly loaders: Loaders;
  readonly tracking: ReturnType<typeof trackingReads>;
  readonly tries: Tries;
  /** Says when nobody listens to a subscription any more. */
  readonly ended?: AbortSignal;
  /** Notes what was read, if it was of people; called once, when the answer is ready. */
  readonly noteReads: (isPersonal: boolean) => Promise<void>;
}

/** Makes contexts, and knows the shorter way to an answer that needs none. */
export interface ContextFactory {
  (viewer: Viewer | null, remoteAddress: string): ApiContext;
  /** The whole answer as text, where the store can give it; else null. */
  readonly planned: (
    viewer: Viewer | null,
    operation: Operation,
    isPersonal: boolean,
  ) => Promise<string | null>;
}

/** What somebody without a token is for the reads: a customer that nobody is, so no row is theirs. */
const NOBODY: Viewer = { subject: "nobody", role: "CUSTOMER", customerId: NOBODYS_ID };

/**
 * Makes the context of each request. What has to outlive one request, the counted tries, is kept
 * here. The context is plain data, because the GraphQL server copies it.
 */
export function contextFactory(dependencies: ApiDependencies): ContextFactory {
  const { pool, poolWhile, lane } = dependencies.hub.store;
  const tries = new Tries();
  const tracking = trackingReads(pool);
  const contextOf = (viewer: Viewer | null, remoteAddress: string): ApiContext => {
    const seen: SeenRows = new Set();
    const gone = viewer?.origin?.gone;
    const own = watched(reads(gone === undefined ? pool : poolWhile(gone), viewer ?? NOBODY), seen);
    const noteReads = async (isPersonal: boolean): Promise<void> => {
      if (isPersonal && viewer !== null) await dependencies.audit.note(viewer, seen);
    };
    const perRequest = { viewer, remoteAddress, reads: own, loaders: loadersOver(own), noteReads };
    return { ...dependencies, ...perRequest, tracking, tries };
  };
  return Object.assign(contextOf, {
    async planned(viewer: Viewer | null, operation: Operation, isPersonal: boolean) {
      // What a customer reads is the customer's own; of what the house reads, a record is kept.
      if (viewer === null || viewer.role === "CUSTOMER" || !isPersonal) {
        return plannedAnswer(lane, viewer, operation);
      }
      let seen: readonly string[] = [];
      const answer = await plannedAnswer(lane, viewer, operation, (rows) => {
        seen = rows;
      });
      if (answer !== null) await dependencies.audit.note(viewer, seen);
      return answer;
    },
  });
}

/** Forgets what the loaders have read, because something was written since. */
export function refresh({ loaders }: ApiContext): void {
  for (const loader of Object.values(loaders)) loader.clearAll();
}

/** Who is asking, where the policy has made sure that somebody is. */
export function viewerOf({ viewer }: ApiContext): Viewer {
  if (viewer === null) throw new HubError("UNAUTHENTICATED", "this needs a token");
  return viewer;
}

/**
 * The viewer as the flow has to know them: the order, or the case, was found in their scope, so a customer whose
 * token names a merged customer speaks for the one that owns it now.
 */
export function asOwner(viewer: Viewer, owned: { readonly customerId: string | null }): Viewer {
  return viewer.role === "CUSTOMER" ? { ...viewer, customerId: owned.customerId } : viewer;
}
