import { HubError } from "../domain/errors.js";
import type { Viewer } from "../domain/viewer.js";
import type { changeOrder } from "../flows/change-order.js";
import type { Hub } from "../flows/hub.js";
import type { replayMessage } from "../flows/replay-message.js";
import type { requestReturn } from "../flows/request-return.js";
import type { resolveReviewTask } from "../flows/resolve-review-task.js";
import type { takeOrder } from "../flows/take-order.js";
import { type Reads, reads } from "../store/reads/reads.js";
import { trackingReads } from "../store/reads/tracking.js";
import { type Loaders, loadersOver } from "./loaders.js";
import { Tries } from "./tries.js";

/** What mutations set in motion. */
export interface Flows {
  readonly takeOrder: typeof takeOrder;
  readonly changeOrder: typeof changeOrder;
  readonly requestReturn: typeof requestReturn;
  readonly resolveReviewTask: typeof resolveReviewTask;
  readonly replayMessage: typeof replayMessage;
}

export interface ApiDependencies {
  readonly hub: Hub;
  readonly flows: Flows;
  /** The hub's own secret; tracking tokens hang on it. */
  readonly secret: Uint8Array;
  /** Where people reach the hub, without a slash at the end. */
  readonly publicUrl: string;
}

/** What one request's resolvers work with. */
export interface ApiContext extends ApiDependencies {
  /** Null for somebody without a token. */
  readonly viewer: Viewer | null;
  readonly remoteAddress: string;
  /** The viewer's reads; refuses where there is no viewer. */
  readonly reads: Reads;
  readonly loaders: Loaders;
  /** Forgets what the loaders have read: something was written since. */
  refresh(): void;
  readonly tracking: ReturnType<typeof trackingReads>;
  readonly tries: Tries;
}

/** Makes the context of each request. What has to outlive one request, the counted tries, is kept here. */
export function contextFactory(
  dependencies: ApiDependencies,
): (viewer: Viewer | null, remoteAddress: string) => ApiContext {
  const tries = new Tries();
  const tracking = trackingReads(dependencies.hub.store.pool);
  return (viewer, remoteAddress) => {
    const own = viewer === null ? null : reads(dependencies.hub.store.pool, viewer);
    let loaders = own === null ? null : loadersOver(own);
    return {
      ...dependencies,
      viewer,
      remoteAddress,
      tracking,
      tries,
      get reads() {
        return present(own);
      },
      get loaders() {
        return present(loaders);
      },
      refresh() {
        loaders = own === null ? null : loadersOver(own);
      },
    };
  };
}

function present<Value>(value: Value | null): Value {
  if (value === null) throw new HubError("UNAUTHENTICATED", "this needs a token");
  return value;
}

/** Who is asking, where the policy has made sure that somebody is. */
export const viewerOf = (context: ApiContext): Viewer => present(context.viewer);

/**
 * The viewer as the flow has to know them: the order was found in their scope, so a customer whose
 * token names a merged customer speaks for the one that owns the order now.
 */
export function asOwner(viewer: Viewer, order: { readonly customerId: string | null }): Viewer {
  return viewer.role === "CUSTOMER" ? { ...viewer, customerId: order.customerId } : viewer;
}
