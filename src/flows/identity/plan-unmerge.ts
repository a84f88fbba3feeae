import { v7 as uuid } from "uuid";
import type { LoggedAct } from "../../identity/undoing/acts.js";
import { engineOf } from "../../identity/undoing/judge.js";
import { type Replan, replan } from "../../identity/undoing/undo.js";
import { type NewAct, type Undoing, undoRows, whyNotUndoable } from "../../identity/undoing/undoing.js";
import type { Tx } from "../../store/database.js";
import { currentIds, customersOfAct } from "../../store/writes/past.js";
import { done, type Outcome, refused } from "../acts/outcome.js";
import type { Hub } from "../work/hub.js";
import { type LoadedPast, openPast, REGION_RECORDS_MAX } from "./load-past.js";

/** How often an undoing may ask for more; each time taint has reached somebody new. */
const LOADS_MAX = 60;

/** What undoing an act comes to: the rows that do it, and what follows from them. */
export interface PlannedUndo {
  readonly undoId: string;
  readonly rows: readonly NewAct[];
  readonly plan: Replan;
  readonly movedRecordIds: readonly string[];
}

/**
 * Works out what undoing a decision changes, and writes nothing. It begins with the customers that the
 * decision is about and reads on wherever its consequences reach, up to `REGION_RECORDS_MAX` records.
 * The caller has the right to decide, so nothing moves meanwhile.
 */
export async function planUnmerge(
  hub: Hub,
  tx: Tx,
  decisionId: string,
  mayMeetAgain: boolean,
): Promise<Outcome<PlannedUndo>> {
  const past = openPast(hub, tx);
  const around = await customersOfAct(tx, decisionId);
  if (!(await past.loadCustomers(await currentIds(tx, around)))) return TOO_FAR;
  const act = past.region().log.find(({ id }) => id === decisionId);
  if (act === undefined) return refused("NOT_FOUND", "there is no such decision", "decisionId");
  const why = whyNotUndoable(past.region(), act);
  if (why !== null) return refused(why.code, why.message, "decisionId");
  const undoing: Undoing = { id: uuid(), mayMeetAgain, newId: uuid };
  const rows = undoRows(past.region(), act, undoing);
  for (let loads = 0; loads < LOADS_MAX; loads += 1) {
    const { log } = past.region();
    const added = rows.map((row, at): LoggedAct => ({ ...row, seq: (log.at(-1)?.seq ?? 0) + 1 + at }));
    const planned = replan(past.region(), added, engineOf(past.policyOf));
    if (planned.ok) return checked(past, planned.before, { undoId: undoing.id, rows, plan: planned.plan });
    if (!(await past.load(planned.missing))) return TOO_FAR;
  }
  return TOO_FAR;
}

const TOO_FAR = refused(
  "TOO_FAR_REACHING",
  `it reaches into customers with more than ${REGION_RECORDS_MAX} records; undo what was built on it first`,
  "decisionId",
);

/** What the log leads to has to be what the tables hold; otherwise nothing exact can be restored. */
function checked(
  past: LoadedPast,
  before: { entries(): IterableIterator<[string, string]> },
  planned: Omit<PlannedUndo, "movedRecordIds">,
): Outcome<PlannedUndo> {
  for (const [recordId, customerId] of before.entries()) {
    if (past.customerOf(recordId) !== customerId) {
      return refused(
        "CONFLICT",
        `record ${recordId} is not where the log of acts leads; nothing exact can be restored`,
        "decisionId",
      );
    }
  }
  return done({ ...planned, movedRecordIds: planned.plan.moves.map(({ recordId }) => recordId) });
}
