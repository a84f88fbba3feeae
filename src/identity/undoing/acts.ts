import type { CannotLink } from "../deciding/decide.js";

/** Two customer ids. */
export type Pair = readonly [string, string];

/** A row of the log of acts, as whoever keeps the log has it. */
export interface LoggedAct {
  readonly id: string;
  /** Its place in the order of acts. */
  readonly seq: number;
  readonly kind: "LINK" | "MERGE" | "UNMERGE" | "NOT_A_MATCH" | "PIN";
  readonly customerId: string;
  readonly otherCustomerId: string | null;
  /** LINK: the record that came. MERGE by the engine: the record whose evidence led to it. */
  readonly recordId: string | null;
  readonly byEngine: boolean;
  /** UNMERGE: the act that it undoes; null where it only notes that a second look finds nothing any more. */
  readonly reverses: string | null;
  /** The act that made this one necessary. */
  readonly causeId: string | null;
  readonly modelVersion: string | null;
  /** MERGE on a second look: the customer that was looked at again. */
  readonly looker: string | null;
  /** The second look that this row decides anew. */
  readonly anewOf: string | null;
}

/** A record came and was decided. `alone` and `apart` are what the undoing of an earlier outcome left behind. */
export interface Arrival {
  readonly kind: "ARRIVAL";
  readonly id: string;
  readonly place: number;
  readonly recordId: string;
  readonly modelVersion: string | null;
  /** It founds a customer of its own, whatever the engine thinks. */
  readonly alone: boolean;
  /** Pairs that this decision must not make one. */
  readonly apart: readonly Pair[];
  readonly outcome: { readonly customerId: string; readonly merges: readonly string[] };
  /** It was decided more than once. */
  readonly isAnew: boolean;
}

/** The engine looked a second time at a small customer, and found it to be another. */
export interface Look {
  readonly kind: "LOOK";
  readonly id: string;
  readonly place: number;
  readonly looker: string;
  readonly modelVersion: string | null;
  readonly outcome: Pair | null;
  readonly isAnew: boolean;
}

/** A steward made two customers one. */
export interface Union {
  readonly kind: "UNION";
  readonly id: string;
  readonly place: number;
  readonly outcome: Pair;
}

export type Act = Arrival | Look | Union;

/** A pair that stewards keep apart, and since when. */
export interface Apart {
  readonly id: string;
  readonly place: number;
  readonly pair: Pair;
}

/** What counts: all acts in their order, without those that were undone. */
export interface History {
  readonly acts: readonly Act[];
  readonly apart: readonly Apart[];
}

export const pairsOf = (apart: readonly Apart[]): CannotLink => apart.map(({ pair }) => pair);

/** How acts hang together: which one undoes which. */
export interface Ledger {
  readonly log: readonly LoggedAct[];
  byId(id: string): LoggedAct | undefined;
  /** The last of the chain of undoings that starts with this act; the act itself if nobody undid it. */
  tip(id: string): LoggedAct | undefined;
  /** The act that a chain of undoings is about. */
  root(id: string): LoggedAct | undefined;
  counts(id: string): boolean;
}

export function ledgerOf(log: readonly LoggedAct[]): Ledger {
  const byId = new Map(log.map((row) => [row.id, row]));
  const undoneBy = new Map(log.flatMap((row) => (row.reverses === null ? [] : [[row.reverses, row.id]])));
  const tip = (id: string): string => {
    let at = id;
    for (let next = undoneBy.get(at); next !== undefined; next = undoneBy.get(at)) at = next;
    return at;
  };
  return {
    log,
    byId: (id) => byId.get(id),
    tip: (id) => byId.get(tip(id)),
    root(id) {
      let row = byId.get(id);
      while (row !== undefined && row.reverses !== null) row = byId.get(row.reverses);
      return row;
    },
    counts(id) {
      let is = true;
      for (let next = undoneBy.get(id); next !== undefined; next = undoneBy.get(next)) is = !is;
      return is;
    },
  };
}

/**
 * Reads the log as what counts now. An arrival keeps the place of its first decision and has the outcome
 * of its latest one; a pair that an undoing keeps apart stands in the place of what was undone.
 */
