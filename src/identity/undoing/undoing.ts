import { arrivalBehind, historyOf, type LoggedAct, ledgerOf, type Pair } from "./acts.js";
import { emptyPartition } from "./partition.js";
import { apply } from "./replay.js";
import type { Region } from "./undo.js";

/** Why an act cannot be undone, in words for the steward. */
export interface NotUndoable {
  readonly code: "INVALID" | "CONFLICT";
  readonly message: string;
}

export interface Undoing {
  readonly id: string;
  /** Whether the engine may make the two one again if new evidence says so. */
  readonly mayMeetAgain: boolean;
  newId(): string;
}

/** A row to be written; its place is given when it is. */
export type NewAct = Omit<LoggedAct, "seq">;

const ROW = {
  ...{ otherCustomerId: null, recordId: null, byEngine: false, reverses: null, causeId: null },
  ...{ modelVersion: null, looker: null, anewOf: null },
} as const;

/** Why this act cannot be undone now; null if it can. */
export function whyNotUndoable(region: Region, act: LoggedAct): NotUndoable | null {
  const ledger = ledgerOf(region.log);
  if (act.kind === "PIN") return invalid("a pin is let go of with unpinValue, not undone");
  if (act.kind === "UNMERGE" && (act.reverses === null || act.causeId !== null)) {
    return invalid("it follows from another act; undo that one instead");
  }
  if (act.kind === "UNMERGE" && ledger.root(act.id)?.kind === "NOT_A_MATCH") {
    return invalid("to keep the two apart again, say once more that they are two");
  }
  if (!ledger.counts(act.id)) return conflict("it is undone already");
  if (act.kind === "LINK") {
    const latest = region.log
      .filter(({ kind, recordId }) => kind === "LINK" && recordId === act.recordId)
      .at(-1);
    if (latest?.id !== act.id) return conflict("its record was decided anew since; undo the later decision");
    const own = act.recordId === null ? undefined : region.record(act.recordId)?.foundsAs;
    return own === act.customerId
      ? invalid("the record founded this customer; it was joined to nothing")
      : null;
  }
  return act.kind === "MERGE" ? whyNotUnmerged(region, act) : null;
}

/** A merge that a later look has replaced, or that found its two customers one already, has nothing to give back. */
function whyNotUnmerged(region: Region, act: LoggedAct): NotUndoable | null {
  const history = historyOf(region.log);
  const link = arrivalBehind(act, ledgerOf(region.log));
  if (link !== undefined) {
    const rows = region.log.filter(({ kind, recordId }) => kind === "LINK" && recordId === link.recordId);
    return rows.at(-1)?.id === link.id ? null : conflict(SUPERSEDED);
  }
  const root = act.anewOf ?? act.id;
  const partition = emptyPartition(region.founderOf);
  for (const one of history.acts) {
    if (one.id !== root) {
      apply(partition, one, null);
      continue;
    }
    const pair: Pair | null = one.kind === "ARRIVAL" ? null : one.outcome;
    if (pair === null || !pair.every((id) => [act.customerId, act.otherCustomerId].includes(id))) {
      return conflict(SUPERSEDED);
    }
    const [a, b] = pair.map((id) => partition.current(id));
    return a === b ? conflict("the two were one customer already when it was made, by an earlier act") : null;
  }
  return conflict(SUPERSEDED);
}

const SUPERSEDED = "it was decided anew since; undo the later decision";
const invalid = (message: string): NotUndoable => ({ code: "INVALID", message });
const conflict = (message: string): NotUndoable => ({ code: "CONFLICT", message });

/**
 * The rows that undo an act: the UNMERGE itself and, in the place of what it undoes, the word that keeps
 * the two apart. Undoing an UNMERGE takes that word back.
 */
export function undoRows(region: Region, act: LoggedAct, undoing: Undoing): NewAct[] {
  const { log } = region;
  const ledger = ledgerOf(log);
  const target = ledger.tip(act.id) ?? act;
  const root = ledger.root(act.id) ?? act;
  const { customerId, otherCustomerId, recordId } = root;
  const undo: NewAct = {
    ...{ ...ROW, id: undoing.id, kind: "UNMERGE", customerId, otherCustomerId, recordId },
    reverses: target.id,
  };
  const words = log.filter(
    (row) => row.kind === "NOT_A_MATCH" && row.causeId !== null && ledger.root(row.causeId)?.id === root.id,
  );
  if (ledger.counts(root.id)) {
    const pair = pairToKeepApart(region, root);
    return undoing.mayMeetAgain || pair === null ? [undo] : [undo, apart(pair, undoing)];
  }
  const standing = words.filter(({ id }) => ledger.counts(id));
  return [
    undo,
    ...standing.map(
      (word): NewAct => ({
        ...{ ...ROW, id: undoing.newId(), kind: "UNMERGE", customerId: word.customerId },
        ...{ otherCustomerId: word.otherCustomerId, reverses: ledger.tip(word.id)?.id ?? word.id },
        causeId: undoing.id,
      }),
    ),
  ];
}

function pairToKeepApart(region: Region, root: LoggedAct): Pair | null {
  if (root.kind === "MERGE" && root.otherCustomerId !== null) return [root.customerId, root.otherCustomerId];
  const own = root.recordId === null ? undefined : region.record(root.recordId)?.foundsAs;
  return root.kind === "LINK" && own !== undefined ? [root.customerId, own] : null;
}

const apart = ([customerId, otherCustomerId]: Pair, { id, newId }: Undoing): NewAct => ({
  ...{ ...ROW, id: newId(), kind: "NOT_A_MATCH", customerId, otherCustomerId, causeId: id },
});
