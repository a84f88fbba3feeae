import { ediDay, ediTime } from "../reading/edi/date.js";
import { type Findings, noFindings } from "../reading/edi/findings.js";
import type { PartyContext } from "../reading/edi/party.js";
import type { FunctionalGroup, Interchange, TransactionSet } from "./envelope.js";
import { element, type Segment } from "./segment.js";
import type { X12Settings } from "./settings.js";

/** A transaction set and what is known around it while it is read. */
export interface SetContext {
  readonly set: TransactionSet;
  readonly settings: X12Settings;
  readonly findings: Findings;
  /** Id of the sender: ISA06, or GS02 where there is no ISA. */
  readonly sender: { readonly qualifier: string | null; readonly id: string } | null;
  /** Control number of the interchange, the group and the set, as one id of the document. */
  readonly documentId: string;
  /** When the interchange was made, by its own clock read as UTC; else when it came in. */
  readonly sentAt: string;
  /** Sorts as text in the order of sending; null where the envelope says nothing of it. */
  readonly version: string | null;
  /** True if the sender marks the interchange as a test (ISA15). */
  readonly isTest: boolean;
  readonly componentSeparator: string;
}

export function contextOf(
  set: TransactionSet,
  group: FunctionalGroup,
  { header, separators }: Pick<Interchange, "header" | "separators">,
  receivedAt: string,
  settings: X12Settings,
): SetContext {
  const isa = header ?? undefined;
  const gs = group.header ?? undefined;
  const senderId = element(isa, 6) ?? element(gs, 2);
  const made = madeAt(isa, gs);
  const controls = [element(isa, 13), element(gs, 6), set.control];
  return {
    ...{ set, settings, findings: noFindings() },
    sender: senderId === null ? null : { qualifier: element(isa, 5), id: senderId },
    documentId: controls.filter((control) => control !== null && control !== "").join("-"),
    sentAt: made === null ? receivedAt : `${made}Z`,
    version: made === null ? null : [made, ...controls.map((one) => padded(one ?? ""))].join("-"),
    isTest: element(isa, 15) === "T",
    componentSeparator: separators.component,
  };
}

/** When an interchange or a group was made, as its own clock showed; null where it does not say. */
export function madeAt(isa: Segment | undefined, gs: Segment | undefined): string | null {
  const day = ediDay(element(isa, 9) ?? element(gs, 4) ?? "");
  const time = ediTime(element(isa, 10) ?? element(gs, 5) ?? "") ?? "00:00:00";
  return day === null ? null : `${day}T${time}`;
}

const CONTROL_DIGITS = 9;

const padded = (control: string): string => control.padStart(CONTROL_DIGITS, "0");

/** Who wrote the set decides whose codes are its own. */
export const partyContext = (
  { settings: { codeSystem, country } }: SetContext,
  sender: PartyContext["sender"],
): PartyContext => ({ sender, codeSystem, country });