export function historyOf(log: readonly LoggedAct[]): History {
  const ledger = ledgerOf(log);
  const links = new Map<string, LoggedAct[]>();
  for (const row of log) {
    if (row.kind === "LINK" && row.recordId !== null) push(links, row.recordId, row);
  }
  const merges = new Map<string, LoggedAct[]>();
  for (const row of log) {
    const link = arrivalBehind(row, ledger);
    if (link !== undefined) push(merges, link.id, row);
  }
  const ofArrivals = new Set([...merges.values()].flat().map(({ id }) => id));
  const arrivals = [...links.values()].map((rows) => arrivalOf(rows, merges, ledger));
  const others = log.flatMap((row) => (ofArrivals.has(row.id) ? [] : unionOrLook(row, ledger)));
  const acts = [...arrivals.flatMap((act) => act ?? []), ...others].sort((a, b) => a.place - b.place);
  return { acts, apart: log.flatMap((row) => apartOf(row, ledger)) };
}

function arrivalOf(
  rows: readonly LoggedAct[],
  mergesOf: ReadonlyMap<string, readonly LoggedAct[]>,
  ledger: Ledger,
): Arrival | null {
  const [first] = rows;
  const last = rows.at(-1);
  if (first === undefined || last === undefined || first.recordId === null) return null;
  const merges = rows.flatMap(({ id }) => mergesOf.get(id) ?? []);
  return {
    ...{ kind: "ARRIVAL", id: first.id, place: first.seq, recordId: first.recordId },
    modelVersion: last.modelVersion,
    alone: rows.some(({ id }) => !ledger.counts(id)),
    apart: merges.filter(({ id }) => !ledger.counts(id)).flatMap(pairOf),
    outcome: {
      customerId: last.customerId,
      merges: (mergesOf.get(last.id) ?? []).flatMap(({ otherCustomerId }) => otherCustomerId ?? []),
    },
    isAnew: rows.length > 1,
  };
}

function unionOrLook(row: LoggedAct, ledger: Ledger): Act[] {
  if (row.kind !== "MERGE" || row.anewOf !== null) return [];
  const again = ledger.log.filter(({ anewOf }) => anewOf === row.id);
  if (![row, ...again].every(({ id }) => ledger.counts(id))) return [];
  const last = again.at(-1) ?? row;
  const [outcome = null] = last.kind === "MERGE" ? pairOf(last) : [];
  const { id, seq: place, looker } = row;
  if (looker !== null) {
    const isAnew = again.length > 0;
    return [{ kind: "LOOK", id, place, looker, modelVersion: last.modelVersion, outcome, isAnew }];
  }
  // What an arrival brought about stands and falls with it, even where that is not loaded.
  if (row.byEngine && row.causeId !== null) return [];
  return outcome === null ? [] : [{ kind: "UNION", id, place, outcome }];
}

function apartOf(row: LoggedAct, ledger: Ledger): Apart[] {
  if (row.kind !== "NOT_A_MATCH" || !ledger.counts(row.id)) return [];
  const undone = row.causeId === null ? undefined : ledger.root(row.causeId);
  return pairOf(row).map((pair) => ({ id: row.id, place: placeOf(undone, ledger) ?? row.seq, pair }));
}

/** What an undone act stands for: the arrival it belonged to, or the look it decided anew. */
function placeOf(row: LoggedAct | undefined, ledger: Ledger): number | undefined {
  if (row === undefined) return undefined;
  const link = arrivalBehind(row, ledger);
  if (link !== undefined) return placeOf(link, ledger);
  if (row.anewOf !== null) return placeOf(ledger.byId(row.anewOf), ledger);
  if (row.kind !== "LINK") return row.seq;
  return (
    ledger.log.find(({ kind, recordId }) => kind === "LINK" && recordId === row.recordId)?.seq ?? row.seq
  );
}

/** The arrival whose evidence led to a merge at once; a second look is an act of its own. */
export function arrivalBehind(row: LoggedAct, ledger: Ledger): LoggedAct | undefined {
  if (row.kind !== "MERGE" || row.causeId === null || row.looker !== null) return undefined;
  const cause = ledger.byId(row.causeId);
  return cause?.kind === "LINK" ? cause : undefined;
}

const pairOf = ({ customerId, otherCustomerId }: LoggedAct): Pair[] =>
  otherCustomerId === null ? [] : [[customerId, otherCustomerId]];

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
