import type { Viewer } from "../../domain/viewer.js";
import type { OrderDraft } from "../../store/order-draft.js";
import { draftsOf, draftVersion, dropDraft, saveDraft } from "../../store/writes/order-draft.js";
import { once } from "../acts/once.js";
import { done, type Outcome, outdated, refused } from "../acts/outcome.js";
import type { Manner } from "../acts/rehearse.js";
import type { Hub } from "../work/hub.js";

const FORM_CHARS_MAX = 100_000;
const KEY_CHARS_MAX = 90;
const DRAFTS_MAX = 200;

export interface DraftToSave {
  readonly idempotencyKey: string;
  readonly callId: string;
  readonly formId: string;
  readonly form: unknown;
  /** 0 for a new draft; else the version that was seen. Of two windows on one draft, one is told. */
  readonly expectedVersion: number;
}

/** Keeps what an agent has keyed so far. */
export async function saveOrderDraft(
  hub: Hub,
  viewer: Viewer,
  request: DraftToSave,
): Promise<Outcome<OrderDraft>> {
  const { callId, formId, form, expectedVersion } = request;
  for (const [field, key] of Object.entries({ callId, formId })) {
    if (key.trim() === "" || key.length > KEY_CHARS_MAX) {
      return refused("INVALID", `give 1 to ${KEY_CHARS_MAX} characters`, field);
    }
  }
  const size = JSON.stringify(form)?.length ?? 0;
  if (size > FORM_CHARS_MAX)
    return refused("INVALID", `a draft has at most ${FORM_CHARS_MAX} characters`, "form");
  return once(hub, viewer, request.idempotencyKey, request, async (tx) => {
    const saved = await saveDraft(tx, { owner: viewer.subject, callId, formId }, form, expectedVersion);
    if (saved !== null) return done(saved);
    return outdated(
      "the draft",
      expectedVersion,
      await draftVersion(tx, { owner: viewer.subject, callId, formId }),
    );
  });
}

/** Throws a draft away. */
export async function discardOrderDraft(
  hub: Hub,
  viewer: Viewer,
  request: Omit<Manner, "dryRun"> & { readonly callId: string; readonly formId: string },
): Promise<Outcome<null>> {
  const { callId, formId, expectedVersion } = request;
  return once(hub, viewer, request.idempotencyKey, request, async (tx) => {
    const key = { owner: viewer.subject, callId, formId };
    const version = await draftVersion(tx, key);
    if (version === 0) return refused("NOT_FOUND", "there is no such draft", "formId");
    if (expectedVersion !== undefined && expectedVersion !== version)
      return outdated("the draft", expectedVersion, version);
    await dropDraft(tx, key);
    return done(null);
  });
}

/** What the agent has begun and not finished, the last saved first. */
export const orderDrafts = (hub: Hub, { subject }: Viewer): Promise<OrderDraft[]> =>
  draftsOf(hub.store.pool, subject, DRAFTS_MAX);
