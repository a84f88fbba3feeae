import { MODEL } from "../../identity/comparing/model.js";
import { POLICY, type Policy } from "../../identity/deciding/policy.js";
import { type Explanation, explainStanding, explainStored } from "../../identity/explaining/explain.js";
import { signed } from "../../identity/explaining/explain-words.js";
import type { ActRow, ExplainedRecord, MoveRow } from "../../store/reads/explanation.js";
import { arrivingOf } from "../identity/known-record.js";
import { modelByVersion, policyInForce } from "../identity/policy-in-force.js";
import type { Hub } from "../work/hub.js";
import { type Explaining, evidenceOf, frequencyFor, nameOfRecord, othersOf } from "./explaining.js";

/** One later move of the record, and the act behind it. */
export interface ExplainedMove {
  readonly move: MoveRow;
  readonly act: ActRow | null;
}

/** Why a record is where it is. */
export interface Why {
  readonly record: ExplainedRecord;
  /** Null while it waits to be decided. */
  readonly customerId: string | null;
  readonly customerName: string | null;
  /** The decision that put it with a customer, the latest one if it was decided anew. */
  readonly link: ActRow | null;
  /** It founded its customer: what is stored is the likeliest other customer, which was not likely enough. */
  readonly founded: boolean;
  /** As it was decided then. */
  readonly stored: Explanation | null;
  /** The same record against its customer as that is today, by the same model; null if it is the only record. */
  readonly today: Explanation | null;
  readonly moves: readonly ExplainedMove[];
  readonly words: readonly string[];
}

/** Scores this close are the same: what is stored was rounded nowhere, but may have been summed elsewhere. */
const SAME_SCORE = 1e-9;

export async function explainWhy(hub: Hub, reads: Explaining, recordId: string): Promise<Why | null> {
  const [record] = await reads.explainedRecords([recordId]);
  if (record === undefined) return null;
  const { customerId } = record;
  if (customerId === null) {
    const words = [`${nameOfRecord(record)} waits to be decided.`];
    const nothing = { customerName: null, link: null, founded: false, stored: null, today: null, moves: [] };
    return { record, customerId, ...nothing, words };
  }
  const link = (await reads.linksOf([recordId])).at(-1) ?? null;
  const policy = await policyOf(hub, link);
  const [founder] = link === null ? [] : await reads.foundersOf([link.customerId]);
  const founded = founder?.recordId === recordId;
  const stored =
    link === null || link.score === null ? null : explainStored(evidenceOf(link), link.score, policy);
  const today = await explainToday(reads, { ...record, customerId }, policy);
  const moves = await movesOf(reads, recordId);
  const [customer] = await reads.customerNames([customerId]);
  const why = {
    record,
    customerId,
    customerName: customer?.name ?? null,
    link,
    founded,
    stored,
    today,
    moves,
  };
  return { ...why, words: [...wordsOf(why), ...moves.map(moveInWords)] };
}

/** The model that decided; the one in force for decisions that name none. */
async function policyOf(hub: Hub, link: ActRow | null): Promise<Policy> {
  const version = link?.modelVersion ?? null;
  if (version === null) return policyInForce(hub);
  return { ...POLICY, model: (await modelByVersion(hub.store.pool, version)) ?? MODEL };
}

async function explainToday(
  reads: Explaining,
  record: ExplainedRecord & { readonly customerId: string },
  policy: Policy,
): Promise<Explanation | null> {
  const members = await othersOf(reads, record.customerId, record.id, policy);
  if (members.length === 0) return null;
  const arriving = arrivingOf(record);
  const frequency = await frequencyFor(reads, arriving, true, policy);
  return explainStanding(arriving.record, members, policy, frequency);
}

async function movesOf(reads: Explaining, recordId: string): Promise<ExplainedMove[]> {
  const moves = await reads.movesOf([recordId]);
  const acts = new Map(
    (await reads.actsById(moves.map((move) => move.decisionId))).map((act) => [act.id, act]),
  );
  return moves.map((move) => ({ move, act: acts.get(move.decisionId) ?? null }));
}

function wordsOf(why: Omit<Why, "words">): string[] {
  const { record, customerId, customerName, link, founded, stored, today } = why;
  const belongs = `${nameOfRecord(record)} belongs to ${customerName ?? "a customer"} (${customerId}).`;
  if (link === null) return [belongs, "No decision about it is on record."];
  const by = `${link.actor} on ${dayOf(link.decidedAt)}, by ${link.modelVersion === null ? "the model in force" : `model ${link.modelVersion}`}`;
  if (founded) {
    const nearest =
      stored === null
        ? "nobody was known who could have been the same"
        : `the likeliest other customer scored ${signed(stored.score)}, where a link takes ${signed(stored.linkAt)}`;
    return [belongs, `It founded a customer of its own: ${nearest} (${by}).`];
  }
  return [
    belongs,
    `It was linked${link.score === null ? "" : ` at ${signed(link.score)}`} (${by}).`,
    ...comparedInWords(stored, today),
  ];
}

/** Today's comparison is with what the customer is today: more records, or other ones. */
function comparedInWords(stored: Explanation | null, today: Explanation | null): string[] {
  if (stored === null) return [];
  if (today === null) return ["The records it was linked with belong to another customer today."];
  if (Math.abs(stored.score - today.score) <= SAME_SCORE) return ["Compared again today it scores the same."];
  const change =
    today.outcome === "LINKED" ? "it would be linked again" : `it would come out as ${today.outcome} today`;
  return [
    `Compared again today it scores ${signed(today.score)} instead of ${signed(stored.score)}, because the customer's records or the commonness of their values have changed since; ${change}.`,
  ];
}

const moveInWords = ({ move, act }: ExplainedMove): string =>
  `On ${dayOf(move.movedAt)} ${act === null ? "an act" : `a ${act.kind} by ${act.actor}`} moved it from customer ${move.fromCustomerId} to ${move.toCustomerId}.`;

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);
