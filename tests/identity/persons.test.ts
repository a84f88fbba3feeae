import { describe, expect, test } from "vitest";
import { codesOf } from "../../src/identity/code.js";
import { type Comparison, compare } from "../../src/identity/compare.js";
import { crowdOf } from "../../src/identity/crowd.js";
import { withSharedKnowledge } from "../../src/identity/customer.js";
import { decide } from "../../src/identity/decide.js";
import { columnMapping, readRow } from "../../src/identity/mapping.js";
import { MODEL } from "../../src/identity/model.js";
import { normalize, type StatedDetails } from "../../src/identity/normalize.js";
import { POLICY } from "../../src/identity/policy.js";
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
    expect(found.related).toBe("member of one household");
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

describe("a company of several names", () => {
  const company = (short: Short, otherNames: readonly string[] = []) => {
    const { recordId, party } = aStatement(`list-${++records}`, "list", { kind: "ORGANIZATION", ...short });
    return { recordId, system: "list", codes: [], features: normalize(party, { otherNames }) };
  };
  const address = { lines: ["4 Hillview Rise"], postalCode: "667979", country: "SG" };

  test("is found by any of them", () => {
    const registered = company({ name: "Brightwater Holdings", address }, ["Quayside Laundry"]);
    const trading = company({ name: "Quayside Laundry", address });
    expect(compare(registered, trading).score).toBeGreaterThan(POLICY.linkAt);
    expect(compare(company({ name: "Brightwater Holdings", address }), trading).score).toBeLessThan(
      POLICY.reviewAt,
    );
  });

  test("is not its sister, because both go by the name of the group besides", () => {
    const group = ["Ardent Carriers"];
    const here = company({ name: "Lowfield Freight" }, group);
    const there = company({ name: "Maybury Stores" }, group);
    expect(levels(compare(here, there)).join()).not.toContain("core.same");
  });

  test("keeps its name without what was added in brackets, unless that says where it is", () => {
    const added = company({ name: "Hajah Mamunah (Jln Pisang)" });
    expect(added.features.alsoNamed.organizations.map(({ text }) => text)).toEqual(["Hajah Mamunah"]);
    expect(company({ name: "Brightwater (Sweden)" }).features.alsoNamed.organizations).toEqual([]);
  });
});

describe("ids of several offices", () => {
  const ids = (...taxIds: [register: string, value: string][]) => ({
    details: { taxIds: taxIds.map(([register, value]) => ({ register, value })) },
  });
  const name = "Susan Mooney";

  test("agree where any two are the same", () => {
    const found = between(
      { name, ...ids(["passport", "1231345345"], ["license", "8923322"]) },
      { name, ...ids(["license", "8923322"], ["ssn", "521-21-2123"]) },
    );
    expect(levels(found)).toContain("taxId.sameUnchecked");
  });

  test("contradict each other within one office only, whatever the numbers look like", () => {
    const found = between(
      { name, ...ids(["passport", "10251111"]) },
      { name, ...ids(["passport", "10252222"]) },
    );
    expect(levels(found)).toContain("taxId.different");
    const other = between(
      { name, ...ids(["passport", "1231345345"]) },
      { name, ...ids(["ssn", "521-21-2123"]) },
    );
    expect(levels(other).some((level) => level.startsWith("taxId"))).toBe(false);
  });

  test("come from the columns of a table, as further names do", () => {
    const mapping = columnMapping.parse({
      id: "id",
      fields: { ssn: "tax_id", passport: "tax_id", name: "person_name", native: "person_name" },
    });
    const { party, details } = readRow(
      { id: "1", ssn: "521-21-2123", passport: "1231345345", name: "Wang Jie", native: "王杰" },
      mapping,
    );
    const features = normalize(party, details);
    expect([features.taxId, ...features.otherTaxIds].map((id) => [id?.register, id?.value])).toEqual([
      ["ssn", "521212123"],
      ["passport", "1231345345"],
    ]);
    expect(features.alsoNamed.persons.map(({ text }) => text)).toEqual(["王杰"]);
  });

  test.each([
    ["PASSPORT_NUMBER", "differentDocument"],
    ["CUSTOMER_NUMBER", "differentNumber"],
  ])("two codes of %s: %s", (system, level) => {
    const codes = (value: string) => ({ otherCodes: [{ system, value }] });
    expect(levels(between({ name, ...codes("10251111") }, { name, ...codes("10252222") }))).toContain(
      `code.${level}`,
    );
  });

  test("a field of no known meaning tells by what it holds", () => {
    const other = (value: string) => ({ details: { other: { note: value } } });
    const level = (a: string, b: string) =>
      levels(between({ name, ...other(a) }, { name, ...other(b) })).at(-1);
    expect(level("72129291", "7212-9291")).toBe("other:note.sameNumber");
    expect(level("Universal Exports", "Universal Exports, USA")).toBe("other:note.withinText");
    expect(level("Universal Exports", "universal exports")).toBe("other:note.sameText");
    expect(level("1/2/1918", "1/2/1918")).toBe("other:note.same");
    expect(level("gold", "silver")).toBe("other:note.different");
  });

  test("a gender is one word in all languages, and unknown is none", () => {
    const other = (gender: string) => ({ details: { other: { gender } } });
    expect(levels(between({ name, ...other("F") }, { name, ...other("weiblich") }))).toContain(
      "other:gender.same",
    );
    expect(levels(between({ name, ...other("F") }, { name, ...other("Unknown") })).join()).not.toContain(
      "gender",
    );
  });
});
