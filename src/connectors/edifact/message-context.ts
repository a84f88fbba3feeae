import { ediDay, ediTime } from "../reading/edi/date.js";
import { type Findings, noFindings } from "../reading/edi/findings.js";
import type { PartyContext } from "../reading/edi/party.js";
import type { EdifactMessage, Interchange } from "./envelope.js";
import { component } from "./segment.js";
import type { EdifactSettings } from "./settings.js";

/** A message and what is known around it while it is read. */
export interface MessageContext {
  readonly message: EdifactMessage;
  readonly settings: EdifactSettings;
  readonly findings: Findings;
  /** Id of the sender (UNB S002); null where the message came without an interchange. */
  readonly sender: { readonly qualifier: string | null; readonly id: string } | null;
  /** References of the interchange and the message, as one id of the document. */
  readonly documentId: string;
  /** When the interchange was made, by its own clock read as UTC; else when it came in. */
  readonly sentAt: string;
  /** Sorts as text in the order of sending; null where the envelope says nothing of it. */
  readonly version: string | null;
  readonly isTest: boolean;
}

export function contextOf(
  message: EdifactMessage,
  { header }: Pick<Interchange, "header">,
  receivedAt: string,
  settings: EdifactSettings,
): MessageContext {
  const unb = header ?? undefined;
  const id = component(unb, 2, 1);
  const day = ediDay(component(unb, 4, 1) ?? "");
  const time = ediTime(component(unb, 4, 2) ?? "") ?? "00:00:00";
  const references = [component(unb, 5), message.reference].filter((one) => one !== null && one !== "");
  const sortable = references.map((reference) => (reference ?? "").padStart(REFERENCE_CHARS, "0"));
  return {
    ...{ message, settings, findings: noFindings() },
    sender: id === null ? null : { qualifier: component(unb, 2, 2), id },
    documentId: references.join("-"),
    sentAt: day === null ? receivedAt : `${day}T${time}Z`,
    version: day === null ? null : [`${day}T${time}`, ...sortable].join("-"),
    isTest: component(unb, 11) === "1",
  };
}

/** The longest reference that the syntax allows. */
const REFERENCE_CHARS = 14;

/** Who wrote the message decides whose codes are its own. */
export const partyContext = (
  { settings: { codeSystem, country } }: MessageContext,
  sender: PartyContext["sender"],
): PartyContext => ({ sender, codeSystem, country });
