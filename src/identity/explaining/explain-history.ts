import { signed } from "./explain-words.js";

/** An act of identity as it was written down. */
export interface Act {
  readonly id: string;
  /** Its place in the order of all acts. */
  readonly seq: number;
  readonly kind: "LINK" | "MERGE" | "UNMERGE" | "NOT_A_MATCH" | "PIN";
  readonly customerId: string;
  readonly otherCustomerId: string | null;
  readonly sourceRecordId: string | null;
  readonly actor: string;
  readonly score: number | null;
  readonly modelVersion: string | null;
  readonly reverses: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly decidedAt: Date;
}

/** An act in the making of a customer; a merge brings the history of the customer that ceased. */
export interface HistoryNode {
  readonly act: Act;
  /** The act that undid it; null while it stands. */
  readonly undoneBy: Act | null;
  readonly words: string;
  readonly acts: readonly HistoryNode[];
}

/** How people call what the ids stand for. */
export interface Names {
  readonly record: (recordId: string) => string;
  readonly customer: (customerId: string) => string;
}

/**
 * The acts that made a customer, in their order, as a tree: below a merge stands what had made the customer
 * that ceased in it. Each act is shown once, at the first place that leads to it; undone ones stay, marked.
 */
export function historyOf(customerId: string, acts: readonly Act[], names: Names): HistoryNode[] {
  const byId = new Map(acts.map((act) => [act.id, act]));
  const reversal = new Map(
    acts.flatMap((act) => (act.reverses === null ? [] : [[act.reverses, act] as const])),
  );
  const undoneBy = (act: Act): Act | null => {
    const by = reversal.get(act.id);
    return by === undefined || undoneBy(by) !== null ? null : by;
  };
  const isAbout = (act: Act, id: string): boolean => {
    if (act.customerId === id || act.otherCustomerId === id) return true;
    const undone = act.reverses === null ? undefined : byId.get(act.reverses);
    return undone !== undefined && isAbout(undone, id);
  };
  const inOrder = acts.toSorted((a, b) => a.seq - b.seq);
  const shown = new Set<string>();
  const nodesOf = (id: string, before: number): HistoryNode[] => {
    const own = inOrder.filter((act) => act.seq < before && !shown.has(act.id) && isAbout(act, id));
    for (const act of own) shown.add(act.id);
    const founding = inOrder.find((act) => act.kind === "LINK" && act.customerId === id);
    return own.map((act) => ({
      act,
      undoneBy: undoneBy(act),
      words: actInWords(act, id, act === founding, byId.get(act.reverses ?? "") ?? null, names),
      acts: act.kind === "MERGE" && act.customerId === id ? nodesOf(act.otherCustomerId ?? "", act.seq) : [],
    }));
  };
  return nodesOf(customerId, Number.POSITIVE_INFINITY);
}

/** The tree as lines for reading, each with its depth. */
export function linesOf(
  nodes: readonly HistoryNode[],
  depth = 0,
): { readonly depth: number; readonly node: HistoryNode }[] {
  return nodes.flatMap((node) => [{ depth, node }, ...linesOf(node.acts, depth + 1)]);
}

function actInWords(act: Act, id: string, founding: boolean, undone: Act | null, names: Names): string {
  const other = names.customer((act.customerId === id ? act.otherCustomerId : act.customerId) ?? "");
  const record = act.sourceRecordId === null ? "a record" : names.record(act.sourceRecordId);
  const words: Record<Act["kind"], () => string> = {
    LINK: () => (founding ? `${record} founded it` : `${record} was found to belong to it`),
    MERGE: () =>
      act.customerId === id
        ? `${other} was found to be the same and became part of it`
        : `it became part of ${other}`,
    UNMERGE: () =>
      `what happened on ${undone === null ? "an earlier day" : dayOf(undone)} was undone${undone === null ? "" : `: ${undone.kind} by ${undone.actor}`}`,
    NOT_A_MATCH: () => `it was settled that ${other} is somebody else`,
    PIN: () => pinInWords(act.details),
  };
  const reason = reasonOf(act);
  return `${words[act.kind]()}${scoreInWords(act, founding)}${reason === null ? "" : ` (${reason})`}`;
}

function scoreInWords({ score, modelVersion }: Act, founding: boolean): string {
  if (score === null) return "";
  const model = modelVersion === null ? "" : ` by model ${modelVersion}`;
  return founding
    ? `; the likeliest other customer scored ${signed(score)}${model}`
    : `, at ${signed(score)}${model}`;
}

function pinInWords({ attribute, value }: Act["details"]): string {
  const what = typeof attribute === "string" ? attribute : "a value";
  return value === null || value === undefined
    ? `let go of ${what}`
    : `fixed ${what} to ${typeof value === "string" ? value : JSON.stringify(value)}`;
}

/** What the steward gave as the reason, if anything. */
function reasonOf({ details }: Act): string | null {
  const reason = details.reason ?? details.note;
  return typeof reason === "string" && reason !== "" ? reason : null;
}

const dayOf = ({ decidedAt }: Act): string => decidedAt.toISOString().slice(0, 10);
