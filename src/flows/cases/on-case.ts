import { z } from "zod";
import { type CaseAct, caseActsFrom, caseStatusAfter } from "../../domain/case-states.js";
import type { CaseStatus } from "../../domain/case-vocabulary.js";
import type { Viewer } from "../../domain/viewer.js";
import type { Channel } from "../../domain/vocabulary.js";
import type { Case } from "../../store/case.js";
import type { Tx } from "../../store/database.js";
import { lockCase, writeCaseAct } from "../../store/writes/case.js";
import { done, impossible, type Outcome, outdated, refused } from "../acts/outcome.js";
import { type Manner, onceOrRehearsed } from "../acts/rehearse.js";
import type { Hub } from "../work/hub.js";

/** What every act on a case says. */
export interface OnCase extends Manner {
  readonly caseId: string;
  /** The version the caller has seen; another one in the meantime is a conflict, never an overwrite. */
  readonly expectedVersion: number;
}

export interface CaseOutcome {
  readonly caseId: string;
  /** After a rehearsal: the case as it would be. What was done is read anew. */
  readonly preview: Case | null;
}

/** A case that is being acted on: it is locked. */
export interface ActingOnCase {
  readonly tx: Tx;
  readonly viewer: Viewer;
  readonly by: "STAFF" | "CUSTOMER";
  readonly known: Case;
}

export const sideOf = ({ role }: Viewer): "STAFF" | "CUSTOMER" =>
  role === "CUSTOMER" ? "CUSTOMER" : "STAFF";

/**
 * Does one act on a case for somebody, once. The case's lock makes two acts at once come one after the other, and
 * the second finds a later version than it has seen. `before` locks what has to be locked before the case; `work`
 * answers the case as it is then.
 */
export async function onCase(
  hub: Hub,
  viewer: Viewer,
  input: OnCase,
  act: CaseAct,
  work: (acting: ActingOnCase, next: CaseStatus) => Promise<Outcome<Case>>,
  before: (tx: Tx) => Promise<void> = async () => {},
): Promise<Outcome<CaseOutcome>> {
  return onceOrRehearsed(hub, viewer, input, async (tx): Promise<Outcome<CaseOutcome>> => {
    await before(tx);
    const known = await ownCase(tx, viewer, input.caseId);
    if (known === null) return refused("NOT_FOUND", "there is no such case", "caseId");
    if (known.version !== input.expectedVersion)
      return outdated("the case", input.expectedVersion, known.version);
    const by = sideOf(viewer);
    const next = caseStatusAfter(known.status, act, by);
    if (next === null)
      return impossible(`case ${known.number}`, known.status, act, caseActsFrom(known.status, by));
    const outcome = await work({ tx, viewer, by, known }, next);
    if (!outcome.ok) return outcome;
    return done({ caseId: known.id, preview: input.dryRun === true ? outcome.value : null });
  });
}

/** The case, locked; null also if it is somebody else's: a customer cannot tell the two apart. */
async function ownCase(tx: Tx, viewer: Viewer, id: string): Promise<Case | null> {
  const known = z.uuid().safeParse(id).success ? await lockCase(tx, id) : null;
  const isTheirs = viewer.role !== "CUSTOMER" || known?.customerId === viewer.customerId;
  return isTheirs ? known : null;
}

/** Writes an act of a person. */
export function actInPerson(
  { tx, viewer, by, known }: ActingOnCase,
  act: CaseAct,
  status: CaseStatus,
  said: { readonly note: string | null; readonly channel?: Channel | null },
  changes: Partial<Case> = {},
): Promise<Case> {
  const event = { act, by, actor: viewer.subject, eventKey: `${act}:${known.version}` };
  const { note, channel = null } = said;
  return writeCaseAct(tx, known, status, { ...event, note, channel, occurredAt: new Date() }, changes);
}
