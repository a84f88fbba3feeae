import type { CanonicalDocument, Issue, MapResult } from "../../connector.js";
import type { EdiFault, Findings } from "./findings.js";

/** What became of one message of an interchange. */
export interface EdiOutcome {
  /** What the message is called in the file: `850 0001`, `ORDERS 4711`. */
  readonly name: string;
  readonly documents: readonly CanonicalDocument[];
  readonly findings: Findings;
}

/**
 * All messages of a file together. One that cannot be read fails the file; whoever reads it then takes the
 * file apart (`split`), and the others are read without it.
 */
export function resultOf(outcomes: readonly EdiOutcome[], envelope: readonly EdiFault[]): MapResult {
  const isAlone = outcomes.length === 1;
  const within = (name: string) => (fault: EdiFault) => issueOf(fault, isAlone ? null : name);
  const issues = outcomes.flatMap(({ name, findings }) => findings.issues.map(within(name)));
  if (issues.length > 0) return { ok: false, issues: issues };
  return {
    ok: true,
    documents: outcomes.flatMap(({ documents }) => documents),
    warnings: [
      ...envelope.map((fault) => issueOf(fault, null)),
      ...outcomes.flatMap(({ name, findings }) => findings.warnings.map(within(name))),
    ],
  };
}

function issueOf({ code, message, at }: EdiFault, name: string | null): Issue {
  return { code, message, at: name === null ? at : at === null ? name : `${name}, ${at}` };
}
