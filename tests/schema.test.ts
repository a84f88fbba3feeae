import { minifyIntrospection, outputIntrospectionFile } from "@gql.tada/internal";
import {
  type GraphQLField,
  type GraphQLOutputType,
  getNamedType,
  introspectionFromSchema,
  isEnumType,
  isInputObjectType,
  isNonNullType,
  isObjectType,
  isScalarType,
  lexicographicSortSchema,
  printSchema,
} from "graphql";
import { describe, expect, test } from "vitest";
import { PERSONAL_FIELDS } from "../src/domain/personal-fields.js";
import { buildApiSchema } from "../src/resolvers/api-schema.js";
import { ARGUMENT_POLICY, FIELD_POLICY, ROOT_POLICY, TYPE_POLICY } from "../src/resolvers/policy.js";

const schema = await buildApiSchema();
const ownTypes = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith("__"));
const BUILT_IN = ["Boolean", "Float", "ID", "Int", "String"];
const ROOTS = ["Query", "Mutation", "Subscription"];
const queries = Object.values(schema.getQueryType()?.getFields() ?? {});
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
const subscriptions = Object.values(schema.getSubscriptionType()?.getFields() ?? {});
const fieldsOf = (name: string): Record<string, GraphQLField<unknown, unknown>> => {
  const type = schema.getType(name);
  return isObjectType(type) ? type.getFields() : {};
};

test("the API is the one in schema.graphql", async () => {
  await expect(`${printSchema(lexicographicSortSchema(schema))}\n`).toMatchFileSnapshot(
    "../src/schema/schema.graphql",
  );
});

test("the types of the examples' documents are those of the API", async () => {
  const types = minifyIntrospection(introspectionFromSchema(lexicographicSortSchema(schema)));
  const file = await outputIntrospectionFile(types, { fileType: ".d.ts", shouldPreprocess: true });
  await expect(file).toMatchFileSnapshot("../examples/client/schema.d.ts");
});

test("it asks and changes what it is meant to, and nothing more", () => {
  expect(queries.map(({ name }) => name).sort()).toEqual([
    "_entities",
    "_service",
    "apiKeys",
    "auditEntries",
    "callerLookup",
    "cases",
    "customFields",
    "customer",
    "customers",
    "differences",
    "eventCursor",
    "how",
    "matchModels",
    "matchPolicy",
    "me",
    "node",
    "order",
    "orderDrafts",
    "orders",
    "quarantine",
    "returnStatistics",
    "returns",
    "reviewTasks",
    "search",
    "shipments",
    "survivorshipRules",
    "trackOrder",
    "webhookDeliveries",
    "webhooks",
    "why",
    "whyNot",
  ]);
  expect(mutations.map(({ name }) => name).sort()).toEqual([
    "addCaseNote",
    "advanceCase",
    "approveReturn",
    "attachReturnLabel",
    "cancelReturn",
    "changeCase",
    "changeOrder",
    "claimReviewTask",
    "createApiKey",
    "createWebhook",
    "declineReturn",
    "deferReviewTask",
    "defineCustomField",
    "discardOrderDraft",
    "eraseCustomer",
    "exportCustomer",
    "inspectReturn",
    "mergeCustomers",
    "moveCustomer",
    "openCase",
    "pinValue",
    "receiveReturn",
    "removeWebhook",
    "replayMessage",
    "replayWebhook",
    "requestReturn",
    "resolveReturn",
    "resolveReviewTask",
    "revokeApiKey",
    "revokeToken",
    "rotateWebhookSecret",
    "saveOrderDraft",
    "separateCustomers",
    "setCustomField",
    "settleCustomerMove",
    "settleDifference",
    "switchWebhook",
    "takeOrder",
    "unmerge",
    "unpinValue",
  ]);
  expect(subscriptions.map(({ name }) => name).sort()).toEqual([
    "caseEvents",
    "divergenceEvents",
    "orderEvents",
    "returnEvents",
    "reviewTaskEvents",
    "shipmentEvents",
  ]);
});

