import { z } from "zod";
import type { Call } from "../../domain/call.js";
import { defineConnector, type Issue, type MapResult } from "../connector.js";
import { callResult } from "../reading/checks/call-result.js";
import { firstText, leadsSomewhere, valuesAt } from "../reading/json/tree-path.js";
import { type CallContext, callOfFlow, callOfRecord } from "./call.js";
import { type Contacts, decodeContacts } from "./contacts.js";

const settings = z.object({
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .default(null)
    .describe("Country of numbers that are stated without one, e.g. `US`."),
});

/** Contact records of Amazon Connect, and the events of its contact flows. */
export const amazonConnect = defineConnector<typeof settings, Contacts>({
  id: "amazon-connect",
  title: "Amazon Connect",
  side: "CALL_CENTER",
  settings,
  secrets: [],
  mappingVersion: 1,
  files: { extensions: [".json", ".jsonl", ".ndjson"] },
  decode: decodeContacts,
  map: (contacts, { receivedAt }, { country }) => mapContacts(contacts, { country, receivedAt }),
});

function mapContacts(document: Contacts, context: CallContext): MapResult {
  if (!document.ok) return { ok: false, issues: [document.issue] };
  const read = document.contacts.map((contact) => readContact(contact, context));
  const calls = read.filter((one): one is Call => "direction" in one);
  const faults = read.filter((one): one is Issue => "code" in one);
  const others = faults.filter(({ code }) => code === "NOT_A_VOICE_CALL");
  if (calls.length === 0 && others.length > 0 && others.length === faults.length) {
    return { ok: true, documents: [], warnings: distinct(others) };
  }
  const running = document.contacts.some((contact) => leadsSomewhere(contact, "Details.ContactData"));
  return callResult(
    calls,
    running && calls.length > 0 ? [STILL_RUNNING, ...distinct(faults)] : distinct(faults),
  );
}

function readContact(contact: unknown, context: CallContext): Call | Issue {
  const [flow] = valuesAt(contact, "Details.ContactData");
  const told = flow ?? contact;
  const channel = firstText(told, ["Channel"])?.toUpperCase() ?? "VOICE";
  if (channel !== "VOICE" && channel !== "TELEPHONY") {
    const message = `A contact came by ${channel.toLowerCase().slice(0, 60)}, and is no telephone call.`;
    return { code: "NOT_A_VOICE_CALL", message, at: null };
  }
  if (flow !== undefined) return callOfFlow(flow, context);
  if (leadsSomewhere(contact, "ContactId")) return callOfRecord(contact, context);
  return otherOf(contact);
}

/** What else Amazon Connect and its functions send. */
const OTHERS: readonly (readonly [path: string, what: string])[] = [
  ["Details.Parameters", "the call of a function with parameters only; it names no contact"],
  ["EventType", "an event of an agent, and tells of no call"],
  ["CurrentAgentSnapshot", "an event of an agent, and tells of no call"],
  ["detail.contactId", "an event of a contact; the whole call is in its contact record"],
  ["Contact", "the description of a contact; the whole call is in its contact record"],
  ["Transcript", "the analysis of a conversation; the call is in its contact record"],
];

function otherOf(contact: unknown): Issue {
  const what = OTHERS.find(([path]) => leadsSomewhere(contact, path))?.[1] ?? "no contact of Amazon Connect";
  return { code: "NOT_A_CALL", message: `This is ${what}.`, at: null };
}

const STILL_RUNNING: Issue = {
  code: "CALL_STILL_RUNNING",
  message: "The flow of the call was still running: how it ended comes with its contact record.",
  at: null,
};

const distinct = (issues: readonly Issue[]): Issue[] => [
  ...new Map(issues.map((one) => [one.message, one])).values(),
];
