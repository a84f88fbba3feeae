import { blockingKeys } from "../../identity/deciding/blocking.js";
import type { ArrivingRecord } from "../../identity/deciding/resolve-set.js";
import { codesOf } from "../../identity/normalizing/code.js";
import { FEATURES_VERSION, type Features } from "../../identity/normalizing/features.js";
import { normalize } from "../../identity/normalizing/normalize.js";
import type { ComparableRecord, KnownRecord } from "../../identity/record.js";
import type { Member, StatedRecord } from "../../store/writes/identity.js";

/** A stored record as the engine sees it, with its keys. */
export function arrivingOf(stated: StatedRecord): ArrivingRecord {
  const record = comparableOf(stated);
  return { record, keys: blockingKeys(record.features, record.codes) };
}

/** A stored record of a customer as the engine sees it. */
export const knownOf = (stated: StatedRecord & { readonly customerId: string }): KnownRecord => ({
  ...comparableOf(stated),
  customerId: stated.customerId,
});

/** The same of one that was read without what is not compared. */
export const knownMember = ({
  id,
  connectionId,
  customerId,
  features,
  party,
  ...own
}: Member): KnownRecord => ({
  ...{ recordId: id, system: connectionId, customerId, codes: codesOf(connectionId, own) },
  features: party === null ? (features as Features) : normalize(party),
});

const comparableOf = ({ id, connectionId, party, features }: StatedRecord): ComparableRecord => ({
  ...{ recordId: id, system: connectionId, codes: codesOf(connectionId, party) },
  features: isCurrent(features) ? features : normalize(party),
});

/** Features of an older normalization are made anew from what was stated. */
const isCurrent = (features: unknown): features is Features =>
  features !== null && (features as Features).version === FEATURES_VERSION;
