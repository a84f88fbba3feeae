import { describe, expect, test } from "vitest";
import { type Comparison, compare } from "../../src/identity/comparing/compare.js";
import { MODEL } from "../../src/identity/comparing/model.js";
import { crowdOf } from "../../src/identity/deciding/crowd.js";
import { withSharedKnowledge } from "../../src/identity/deciding/customer.js";
import { decide } from "../../src/identity/deciding/decide.js";
import { POLICY } from "../../src/identity/deciding/policy.js";
import { codesOf } from "../../src/identity/normalizing/code.js";
import { normalize, type StatedDetails } from "../../src/identity/normalizing/normalize.js";
import { aStatement } from "./stated.js";

type Short = Parameters<typeof aStatement>[2];
type Person = Short & { readonly born?: string; readonly details?: StatedDetails };

let records = 0;
const person = ({ born, details, ...short }: Person) => {
  const { recordId, party } = aStatement(`shop-${++records}`, "shop", { kind: "PERSON", ...short });
  const features = normalize(party, { ...details, birthDate: born ?? null });
  return { recordId, system: "shop", codes: codesOf("shop", party), features };
};
const between = (a: Person, b: Person): Comparison => compare(person(a), person(b));
const levels = ({ evidence }: Comparison): string[] =>
  evidence.map(({ feature, level }) => `${feature}.${level}`);

const HOME = { lines: ["1304 Poppy Hills Dr"], city: "Blacklick", postalCode: "43004", country: "US" };
const SHARED = { emails: ["kestrel9@mail.example"], phones: ["+1 512 353 8633"], address: HOME };

describe("one person under two spellings", () => {
  test.each([
    ["Robert Hale", "Bob Hale", "nickname"],
    ["Pat Hale", "Patrick Hale", "nickname"],
    ["Pat Hale", "Patricia Hale", "nickname"],
    ["Wm Hale", "William Hale", "nickname"],
    ["Geoffrey Hale", "Jeffrey Hale", "nickname"],
    ["Mary Hale", "Marie Hale", "sounds"],
    ["Keeley Hale", "Kaylee Hale", "sounds"],
    ["B Hale", "Robert Hale", "initial"],
    ["Dan Josen", "Dan Jones", "alike"],
    ["Rosemay Hale", "Rosemary Hale", "slip"],
  ])("%s is %s: %s", (one, other, level) => {
    const found = between({ name: one, ...SHARED }, { name: other, ...SHARED });
    expect(levels(found)).toContain(`nameWord.${level}`);
    expect(found.score).toBeGreaterThan(POLICY.linkAt);
  });

  test.each([
    ["គឹម តារា", "Dara Kim"],
    ["فيصل صديقي", "Faisal Siddiqui"],
    ["ВАСИЛЬЕВ, Александр Павлович", "Alexander Pavlovich Vasiliev"],
    ["Γιώργος Παπαδόπουλος", "Giorgos Papadopoulos"],
    ["김민수", "Kim Minsu"],
    ["バラク・オバマ", "Barack Obama"],
    ["王杰", "Jie Wang"],
  ])("%s is %s in another script", (one, other) => {
    const apart = between({ name: one, address: HOME }, { name: "Margaret Osborne", address: HOME });
    expect(between({ name: one, address: HOME }, { name: other, address: HOME }).score).toBeGreaterThan(
      POLICY.linkAt,
    );
    expect(apart.score).toBeLessThan(POLICY.reviewAt);
  });

  test("a name alone says too little, however well it agrees", () => {
    expect(between({ name: "Robert Hale" }, { name: "Robert Hale" }).score).toBeLessThan(POLICY.reviewAt);
  });

  test("a name alone is enough beside a member of the customer that something else ties to it", () => {
    const [phones, emails] = [["+1 512 353 8633"], ["hale@mail.example"]];
    const by = { ...person({ name: "Robert Hale", phones, emails }), customerId: "hale" };
    const named = { ...person({ name: "Robert Hale" }), customerId: "hale" };
    expect(decide(person({ name: "Robert Hale", phones }), [by, named], [], POLICY).outcome).toBe("LINKED");
    expect(decide(person({ name: "Robert Hale" }), [named], [], POLICY).outcome).toBe("NEW");
  });

  test("the name that agrees best counts, whichever a record states first", () => {
    const also = { details: { otherNames: ["王杰"] }, address: HOME };
    const found = between({ name: "Jackie Wang", ...also }, { name: "王杰", address: HOME });
    expect(found.score).toBeGreaterThan(
      between({ name: "Jackie Wang", address: HOME }, { name: "王杰", address: HOME }).score,
    );
  });

  test("dates of birth are read with named months", () => {
    const found = between({ name: "Ed Hale", born: "Mar 1 1970" }, { name: "Ed Hale", born: "01-Mar-70" });
    expect(levels(found)).toContain("birthDate.same");
  });

  test("a number without its area code meets the whole one", () => {
    const found = between(
      { name: "Ed Hale", phones: ["321-3212"] },
      { name: "Ed Hale", phones: ["202-321-3212"] },
    );
    expect(levels(found)).toContain("phone.sameTail");
  });
});

