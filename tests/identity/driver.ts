import { blockingKeys } from "../../src/identity/deciding/blocking.js";
import { POLICY, type Policy } from "../../src/identity/deciding/policy.js";
import { openRegister, type Register } from "../../src/identity/deciding/register.js";
import type { Resolution } from "../../src/identity/deciding/resolve-set.js";
import { codesOf } from "../../src/identity/normalizing/code.js";
import { normalize, type StatedDetails } from "../../src/identity/normalizing/normalize.js";
import type { StatedParty } from "../../src/identity/record.js";

export { shuffled } from "../../src/identity/learning/shuffle.js";

/** The engine on an empty memory: what the resolve flow does, without the store. */
export class Registry {
  readonly #register: Register;
  #customers = 0;

  constructor(policy: Policy = POLICY) {
    const nothing = { recordsByKey: new Map(), records: [], cannotLink: [] };
    // Padded, so that older ids sort first, as time-ordered ids do.
    const newId = () => `c${String(++this.#customers).padStart(9, "0")}`;
    this.#register = openRegister(nothing, newId, policy);
  }

  resolve({ recordId, system, party }: StatedParty, details: StatedDetails = {}): Resolution {
    const codes = codesOf(system, party);
    const features = normalize(party, details);
    const record = { recordId, system, codes, features };
    return this.#register.decide({ record, keys: blockingKeys(features, codes) });
  }

  /** Record id to customer id. */
  clusters(): Map<string, string> {
    return this.#register.customers();
  }
}
