import type { Viewer } from "./viewer.js";
import type { Role } from "./vocabulary.js";

/** How a value is shown: as it is, so that it can be recognized but not used, or not at all. */
export type Showing = "PLAIN" | "MASKED" | "HIDDEN";

/** Who looks: a role, or a machine whose key does not speak of personal data. */
export type Beholder = Role | "MACHINE";

type Kind = "CONTACT" | "NAME" | "PLACE" | "IDENTITY" | "WORDS" | "CONTENT";

/**
 * What each kind of personal data is to whom. Who is not named sees it in plain; which rows somebody sees
 * at all is decided elsewhere, in SQL. The supply chain ships to people and need not call them.
 */
const SHOWN: Readonly<Record<Kind, Partial<Record<Beholder, Showing>>>> = {
  /** E-mail addresses and phone numbers. */
  CONTACT: { SUPPLY_CHAIN: "MASKED", MACHINE: "MASKED" },
  NAME: { MACHINE: "MASKED" },
  /** Street and postal code; city and country say too little to be kept back. */
  PLACE: { MACHINE: "MASKED" },
  /** Numbers that stand for a person, and golden values with what they were chosen among. */
  IDENTITY: { SUPPLY_CHAIN: "HIDDEN", MACHINE: "HIDDEN" },
  /** Free text, in which anything may stand. */
  WORDS: { MACHINE: "MASKED" },
  /** Documents and forms as they are. */
  CONTENT: { SUPPLY_CHAIN: "MASKED", MACHINE: "HIDDEN" },
};

/** Every field that may say who a person is or how to reach them. Others are listed in the schema's test. */
const KINDS: Readonly<Record<Kind, readonly string[]>> = {
  CONTACT: [
    ...[
      "Customer.emails",
      "Customer.phones",
      "Department.emails",
      "Department.phones",
      "PostalAddress.phone",
    ],
    ...["Party.emails", "Party.phones", "OrderChangeTarget.emails", "OrderChangeTarget.phones"],
    ...[
      "CallerLookup.number",
      "CallerCandidate.statedNumber",
      "CustomerContact.email",
      "CustomerContact.phone",
    ],
  ],
  NAME: [
    ...["Customer.name", "Customer.localName", "Customer.contacts", "Department.contacts", "Party.name"],
    ...["Party.contactName", "PostalAddress.recipient", "OrderChangeTarget.contactName"],
    ...["CallerCandidate.contactName", "CustomerContact.contactName"],
  ],
  PLACE: ["PostalAddress.lines", "PostalAddress.postalCode"],
  IDENTITY: [
    ...["Customer.taxId", "Party.taxId", "GoldenAttribute.value", "GoldenAttribute.why", "LosingValue.value"],
    ...["Evidence.ours", "Evidence.theirs", "Evidence.detail", "FieldProvenance.text"],
  ],
  WORDS: [
    ...[
      "Order.note",
      "Order.doubts",
      "OrderChange.reason",
      "Return.note",
      "Return.cause",
      "Hold.explanation",
    ],
    ...["OrderChangeDelivery.nativeMessage", "FulfillmentOrder.nativeMessage", "TrackingEvent.description"],
    ...["TrackingEvent.location", "ReviewTask.title", "ReviewTask.resolution", "Decision.note"],
    ...["CustomerAct.words", "Why.words", "WhyNot.words", "Explanation.words", "ExplanationStep.words"],
    ...["ExplanationStep.ours", "ExplanationStep.theirs", "ExplanationGap.words", "MessageIssue.message"],
    ...[
      "CauseOfReturn.words",
      "CauseOfReturn.preventableBecause",
      "Return.decidedBecause",
      "ReturnEvent.note",
    ],
    ...["ReturnResolution.note", "ReturnInspection.condition", "TimelineEntry.description"],
    ...[
      "TimelineEntry.location",
      "OrderDifference.ours",
      "OrderDifference.theirs",
      "CustomerMoveOffer.reason",
    ],
    ...["Case.subject", "Case.description", "Case.resolution", "CaseEvent.note"],
    ...["SourceRecord.sourceKey", "InboundMessage.fileName", "InboundMessage.deliveryId"],
  ],
  CONTENT: ["OrderDraft.form", "InboundMessage.preview", "ExportCustomerPayload.data"],
};
/** Documents that may not be null: they are masked inside. */
const DOCUMENTS: readonly string[] = ["OrderDocument.content", "ReviewTask.details"];
const DOCUMENT: Partial<Record<Beholder, Showing>> = { SUPPLY_CHAIN: "MASKED", MACHINE: "MASKED" };

/** By `Type.field`: how it is shown to whom. The table that the API and its documentation are made from. */
export const PERSONAL_FIELDS: Readonly<Record<string, Partial<Record<Beholder, Showing>>>> =
  Object.fromEntries([
    ...(Object.keys(KINDS) as Kind[]).flatMap((kind) => KINDS[kind].map((place) => [place, SHOWN[kind]])),
    ...DOCUMENTS.map((place) => [place, DOCUMENT]),
  ]);

/**
 * Arguments that look for personal data, by their path, and the fields they look into: who may not see those in
 * plain may not search them, because a search that finds says what it was given.
 */
export const PERSONAL_ARGUMENTS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "Query.customers": { search: ["Customer.name", "Customer.emails", "Customer.phones"] },
  "Query.callerLookup": { number: ["Customer.phones"] },
  "Query.orders": {
    "filter.shipToText": ["PostalAddress.recipient", "PostalAddress.lines", "PostalAddress.postalCode"],
    "filter.shipToPostalCode": ["PostalAddress.postalCode"],
  },
};

export function beholderOf({ role, scopes }: Viewer): Beholder {
  const isKeptBack = role !== "CUSTOMER" && scopes !== undefined && !scopes.includes("personal:read");
  return isKeptBack ? "MACHINE" : role;
}

/** How a field is shown to a viewer. */
export function showingOf(place: string, viewer: Viewer | null): Showing {
  const rules = PERSONAL_FIELDS[place];
  return rules === undefined || viewer === null ? "PLAIN" : (rules[beholderOf(viewer)] ?? "PLAIN");
}

/** How a value is shown that is personal because somebody has declared it so: like documents and forms. */
export const showingOfDeclared = (viewer: Viewer | null): Showing =>
  viewer === null ? "HIDDEN" : (SHOWN.CONTENT[beholderOf(viewer)] ?? "PLAIN");

/** True if arguments would tell a viewer what their fields may not show them. */
export function searchesHidden(place: string, args: Arguments, viewer: Viewer | null): boolean {
  return Object.entries(PERSONAL_ARGUMENTS[place] ?? {}).some(
    ([path, fields]) =>
      givenAt(args, path.split(".")) != null && fields.some((field) => showingOf(field, viewer) !== "PLAIN"),
  );
}

type Arguments = Readonly<Record<string, unknown>>;

const givenAt = (args: Arguments, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Arguments | null | undefined)?.[key], args);