describe("every type says what it is", () => {
  test.each(ownTypes.filter(({ name }) => !BUILT_IN.includes(name) && !ROOTS.includes(name)))(
    "$name",
    (type) => {
      expect(type.description).toBeTruthy();
      if (isEnumType(type))
        for (const { name, description } of type.getValues())
          expect(description, `${type.name}.${name}`).toBeTruthy();
      if (isScalarType(type) || isEnumType(type) || !("getFields" in type)) return;
      for (const field of Object.values(type.getFields())) {
        expect(field.description, `${type.name}.${field.name}`).toBeTruthy();
        const args = "args" in field ? field.args : [];
        for (const arg of args)
          expect(arg.description, `${type.name}.${field.name}(${arg.name})`).toBeTruthy();
      }
    },
  );
  test.each([...queries, ...mutations, ...subscriptions])("$name", ({ description, args }) => {
    expect(description).toBeTruthy();
    for (const arg of args) expect(arg.description, arg.name).toBeTruthy();
  });
});

describe("every mutation", () => {
  test.each(mutations)("$name takes one input with an idempotency key", ({ args }) => {
    expect(args.map(({ name }) => name)).toEqual(["input"]);
    const input = getNamedType(args[0]?.type);
    const key = isInputObjectType(input) ? input.getFields().idempotencyKey : undefined;
    expect(String(key?.type)).toBe("String!");
  });

  test.each(mutations)("$name answers with user errors, and with what it changed or null", ({ type }) => {
    const payload = fieldsOf(getNamedType(type).name);
    expect(String(payload.userErrors?.type)).toBe("[UserError!]!");
    const others = Object.values(payload).filter(({ name }) => name !== "userErrors");
    expect(others.length).toBeGreaterThan(0);
    expect(others.filter((field) => isNonNullType(field.type))).toEqual([]);
  });

  const inputOf = (name: string) => {
    const input = getNamedType(mutations.find((one) => one.name === name)?.args[0]?.type);
    return isInputObjectType(input) ? input.getFields() : {};
  };
  /** Those that need no version, and why: nothing is there yet, or what they act on never changes, or acting twice is acting once. */
  const WITHOUT_VERSION: Readonly<Record<string, string>> = {
    ...{
      takeOrder: "makes",
      requestReturn: "makes",
      openCase: "makes",
      createApiKey: "makes",
      exportCustomer: "reads",
    },
    ...{ revokeApiKey: "is the same twice", revokeToken: "is the same twice" },
    ...{ createWebhook: "makes", rotateWebhookSecret: "makes a secret beside the one before" },
    ...{ switchWebhook: "is the same twice", removeWebhook: "is the same twice" },
    ...{ replayWebhook: "repeats what never changes" },
    ...{ eraseCustomer: "takes all there is", replayMessage: "reads what never changes" },
    ...{ unmerge: "a decision never changes", settleCustomerMove: "an offer is decided once" },
  };

  test.each(mutations.filter(({ name }) => WITHOUT_VERSION[name] === undefined))(
    "$name says which version it has seen",
    ({ name }) => {
      const { expectedVersion, expectedVersions } = inputOf(name);
      expect(String((expectedVersion ?? expectedVersions)?.type)).toMatch(/^(Int!?|\[Int!\])$/);
    },
  );
  test.each(Object.keys(WITHOUT_VERSION))("%s exists and takes no version", (name) => {
    expect(Object.keys(inputOf(name))).toContain("idempotencyKey");
    expect(Object.keys(inputOf(name))).not.toContain("expectedVersion");
  });

  const MACHINES = [
    "Case",
    "Order",
    "OrderChange",
    "OrderChangeDelivery",
    "Return",
    "ReviewTask",
    "Shipment",
  ];
  test.each(MACHINES)("%s says where it can go", (name) => {
    const { status, nextStates } = fieldsOf(name);
    expect(String(nextStates?.type)).toBe(`[${String(status?.type)}]!`);
  });
  test.each([
    ...[
      "changeOrder",
      "requestReturn",
      "approveReturn",
      "declineReturn",
      "cancelReturn",
      "attachReturnLabel",
    ],
    ...["receiveReturn", "inspectReturn", "resolveReturn", "resolveReviewTask", "claimReviewTask"],
    ...["deferReviewTask", "settleDifference", "settleCustomerMove", "mergeCustomers", "separateCustomers"],
    ...["unmerge", "openCase", "changeCase", "addCaseNote", "advanceCase"],
  ])("%s can be rehearsed", (name) => {
    expect(String(inputOf(name).dryRun?.type)).toMatch(/^Boolean!?$/);
  });
});

