import { z } from "zod";
import type { PostalAddress } from "../../domain/address.js";
import { phaseOf } from "../../domain/case-phase.js";
import type { CasePhase, CaseType } from "../../domain/case-vocabulary.js";
import type { ContactValues } from "../../domain/customer-move.js";
import type { Viewer } from "../../domain/viewer.js";
import type { Channel } from "../../domain/vocabulary.js";
import type { GoldenRecord } from "../../identity/golden/golden-record.js";
import { contactOf } from "../../identity/golden/moves.js";
import type { Tx } from "../../store/database.js";
import type { Return } from "../../store/return.js";
import { foundingRecord, hasBought, insertCase } from "../../store/writes/case.js";
import { goldenById, holdMembers } from "../../store/writes/customer.js";
import type { StoredOrder } from "../../store/writes/order.js";
import { returnById } from "../../store/writes/return.js";
import { done, type Outcome, refused } from "../acts/outcome.js";
import { type Manner, onceOrRehearsed } from "../acts/rehearse.js";
import { ownOrder } from "../orders/change-order.js";
import type { Hub } from "../work/hub.js";
import { faultOfCase } from "./case-text.js";
import { type CaseOutcome, sideOf } from "./on-case.js";

export interface OpenCaseRequest extends Pick<Manner, "idempotencyKey" | "dryRun"> {
  /** Whose case it is: an id that was merged since is as good. Null if its order or return says so. */
  readonly customerId: string | null;
  readonly orderId: string | null;
  readonly returnId: string | null;
  readonly type: CaseType;
  /** Null to have it follow from what the case is about. */
  readonly phase: CasePhase | null;
  readonly subject: string;
  readonly description: string;
  readonly channel: Channel | null;
  /** Null for how, and where, the customer is reached today. */
  readonly contact: ContactValues | null;
  readonly address: PostalAddress | null;
}

/**
 * Opens a case for a customer, once (`cases_request`). It belongs with the statement that brought its order, or, if
 * it is about none, with the one that founded the customer under the id that was given: so it is with either
 * through every merge and unmerge.
 */
export function openCase(hub: Hub, viewer: Viewer, request: OpenCaseRequest): Promise<Outcome<CaseOutcome>> {
  return onceOrRehearsed(hub, viewer, request, (tx) => open(tx, viewer, request));
}

async function open(tx: Tx, viewer: Viewer, request: OpenCaseRequest): Promise<Outcome<CaseOutcome>> {
  const { subject, description, contact, address, type, channel } = request;
  const fault = faultOfCase({ subject, description, contact, address });
  if (fault !== null) return fault;
  const about = await aboutOf(tx, viewer, request);
  if (!about.ok) return about;
  const { owner, order, returned } = about.value;
  const golden =
    owner.customerId === null ? null : ((await goldenById(tx, owner.customerId)) as GoldenRecord | null);
  const made = await insertCase(
    tx,
    {
      ...{ customerId: owner.customerId, sourceRecordId: owner.recordId },
      ...{ orderId: order?.id ?? null, returnId: returned?.id ?? null },
      ...{ requestKey: `api:${viewer.subject}:${request.idempotencyKey}`, type, channel },
      ...{ subject: subject.trim(), description: description.trim(), openedBy: viewer.subject },
      phase: request.phase ?? (await derivedPhase(tx, type, about.value)),
      contact: contact ?? returned?.contact ?? (golden === null ? null : contactOf(golden)),
      address: address ?? returned?.sendTo ?? order?.shipTo ?? (golden === null ? null : whereNow(golden)),
    },
    sideOf(viewer),
  );
  return done({ caseId: made.id, preview: request.dryRun === true ? made : null });
}

/** What a case is about, and the statement that it belongs with, whose customer is held. */
interface About {
  readonly owner: { readonly recordId: string; readonly customerId: string | null };
  readonly order: StoredOrder | null;
  readonly returned: Return | null;
}

type Named = Pick<OpenCaseRequest, "customerId" | "orderId" | "returnId">;

async function aboutOf(tx: Tx, viewer: Viewer, named: Named): Promise<Outcome<About>> {
  const things = await thingsOf(tx, viewer, named);
  if (!things.ok) return things;
  const { order } = things.value;
  const wanted = named.customerId === null ? null : await ownerById(tx, named.customerId);
  if (named.customerId !== null && wanted === null) return noCustomer;
  if (order === null) {
    if (wanted === null) return refused("INVALID", "say whose case it is, or what it is about", "customerId");
    return done({ ...things.value, owner: wanted });
  }
  if (wanted !== null && wanted.customerId !== order.customerId) {
    return refused("INVALID", "the order is another customer's", "customerId");
  }
  const owner = { recordId: order.sourceRecordId, customerId: order.customerId };
  return done({ ...things.value, owner });
}

const noCustomer = refused("NOT_FOUND", "there is no such customer", "customerId");

/** The order, locked, and the return that a case is to be about. The order's lock keeps it with its customer. */
export async function thingsOf(
  tx: Tx,
  viewer: Viewer,
  { orderId, returnId }: Pick<Named, "orderId" | "returnId">,
): Promise<Outcome<Omit<About, "owner">>> {
  const isId = (id: string): boolean => z.uuid().safeParse(id).success;
  const returned = returnId !== null && isId(returnId) ? await returnById(tx, returnId) : null;
  const of = orderId ?? returned?.orderId ?? null;
  const order = of === null ? null : await ownOrder(tx, viewer, of);
  if (returnId !== null && (returned === null || (orderId === null && order === null))) {
    return refused("NOT_FOUND", "there is no such return", "returnId");
  }
  if (orderId !== null && order === null) return refused("NOT_FOUND", "there is no such order", "orderId");
  if (returned !== null && returned.orderId !== order?.id) {
    return refused("INVALID", "the return is one of another order", "returnId");
  }
  return done({ order, returned });
}

/** The statement that founded a customer, held with whoever it is now. */
async function ownerById(
  tx: Tx,
  customerId: string,
): Promise<{ recordId: string; customerId: string } | null> {
  const founder = z.uuid().safeParse(customerId).success ? await foundingRecord(tx, customerId) : null;
  if (founder === null) return null;
  const held = await holdMembers(tx, new Map([[founder.recordId, founder.customerId]]));
  return { recordId: founder.recordId, customerId: held.get(founder.recordId) ?? founder.customerId };
}

async function derivedPhase(tx: Tx, type: CaseType, { owner, order, returned }: About): Promise<CasePhase> {
  const { customerId } = owner;
  return phaseOf({
    ...{ type, orderStatus: order?.status ?? null, hasReturn: returned !== null },
    hasBought: order === null && customerId !== null && (await hasBought(tx, customerId)),
  });
}

const whereNow = ({ addresses }: GoldenRecord): PostalAddress | null =>
  (addresses.find(({ current }) => current) ?? addresses[0])?.value ?? null;
