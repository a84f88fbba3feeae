import { signed } from "../../identity/explaining/explain-words.js";
import type { WhyNot } from "./explain-why-not.js";

/** All that tells two apart, the weightiest first: what people have said, whether they ever met, what it adds up to. */
export function whyNotInWords(found: Omit<WhyNot, "words">, ours: string, theirs: string): string[] {
  const { together, standing, pair, winner, gap } = found;
  if (together) return [`${ours} and ${theirs} are one customer.`];
  const explained = standing ?? pair;
  const verdict =
    explained === null
      ? []
      : [`${standing === null ? "" : "Against the whole of the other customer: "}${explained.words}`];
  const elsewhere =
    winner === null || winner.score === null
      ? []
      : [
          `${ours} belongs to ${winner.name ?? "a customer"} (${winner.customerId}), where it scores ${signed(winner.score)}.`,
        ];
  return [
    `${ours} and ${theirs} are two customers.`,
    ...settledInWords(found),
    metInWords(found),
    ...verdict,
    ...elsewhere,
    ...(gap === null ? [] : [gap.words]),
  ];
}

function settledInWords({ separations }: Pick<WhyNot, "separations">): string[] {
  const [latest] = separations;
  if (latest === undefined) return [];
  const on = latest.decidedAt.toISOString().slice(0, 10);
  return [`${latest.actor} settled on ${on} that they are two; the engine keeps to that.`];
}

function metInWords({ neverMet, sharedKeys }: Pick<WhyNot, "neverMet" | "sharedKeys">): string {
  const keys = sharedKeys.map(({ key }) => key).join(", ");
  if (!neverMet) return `One leads to the other by what they share: ${keys}.`;
  return keys === ""
    ? "They share nothing by which records are looked up, so they were never held against each other."
    : `What they share is too common to look anybody up by (${keys}), so they were never held against each other.`;
}