describe("the members of a household", () => {
  test.each([
    ["spouses", { name: "Peter Kusha" }, { name: "Helen Kusha" }],
    ["twins", { name: "Mark Kusha", born: "1997-09-28" }, { name: "Marsha Kusha", born: "1997-09-28" }],
    [
      "names one letter apart and other birth dates",
      { name: "Mary Kusha", born: "1976-10-27" },
      { name: "Mark Kusha", born: "1997-09-28" },
    ],
    ["names with one beginning", { name: "Anna Kusha" }, { name: "Annabelle Kusha" }],
  ])("%s are apart, whatever they share", (_, one, other) => {
    const found = between({ ...one, ...SHARED }, { ...other, ...SHARED });
    expect(found.veto !== null || found.score < POLICY.reviewAt).toBe(true);
    expect(found.related).toBe("household");
  });

  test("an id of their own overrules the name: it was written wrongly", () => {
    const found = between(
      { name: "Peter Kusha", taxId: "294-66-9999", ...SHARED },
      { name: "Helen Kusha", taxId: "294669999", ...SHARED },
    );
    expect(found.related).toBeNull();
  });

  test("a shared mailbox does not overrule two birth dates", () => {
    const found = between(
      { name: "Jim Muir", born: "1997-11-12", ...SHARED },
      { name: "Jane Muir", born: "1999-12-10", ...SHARED },
    );
    expect(found.veto).toBe("they were born on different days");
  });

  test.each([
    ["Dobbins Jr, David", "David Dobbins Senior"],
    ["Morris I Klein", "Morris II Klein"],
  ])("%s is not %s", (one, other) => {
    expect(between({ name: one, ...SHARED }, { name: other, ...SHARED }).veto).not.toBeNull();
  });

  test("an I beside no other number is an initial", () => {
    expect(
      between({ name: "Morris I Klein", ...SHARED }, { name: "Morris Klein", ...SHARED }).veto,
    ).toBeNull();
  });

  test("a record without a name takes that of the customer whose id it states", () => {
    const marsha = {
      ...person({ name: "Marsha Kusha", taxId: "201-77-7719", ...SHARED }),
      customerId: "marsha",
    };
    const unnamed = { ...person({ taxId: "201777719", ...SHARED }), customerId: "marsha" };
    const mark = person({ name: "Mark Kusha", ...SHARED });
    expect(withSharedKnowledge([marsha, unnamed])[1]?.features.person?.text).toBe("Marsha Kusha");
    expect(decide(mark, [marsha, unnamed], [], POLICY).outcome).toBe("NEW");
  });
});

describe("a contact that several names share", () => {
  const desk = "+1 702 221 2211";
  const names = ["Jorg Swarm", "Gaston Gray", "Inez Inverness", "Otto Otter", "Penny Pemberton"];

  test("says the less the more different names there are, and one customer's many records are no crowd", () => {
    const of = (crowd: readonly string[]) =>
      compare(
        person({ name: "Jorg Swarm", phones: [desk] }),
        person({ name: "J Swarm", phones: [desk] }),
        () => 0,
        MODEL,
        crowdOf(crowd.map((name) => person({ name, phones: [desk] }))),
      );
    const alone = of(["Jorg Swarm", "J Swarm", "Swarm, Jorg", "Jorg Swarm"]).score;
    const three = of(names.slice(0, 3)).score;
    const five = of(names).score;
    expect(alone).toBeGreaterThan(three);
    expect(three).toBeGreaterThan(five);
    expect(alone).toBe(
      between({ name: "Jorg Swarm", phones: [desk] }, { name: "J Swarm", phones: [desk] }).score,
    );
  });

  test("is noticed when a record arrives among them", () => {
    const known = names.map((name) => ({ ...person({ name, phones: [desk] }), customerId: name }));
    const arriving = person({ name: "Swarm", phones: [desk] });
    const among = decide(arriving, known, [], POLICY);
    const without = decide(arriving, known.slice(0, 1), [], POLICY);
    expect(without.score ?? 0).toBeGreaterThan((among.score ?? 0) + 1);
  });

  test("a role's mailbox is nobody's own", () => {
    const emails = ["info@harbour.example"];
    expect(between({ name: "Andrew Hale", emails }, { name: "Andy Hale", emails }).score).toBeLessThan(
      POLICY.reviewAt,
    );
    expect(levels(between({ name: "Andrew Hale", emails }, { name: "Andy Hale", emails }))).toContain(
      "email.sameRole",
    );
  });

  test("a mailbox named after its owner is no more than the name again", () => {
    const found = between(
      { name: "Jay Jones", emails: ["jjones@jones.example"] },
      { name: "Jones Jay", emails: ["jjones@mail.example"] },
    );
    expect(levels(found)).toContain("email.namedMailbox");
    expect(found.score).toBeLessThan(POLICY.reviewAt);
  });
});