describe("who may ask for what", () => {
  const asked = [
    ...queries.map(({ name }) => `Query.${name}`),
    ...mutations.map(({ name }) => `Mutation.${name}`),
    ...subscriptions.map(({ name }) => `Subscription.${name}`),
  ];

  test("is said for every query, mutation and subscription, and for no other", () => {
    expect(Object.keys(ROOT_POLICY).sort()).toEqual(asked.sort());
  });

  test.each(Object.keys(ROOT_POLICY).filter((place) => place !== "Query.trackOrder"))(
    "%s is not open to somebody without a token",
    (place) => {
      expect(ROOT_POLICY[place]).not.toContain("ANONYMOUS");
    },
  );

  test.each(Object.entries(ARGUMENT_POLICY))(
    "%s has the arguments that are kept back, and may go without",
    (place, kept) => {
      const [type = "", name = ""] = place.split(".");
      const args = fieldsOf(type)[name]?.args ?? [];
      for (const arg of Object.keys(kept)) {
        expect(isNonNullType(args.find((one) => one.name === arg)?.type ?? null)).toBe(false);
        expect(args.map((one) => one.name)).toContain(arg);
      }
    },
  );

  test.each(Object.keys(TYPE_POLICY))("the type %s exists", (name) => {
    expect(Object.keys(fieldsOf(name))).not.toEqual([]);
  });

  test.each(Object.keys(FIELD_POLICY))(
    "%s exists and may be null, so that a refusal costs only itself",
    (place) => {
      const [type = "", name = ""] = place.split(".");
      const field = fieldsOf(type)[name];
      expect(field, place).toBeDefined();
      expect(isNonNullType(field?.type)).toBe(false);
    },
  );

  test("a field that leads to a kept-back type may be null", () => {
    const strict = ownTypes.filter(isObjectType).flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => !type.name.endsWith("Edge") && isNonNullType(field.type))
        .filter((field) => TYPE_POLICY[getNamedType(field.type).name] !== undefined)
        .map((field) => `${type.name}.${field.name}`),
    );
    expect(strict).toEqual([]);
  });
});

test.each([
  ...["orders", "apiKeys", "auditEntries", "customers", "cases", "returns", "reviewTasks", "quarantine"],
  ...["webhooks", "webhookDeliveries"],
])("%s has to be told how many", (name) => {
  const first = queries.find((query) => query.name === name)?.args.find((arg) => arg.name === "first");
  expect(String(first?.type)).toBe("Int!");
});

