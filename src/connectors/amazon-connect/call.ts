import type { Call, CallDirection, CallOutcome } from "../../domain/call.js";

import type { Issue, StoredMessage } from "../connector.js";
import { firstText, isGroup, leadsSomewhere } from "../reading/json/tree-path.js";
import { phoneNumber } from "../reading/values/phone-number.js";
import { readTime } from "../reading/values/zoned-time.js";

export interface CallContext {
  readonly country: string | null;
  readonly receivedAt: StoredMessage["receivedAt"];
}

/** How a contact began, and which way it went. What is not listed came from outside. */
const DIRECTIONS: Readonly<Record<string, CallDirection>> = {
  OUTBOUND: "OUTBOUND",
  EXTERNAL_OUTBOUND: "OUTBOUND",
  CALLBACK: "OUTBOUND",
  API: "OUTBOUND",
  CAMPAIGN_PREVIEW: "OUTBOUND",
  AGENT_REPLY: "OUTBOUND",
  MONITOR: "INTERNAL",
};

/** Why an outgoing call came to nothing, by what the network heard and by why it was ended. */
const FAILURES: Readonly<Record<string, CallOutcome>> = {
  SIT_TONE_BUSY: "BUSY",
  AMD_UNANSWERED: "MISSED",
  SIT_TONE_INVALID_NUMBER: "FAILED",
  SIT_TONE_DETECTED: "FAILED",
  OUTBOUND_DESTINATION_ENDPOINT_ERROR: "FAILED",
  OUTBOUND_RESOURCE_ERROR: "FAILED",
  OUTBOUND_ATTEMPT_FAILED: "FAILED",
  OUTBOUND_PREVIEW_DISCARDED: "FAILED",
  TELECOM_PROBLEM: "FAILED",
  EXPIRED: "MISSED",
  CONTACT_FLOW_DISCONNECT: "MISSED",
};

/** A contact record: what Amazon Connect knows of a call, as of its last update. */
export function callOfRecord(record: unknown, { country }: CallContext): Call | Issue {
  const id = firstText(record, ["ContactId"]);
  const startedAt = momentAt(record, ["InitiationTimestamp", "ConnectedToSystemTimestamp"]);
  if (id === null || startedAt === null)
    return fault("NOT_A_CALL", "A contact record states neither its id nor its beginning.");
  const answeredAt = momentAt(record, ["Agent.ConnectedToAgentTimestamp"]);
  const direction = directionOf(record);
  const outcome = outcomeOf(record, answeredAt, direction);
  return {
    ...whoOf(record, id, direction, country),
    externalVersion: momentAt(record, ["LastUpdateTimestamp"]),
    agent: firstText(record, ["Agent.Username"])?.slice(0, 500) ?? null,
    startedAt,
    answeredAt,
    endedAt: momentAt(record, ["DisconnectTimestamp"]),
    zoneUnknown: false,
    talkSeconds: secondsAt(record, "Agent.AgentInteractionDuration") ?? (outcome === "ANSWERED" ? null : 0),
    outcome,
  };
}

/**
 * A contact while its flow runs: it states no time, so the call begins when the message arrived. The flow has taken
 * the call; whether anybody speaks to the caller is in the contact record that follows.
 */
export function callOfFlow(contact: unknown, { country, receivedAt }: CallContext): Call | Issue {
  const id = firstText(contact, ["ContactId"]);
  if (id === null) return fault("NOT_A_CALL", "The flow names no contact.");
  const direction = directionOf(contact);
  return {
    ...whoOf(contact, id, direction, country),
    externalVersion: null,
    agent: null,
    startedAt: momentAt(contact, ["InitiationTimestamp"]) ?? receivedAt,
    answeredAt: null,
    endedAt: null,
    zoneUnknown: false,
    talkSeconds: null,
    outcome: "ANSWERED",
  };
}

/** Who called whom, through which queue: stated alike by records and flows. */
function whoOf(contact: unknown, id: string, direction: CallDirection, country: string | null) {
  const customer = phoneNumber(firstText(contact, ["CustomerEndpoint.Address", "CustomerEndpoint"]), country);
  const system = phoneNumber(firstText(contact, ["SystemEndpoint.Address", "SystemEndpoint"]), country);
  const previous = firstText(contact, ["PreviousContactId"]);
  const isOutbound = direction === "OUTBOUND";
  return {
    externalId: id.slice(0, 200),
    linkedId: (firstText(contact, ["InitialContactId"]) ?? id).slice(0, 200),
    previousId: previous === id ? null : (previous?.slice(0, 200) ?? null),
    direction,
    callerNumber: isOutbound ? system : customer,
    callerName: firstText(contact, ["CustomerEndpoint.DisplayName"])?.slice(0, 500) ?? null,
    calledNumber: isOutbound ? customer : system,
    queue: firstText(contact, ["Queue.Name", "Queue"])?.slice(0, 500) ?? null,
    attributes: attributesOf(contact),
  };
}

function directionOf(contact: unknown): CallDirection {
  return DIRECTIONS[firstText(contact, ["InitiationMethod"])?.toUpperCase() ?? ""] ?? "INBOUND";
}

/** Whoever reached an agent was answered; who waited in vain gave up; who never asked for one was served by the menu. */
function outcomeOf(record: unknown, answeredAt: string | null, direction: CallDirection): CallOutcome {
  if (answeredAt !== null) return "ANSWERED";
  if (direction === "OUTBOUND") {
    const signs = [
      firstText(record, ["AnsweringMachineDetectionStatus"]),
      firstText(record, ["DisconnectReason"]),
    ];
    return signs.map((sign) => FAILURES[sign ?? ""]).find((outcome) => outcome !== undefined) ?? "MISSED";
  }
  if (leadsSomewhere(record, "Queue.EnqueueTimestamp")) return "ABANDONED";
  return firstText(record, ["DisconnectReason"]) === "TELECOM_PROBLEM" ? "FAILED" : "ANSWERED";
}

function momentAt(contact: unknown, paths: readonly string[]): string | null {
  const stamp = firstText(contact, paths);
  const time = stamp === null ? null : readTime({ stamp }, { timeZone: "UTC", dayFirst: null });
  return time?.kind === "time" ? time.at : null;
}

function secondsAt(contact: unknown, path: string): number | null {
  const seconds = Math.floor(Number(firstText(contact, [path]) ?? Number.NaN));
  return Number.isSafeInteger(seconds) && seconds >= 0 ? seconds : null;
}

const ATTRIBUTES_MAX = 100;

function attributesOf(contact: unknown): Record<string, string> {
  const given = isGroup(contact) && isGroup(contact.Attributes) ? Object.entries(contact.Attributes) : [];
  const texts = given.flatMap(([name, value]) =>
    typeof value === "string" && value !== ""
      ? [[name.slice(0, 200), value.slice(0, 2000).toWellFormed()] as const]
      : [],
  );
  return Object.fromEntries(texts.slice(0, ATTRIBUTES_MAX));
}

const fault = (code: string, message: string): Issue => ({ code, message, at: null });
