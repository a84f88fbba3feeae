export { blockingKeys, type BlockingKey, keyHash } from "./blocking.js";
export { codesOf, normalizeCode, type PartyCode } from "./code.js";
export { type Comparison, compare, type Evidence, type Frequency, type Relation } from "./compare.js";
export { type CannotLink, decide, type Verdict } from "./decide.js";
export {
  type AddressFeatures,
  type Email,
  FEATURES_VERSION,
  type Features,
  type OrganizationName,
  type PersonName,
  type Phone,
  type TaxId,
} from "./features.js";
export { MODEL, type MatchModel } from "./model.js";
export { normalize, type StatedDetails } from "./normalize.js";
export { POLICY, type Policy, UNATTENDED_POLICY } from "./policy.js";
export type { ComparableRecord, KnownRecord, StatedParty } from "./record.js";