/** Texts that say nothing of a person: numbers of orders and systems, codes, words of ours. By type. */
const IMPERSONAL: Readonly<Record<string, string>> = {
  AmountAtRisk: "currency",
  ApiKey: "id prefix name createdBy revokedBy",
  AuditEntry: "id actor role origin operation idempotencyKey before after ids",
  AuditedThings: "type",
  CallerCandidate: "department",
  Case: "id number openedBy assignee",
  CaseEvent: "actor",
  CaseUpdate: "id cursor before after",
  CreateApiKeyPayload: "secret",
  CustomField: "id namespace key label choices",
  // Its value is masked by what its field says of it, row by row.
  CustomFieldValue: "namespace key label value changedBy",
  Crosswalk: "system code connectionId",
  Customer: "id",
  CustomerMove: "system",
  CustomerMoveOffer: "id stage decidedBy",
  CustomerAct: "modelVersion",
  Decision: "id seq actor modelVersion",
  Department: "name",
  EraseCustomerPayload: "changed",
  Evidence: "feature level",
  Explanation: "modelVersion veto related",
  ExplanationStep: "feature level",
  FieldProvenance: "path part rule",
  FulfillmentOrder: "connectionId externalId externalVersion",
  GoldenAttribute: "name",
  GoldenSource: "connectionId sourceRecordId",
  Hold: "releasedBy",
  InboundMessage: "id connectionId sha256 contentType result",
  KnownAddress: "system",
  LineFulfillment: "lineNumber",
  LineQuantity: "lineNumber",
  MatchGroup: "name features",
  MatchModel: "version adoptedBy refusal",
  MatchPolicy: "modelVersion identifying tangible overruling anchoring",
  MatchVeto: "level reason",
  MatchWeight: "feature level",
  Me: "subject",
  MessageIssue: "code at",
  MissingChange: "system",
  Order: "id number connectionId externalId externalNumber externalVersion poNumber currency trackingUrl",
  OrderChange: "requestedBy",
  OrderChangeDelivery: "connectionId",
  OrderChangeTarget: "lineNumber description",
  OrderDifference: "id connectionId externalId lineNumber parcel settledBy",
  OrderDocument: "id connectionId externalId",
  OrderDraft: "callId formId",
  OrderEvent: "id cursor before after",
  OrderLine: "lineNumber sku description unit",
  PageInfo: "startCursor endCursor",
  Party: "code department",
  PartyCode: "system value",
  PostalAddress: "department city region country",
  Query: "eventCursor",
  RecordMove: "fromCustomerId",
  Return: "id number requestedBy carrier labelUrl trackingNumber",
  ReturnCost: "currency",
  ReturnCostSum: "currency",
  ReturnEvent: "actor",
  ReturnInspection: "lineNumber",
  ReturnLine: "lineNumber",
  ReturnResolution: "currency",
  ReturnStatistic: "carrier",
  ReturnUpdate: "id cursor before after",
  ReviewTask: "id closedBy",
  ReviewTaskEvent: "id cursor before after",
  RevokeTokenPayload: "jti",
  SharedKey: "key",
  ShipToDivergence: "foundAt lineNumber",
  ShipToDivergenceEvent: "id cursor before after",
  Shipment: "id externalId carrier trackingNumber",
  ShipmentEvent: "id cursor before after",
  SourceRecord: "id connectionId",
  SurvivorshipRule: "attribute tieBreakers",
  TimelineEntry: "actor code status system",
  TrackedOrder: "number shipToCity shipToCountry",
  TrackedParcel: "carrier trackingNumber",
  TrackedReturn: "number trackingNumber",
  TrackingEvent: "code connectionId",
  UnmergePayload: "restoredCustomerIds ceasedCustomerIds decidedOtherwise",
  UserError: "field code message",
  _Service: "sdl",
  Webhook: "id url disabledBecause createdBy orderId became customerId",
  WebhookDelivery: "id",
  WebhookSecretPayload: "secret",
  WebhookTry: "fault",
};
const TEXTS = ["String", "JSON", "JSONObject", "ID"];

test("of every text it is said whether it is personal, and if so who may see it", () => {
  const texts = ownTypes.filter(isObjectType).flatMap((type) =>
    Object.values(type.getFields())
      .filter((field) => TEXTS.includes(getNamedType(field.type).name) && !type.name.endsWith("Edge"))
      .map((field) => `${type.name}.${field.name}`),
  );
  const impersonal = Object.entries(IMPERSONAL).flatMap(([type, names]) =>
    names.split(" ").map((name) => `${type}.${name}`),
  );
  const said = [...impersonal, ...Object.keys(PERSONAL_FIELDS)];
  expect(said.toSorted()).toEqual([...new Set(texts)].toSorted());
});

test.each(Object.entries(PERSONAL_FIELDS))("%s may be null if somebody must not see it", (place, shown) => {
  const [type = "", name = ""] = place.split(".");
  const isHidden = Object.values(shown).includes("HIDDEN");
  expect(isHidden && isNonNullType(fieldsOf(type)[name]?.type)).toBe(false);
});

const AMOUNTS =
  /(^|[a-z])(amount|total|price|cost|costs|quantity|ordered|shipped|delivered|packed|toCome|value)$/i;
/** Words of such a name that count or weigh no money and no goods. */
const NO_AMOUNTS = [
  ...["GoldenAttribute.value", "LosingValue.value", "PartyCode.value", "CustomFieldValue.value"],
  // A sum of weights.
  "ExplanationStep.total",
  ...["PinValueInput.value", "SetCustomFieldInput.value", "CustomFieldFilterInput.value"],
];

test("money and quantities are exact decimals, never floats", () => {
  const wrong = ownTypes.flatMap((type) => {
    if (!isObjectType(type) && !isInputObjectType(type)) return [];
    return Object.values(type.getFields())
      .filter(({ name }) => AMOUNTS.test(name) && !NO_AMOUNTS.includes(`${type.name}.${name}`))
      .map((field) => [`${type.name}.${field.name}`, getNamedType(field.type as GraphQLOutputType)] as const)
      .filter(([, named]) => isScalarType(named) && named.name !== "Decimal")
      .map(([place, named]) => `${place}: ${named.name}`);
  });
  expect(wrong).toEqual([]);
});
