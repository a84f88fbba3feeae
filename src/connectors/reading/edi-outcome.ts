import type { CanonicalDocument, Issue, MapResult } from "../connector.js";
import type { EdiFault, Findings } from "./edi-findings.js";

/** What became of one message of an interchange. */
export interface EdiOutcome {
  /** What the message is called in the file: `850 0001`, `ORDERS 4711`. */
  readonly name: string;
  readonly documents: readonly CanonicalDocument[];
  readonly findings: Findings;
}

/**
 * All messages of a file together. A file is taken as a whole or not at all: one message that cannot be
 * read holds the others back, and the issues say which of them can be read.
 */
export function resultOf(outcomes: readonly EdiOutcome[], envelope: readonly EdiFault[]): MapResult {
  const isAlone = outcomes.length === 1;
  const within = (name: string) => (fault: EdiFault) => issueOf(fault, isAlone ? null : name);
  const issues = outcomes.flatMap(({ name, findings }) => findings.issues.map(within(name)));
  if (issues.length > 0) return { ok: false, issues: [...issues, ...heldBack(outcomes)] };
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

const NAMES_MAX = 10;

function heldBack(outcomes: readonly EdiOutcome[]): Issue[] {
  const fine = outcomes.filter(({ findings }) => findings.issues.length === 0).map(({ name }) => name);
  if (fine.length === 0) return [];
  const more = fine.length > NAMES_MAX ? ` and ${fine.length - NAMES_MAX} more` : "";
  const message = `The rest of the file can be read (${fine.slice(0, NAMES_MAX).join(", ")}${more}), but a file is taken as a whole or not at all.`;
  return [{ code: "FILE_HELD_BACK", message, at: null }];
}
