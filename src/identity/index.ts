export { type BlockingKey, blockingKeys, keyHash } from "./blocking.js";
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
export {
  type GoldenAddress,
  type GoldenCustomer,
  type GoldenRecord,
  type GoldenValue,
  goldenCustomer,
  type LosingValue,
} from "./golden-record.js";
export { type MatchModel, MODEL } from "./model.js";
export { normalize, type StatedDetails } from "./normalize.js";
export { POLICY, type Policy, UNATTENDED_POLICY } from "./policy.js";
export type { ComparableRecord, KnownRecord, StatedParty } from "./record.js";
export { type Pins, type SurvivingRecord, survive } from "./survivorship.js";
export {
  CHANNEL_TRUST,
  type GoldenAttribute,
  SURVIVORSHIP_RULES,
  type SurvivorshipRule,
} from "./survivorship-rules.js";
