import type { OutgoingDocument, Sending, StoredMessage } from "../connector.js";
import type { EdiFault } from "../reading/edi/findings.js";
import type { EdifactDocument } from "./decode.js";
import type { EdifactMessage, Interchange } from "./envelope.js";
import { type Mailbox, type OutgoingSegment, writeInterchange } from "./interchange.js";
import { readMessage } from "./map.js";
import { component } from "./segment.js";
import type { EdifactSettings } from "./settings.js";

const ACKNOWLEDGED = "7";
const REJECTED = "4";
const ACKNOWLEDGMENT = "CONTRL";

/**
 * The CONTRL for a file: which messages could be read as EDIFACT, and where one could not, with its place.
 * It speaks of the syntax only, and of the first interchange of the file, because a CONTRL answers one; null
 * if there is nothing to acknowledge, or nobody to send it to.
 */
export function syntaxAcknowledgment(
  { interchanges }: EdifactDocument,
  { receivedAt }: Omit<StoredMessage, "body">,
  sending: Sending,
  settings: EdifactSettings,
): OutgoingDocument | null {
  const interchange = interchanges.find(({ messages }) =>
    messages.some(({ type }) => type !== ACKNOWLEDGMENT),
  );
  const unb = interchange?.header;
  if (interchange === undefined || !unb) return null;
  const answers = interchange.messages.map((message) => {
    const { outcome, isKnown } = readMessage(message, interchange, receivedAt, settings);
    return messageAnswer(message, isKnown, outcome.findings.issues);
  });
  const isRefused = answers.every(({ action }) => action === REJECTED);
  const segments: OutgoingSegment[] = [
    ["UCI", component(unb, 5), parts(unb, 2), parts(unb, 3), isRefused ? REJECTED : ACKNOWLEDGED],
    ...answers.flatMap((answer) => answer.segments),
  ];
  const isTest = component(unb, 11) === "1" || settings.usage === "TEST";
  const message = { type: ["CONTRL", "D", "3", "UN"], segments };
  return writeInterchange({ ...mailboxes(interchange, settings), isTest }, message, sending, settings);
}

const parts = (segment: NonNullable<Interchange["header"]>, element: number) =>
  [1, 2].map((part) => component(segment, element, part));

/** The answer goes back the way the file came. */
function mailboxes(
  { header }: Interchange,
  { ownId, ownQualifier }: EdifactSettings,
): { from: Mailbox; to: Mailbox } {
  const [from, to] = [3, 2].map((element) => ({
    id: component(header ?? undefined, element, 1) ?? "",
    qualifier: component(header ?? undefined, element, 2) ?? "",
  })) as [Mailbox, Mailbox];
  return { from: ownId === null ? from : { id: ownId, qualifier: ownQualifier }, to };
}

interface MessageAnswer {
  readonly action: typeof ACKNOWLEDGED | typeof REJECTED;
  readonly segments: readonly OutgoingSegment[];
}

/** Our faults of a message as element 0085. */
const ERRORS: Readonly<Record<string, string>> = {
  MESSAGE_NOT_READ: "17",
  MESSAGE_CUT_OFF: "13",
};
const VALUE_WRONG = "12";
const VALUE_MISSING = "13";
const FAULTS_MAX = 99;

function messageAnswer(
  { type: kind, reference, segments, end }: EdifactMessage,
  isKnown: boolean,
  issues: readonly EdiFault[],
): MessageAnswer {
  const refusals = issues.filter(({ syntax }) => syntax !== null);
  const isRefused = refusals.length > 0 || !isKnown || end === "CUT_OFF";
  const [whole = null] = issues.flatMap(({ code }) => ERRORS[code] ?? []);
  const type = kind === "" ? [] : (segments[0]?.elements[1] ?? []);
  return {
    action: isRefused ? REJECTED : ACKNOWLEDGED,
    segments: [
      ["UCM", reference, type.map((part) => part.trim()), isRefused ? REJECTED : ACKNOWLEDGED, whole],
      ...refusals.slice(0, FAULTS_MAX).flatMap(faultSegments),
    ],
  };
}

function faultSegments({ place, element, syntax }: EdiFault): OutgoingSegment[] {
  if (place === null) return [];
  const error = syntax === "MISSING" ? VALUE_MISSING : VALUE_WRONG;
  if (element === null) return [["UCS", place.number, error]];
  return [
    ["UCS", place.number],
    // The tag counts as the first element of a segment here.
    ["UCD", error, element + 1],
  ];
}
