import { groupBy } from "../../domain/group-by.js";
import type { PartyStatement } from "../../domain/party.js";
import type { CustomerSearchFields } from "../../domain/search.js";
import type { GoldenRecord } from "../../identity/golden/golden-record.js";
import { type Pins, type SurvivingRecord, survive } from "../../identity/golden/survivorship.js";
import { normalize } from "../../identity/normalizing/normalize.js";
import type { Tx } from "../../store/database.js";
import { lockCustomers, saveGolden, unbuiltCustomerOf } from "../../store/writes/customer.js";
import { goldenWithOpenWork } from "../../store/writes/customer-move.js";
import { type MemberStatement, statementsOf } from "../../store/writes/golden.js";
import { weighQuestions } from "../../store/writes/identity-question.js";
import { pinsOf } from "../../store/writes/pins.js";
import { noteMovesOf } from "../moves/note-moves.js";
import type { Hub } from "../work/hub.js";
import type { Work } from "../work/work.js";

/** Newest records that a golden record is made of; a shop that re-states a customer daily must not slow it down. */
export const RECORDS_MAX = 500;
const SEARCH_LENGTH_MAX = 4_000;
const SEARCH_VALUES_MAX = 500;

/**
 * Builds golden records anew from the records that belong to them. It reads everything and keeps
 * nothing of before, so building twice, or in another order, gives the same.
 */
export const rebuild: Work = async (hub, claim) => {
  const ids = [...new Set(claim.facts.map((fact) => fact.subjectId))];
  await hub.store.transaction(async (tx) => {
    await build(hub, tx, ids);
    await claim.finish(tx, claim.facts);
  });
};

/** The customer of an order is built before anybody names it to others, whether or not its turn has come. */
export async function buildCustomerOf(hub: Hub, orderId: string): Promise<void> {
  const unbuilt = await unbuiltCustomerOf(hub.store.pool, orderId);
  if (unbuilt !== null) await hub.store.transaction((tx) => build(hub, tx, [unbuilt]));
}

async function build(hub: Hub, tx: Tx, ids: readonly string[]): Promise<void> {
  const living = await lockCustomers(tx, ids);
  const pins = await pinsOf(tx, living);
  const before = await goldenWithOpenWork(tx, living);
  const records = groupBy(await statementsOf(tx, living, RECORDS_MAX), (record) => record.customerId);
  const rows = [...records].map(([id, members]) => {
    const golden = goldenOf(members, pins.get(id) ?? {});
    const { kind, name } = golden;
    return {
      id,
      kind: kind?.value ?? null,
      name: name?.value ?? null,
      golden,
      searchText: searchTextOf(members),
      searchFields: searchFieldsOf(members),
    };
  });
  await saveGolden(tx, rows);
  await noteMovesOf(tx, hub, before, rows);
  await weighQuestions(tx, living);
}

type Statement = Omit<MemberStatement, "customerId">;

/** The golden record of these records; it says how many more the customer has than were looked at. */
export function goldenOf(members: readonly Statement[], pins: Pins): GoldenRecord {
  const leftOut = Math.max(0, (members[0]?.ofCustomer ?? 0) - members.length);
  return survive(members.map(asStated), pins, leftOut);
}

const asStated = ({ id, connectionId, channel, version, statedAt, party }: Statement): SurvivingRecord => ({
  ...{ recordId: id, system: connectionId, channel, version, statedAt: statedAt.toISOString(), party },
  features: normalize(party),
});

/** Whatever people may type to find this customer. */
function searchTextOf(records: readonly MemberStatement[]): string {
  const words = new Set(records.flatMap(({ party }) => wordsOf(party)));
  return [...words].join(" ").normalize("NFKC").toLowerCase().slice(0, SEARCH_LENGTH_MAX);
}

/** The same by what it is, each once. */
function searchFieldsOf(records: readonly MemberStatement[]): CustomerSearchFields {
  const said = (valuesOf: (party: PartyStatement) => readonly (string | null)[]): string[] => {
    const values = records.flatMap(({ party }) => valuesOf(party)).filter((value) => value !== null);
    return [...new Set(values)].filter((value) => value !== "").slice(0, SEARCH_VALUES_MAX);
  };
  return {
    names: said(({ name, contactName, department }) => [name, contactName, department]),
    codes: said(({ code, otherCodes }) => [code, ...otherCodes.map(({ value }) => value)]),
    emails: said(({ emails }) => emails),
    phones: said(({ phones }) => phones),
  };
}

const wordsOf = (party: PartyStatement): string[] =>
  [
    ...[party.name, party.department, party.contactName, party.code, party.taxId],
    ...party.otherCodes.map(({ value }) => value),
    ...[...party.emails, ...party.phones],
  ].filter((word) => word !== null && word !== "") as string[];
