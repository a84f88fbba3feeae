import type { CaseMove, CaseNoteKind } from "../../domain/case-states.js";
import type { Viewer } from "../../domain/viewer.js";
import type { Channel } from "../../domain/vocabulary.js";
import type { Case } from "../../store/case.js";
import { done, type Outcome, refused } from "../acts/outcome.js";
import type { Hub } from "../work/hub.js";
import { faultOfCase, unsaid } from "./case-text.js";
import { type ActingOnCase, actInPerson, type CaseOutcome, type OnCase, onCase, sideOf } from "./on-case.js";

/** What is added to the course of a case: a note of the house, its answer, or what the customer said. */
export interface CaseNoteInput extends OnCase {
  readonly kind: CaseNoteKind;
  readonly text: string;
  /** How it was said. */
  readonly channel: Channel | null;
}

/** Adds something to the course of a case. What a customer says opens again what waited for them or was resolved. */
export async function addCaseNote(
  hub: Hub,
  viewer: Viewer,
  input: CaseNoteInput,
): Promise<Outcome<CaseOutcome>> {
  const { kind, text, channel } = input;
  if (sideOf(viewer) === "CUSTOMER" && kind !== "REPLY") {
    return refused("FORBIDDEN", "that is for the house to say", "kind");
  }
  const fault = faultOfCase({ text });
  if (fault !== null) return fault;
  return onCase(hub, viewer, input, kind, async (acting, next) =>
    done(
      await actInPerson(acting, kind, next, { note: text.trim(), channel: kind === "NOTE" ? null : channel }),
    ),
  );
}

export interface AdvanceCaseInput extends OnCase {
  readonly act: CaseMove;
  /** ASK: what the customer is asked. RESOLVE: how it was resolved. CLOSE: why, where nothing was resolved. */
  readonly note: string | null;
  /** TAKE: who sees to it from now on; the caller if left out. */
  readonly assignee: string | null;
}

/** Moves a case on by one step of its machine. */
export async function advanceCase(
  hub: Hub,
  viewer: Viewer,
  input: AdvanceCaseInput,
): Promise<Outcome<CaseOutcome>> {
  const { act, note, assignee } = input;
  const fault = faultOfCase({ note, assignee });
  if (fault !== null) return fault;
  return onCase(hub, viewer, input, act, async (acting, next) => {
    const missing = whatIsUnsaid(acting, input);
    if (missing !== null) return missing;
    return done(await actInPerson(acting, act, next, { note }, changesOf(acting, input)));
  });
}

function whatIsUnsaid({ by, known }: ActingOnCase, { act, note }: AdvanceCaseInput): Outcome<never> | null {
  if (note !== null) return null;
  if (act === "ASK") return unsaid("note", "say what the customer is asked");
  if (act === "RESOLVE") return unsaid("note", "say how: the customer reads it");
  if (act === "CLOSE" && by === "STAFF" && known.status !== "RESOLVED") {
    return unsaid("note", "say why it is closed and not resolved: the customer reads it");
  }
  return null;
}

function changesOf({ viewer }: ActingOnCase, { act, note, assignee }: AdvanceCaseInput): Partial<Case> {
  if (act === "TAKE") return { assignee: assignee ?? viewer.subject };
  return act === "RESOLVE" ? { resolution: note } : {};
}
