import { describe, expect, test } from "vitest";
import { byCustomer, type Members } from "../../../src/identity/deciding/decide.js";
import { dismissals } from "../../../src/identity/deciding/dismissals.js";
import { POLICY } from "../../../src/identity/deciding/policy.js";
import { type Sight, secondLook } from "../../../src/identity/deciding/second-look.js";
import { codesOf } from "../../../src/identity/normalizing/code.js";
import { normalize } from "../../../src/identity/normalizing/normalize.js";
import type { KnownRecord } from "../../../src/identity/record.js";
import { aStatement } from "../stated.js";

type Short = Parameters<typeof aStatement>[2];

const known = (customerId: string, recordId: string, short: Short): KnownRecord => {
  const { party } = aStatement(recordId, "list", short);
  return { customerId, recordId, system: "list", codes: codesOf("list", party), features: normalize(party) };
};

const ELBE = { name: "Elbwerft Maschinenbau GmbH", emails: ["einkauf@elbwerft.example"] };
const OWN: Members = [known("own", "own-1", ELBE)];
const HAMBURG = known("hamburg", "hamburg-1", {
  name: "Hafenlogistik Petersen KG",
  address: { lines: ["Am Sandtorkai 30"], city: "Hamburg", postalCode: "20457", country: "DE" },
});
const KIEL = known("kiel", "kiel-1", { name: "Förde Elektronik AG", phones: ["+49 431 5550100"] });

/** How often a shared value was asked about: no comparison with a shared word goes without. */
function sightOf(forgetting: boolean): Sight & { readonly compared: () => number } {
  let compared = 0;
  const frequency = (): number => {
    compared += 1;
    return 1;
  };
  const seen = forgetting ? undefined : dismissals(POLICY);
  return { cannotLink: [], policy: POLICY, frequency, dismissals: seen, compared: () => compared };
}

describe("a customer that was looked at before", () => {
  const others = byCustomer([HAMBURG, KIEL, known("likely", "likely-1", { name: "Elbwerft Werft GmbH" })]);

  test("is what it was, and costs nothing where it clearly is not the other", () => {
    const [sight, fresh] = [sightOf(false), sightOf(true)];
    const first = secondLook(OWN, others, sight);
    const once = sight.compared();
    expect(once).toBeGreaterThan(0);
    expect(secondLook(OWN, others, sight)?.outcome).toBe(first?.outcome);
    expect(first).toEqual(secondLook(OWN, others, fresh));
    secondLook(OWN, others, fresh);
    expect(sight.compared() - once).toBeLessThan(fresh.compared() / 2);
  });

  test("is looked at again when somebody has joined the other", () => {
    const sight = sightOf(false);
    const before = byCustomer([HAMBURG, KIEL]);
    expect(secondLook(OWN, before, sight)).toBeNull();
    const joined = byCustomer([HAMBURG, KIEL, known("kiel", "kiel-2", ELBE)]);
    expect(secondLook(OWN, joined, sight)).toEqual(secondLook(OWN, joined, sightOf(true)));
    expect(secondLook(OWN, joined, sight)).not.toBeNull();
  });

  test("is looked at again when it has changed itself", () => {
    const sight = sightOf(false);
    const before = byCustomer([HAMBURG, KIEL]);
    expect(secondLook(OWN, before, sight)).toBeNull();
    const two = [...OWN, known("own", "own-2", { name: "Förde Elektronik AG", phones: ["+49 431 5550100"] })];
    expect(secondLook(two, before, sight)).toEqual(secondLook(two, before, sightOf(true)));
    expect(secondLook(two, before, sight)).not.toBeNull();
  });
});
