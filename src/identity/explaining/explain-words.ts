/** What was compared, by its name in the evidence. */
const FEATURES: Readonly<Record<string, string>> = {
  taxId: "tax id",
  code: "customer code",
  kind: "kind",
  birthDate: "birth date",
  core: "company name",
  industry: "trade",
  place: "place in the name",
  whereabouts: "town",
  legalForm: "legal form",
  wholeName: "whole name",
  sisterName: "name of a sister",
  personName: "full name",
  nameWord: "word of the name",
  generation: "generation",
  contactName: "contact",
  phone: "phone",
  switchboard: "switchboard",
  email: "e-mail address",
  domain: "mail domain",
  street: "street",
  postcode: "postcode",
  city: "city",
  district: "district",
  region: "region",
  country: "country",
  site: "site",
  addressRest: "further address line",
};

/** What each level of agreement means, as a phrase that the two values can follow. */
const LEVELS: Readonly<Record<string, string>> = {
  "taxId.same": "the same tax id, its check digits hold",
  "taxId.sameUnchecked": "the same tax id, of a kind that proves less",
  "taxId.slip": "tax ids one slip apart",
  "taxId.differentChecked": "two valid tax ids that differ",
  "code.same": "the same customer code in one system",
  "code.sameElsewhere": "the same distinctive code in two systems",
  "code.sameNumber": "the same short number in two systems",
  "code.differentNumber": "different short numbers in one system",
  "code.differentDocument": "two documents of one office, of which people have one",
  "code.different": "different codes in one system",
  "kind.different": "one is a person, the other a company",
  "birthDate.swapped": "birth dates with day and month swapped",
  "birthDate.twoParts": "birth dates that agree in two parts of three",
  "birthDate.near": "birth dates close together",
  "birthDate.roundYears": "birth dates a round number of years apart",
  "birthDate.onePart": "birth dates that agree in one part of three",
  "core.sameReading": "company names that are read alike",
  "core.abbreviated": "one company name abbreviates the other",
  "core.homophone": "company names that sound alike",
  "core.within": "one company name lies within the other",
  "core.acronym": "one company name is the initials of the other",
  "core.misread": "company names that a bad scan could make of each other",
  "core.overlap": "company names with words in common and others that differ",
  "core.alike": "company names that resemble each other",
  "core.otherNumber": "the same company name with another number",
  "core.contrast": "the same name in another trade",
  "core.stranger": "other company names in other trades",
  "core.differentScript": "company names in different scripts that are not read alike",
  "industry.otherWord": "the same trade in another word, as sister companies have it",
  "industry.overlap": "trades that overlap",
  "industry.sameSoft": "the same general word for the trade",
  "industry.group": "a group or holding beside a company with a trade",
  "industry.head": "one calls itself a group or holding",
  "industry.parent": "one names a general business, the other a trade",
  "sisterName.unsaidTrade": "one name leaves the trade unsaid, so it may be a sister's as well",
  "sisterName.contradicted":
    "one name leaves the trade unsaid and something else contradicts, as between sisters",
  "sisterName.otherWord": "the trade is said in another word, as sister companies have it",
  "place.different": "different places in the name",
  "place.within": "one place in the name lies within the other",
  "whereabouts.within": "one town lies within the other",
  "name.alone": "nothing but the name ties them together",
  "address.alone": "nothing but the address ties them together, and one of them has no name",
  "personName.joined": "the same full name",
  "personName.joinedSlip": "full names one slip apart",
  "personName.homophone": "names that are written differently and sound alike",
  "nameWord.nickname": "a name and its short form",
  "nameWord.transcribed": "a word of the name in another script",
  "nameWord.slip": "words of the name one slip apart",
  "nameWord.sounds": "words of the name that are spoken alike",
  "nameWord.otherGiven": "one family name, two given names",
  "nameWord.initial": "a name and its initial",
  "nameWord.alike": "words of the name that are only somewhat alike",
  "generation.different": "one is the junior, the other the senior",
  "phone.sameTail": "phone numbers with the same end",
  "phone.sameShort": "a phone number without its area code that ends the other",
  "phone.sameExchange": "phone numbers of the same exchange",
  "switchboard.codedShortName": "one phone alone ties a short name with a code of its own to the other",
  "email.sameRole": "the same mailbox of a role, which colleagues share",
  "email.sameMailbox": "the same mailbox name at different domains",
  "email.namedMailbox": "the same mailbox name at different domains, which is no more than the name again",
  "email.alike": "e-mail addresses that are somewhat alike",
  "street.road": "the same road, one without a number",
  "street.otherNumber": "the same road, other numbers",
  "site.elsewhere": "one name at two sites, like a branch and its company",
};

const ALIKE: Readonly<Record<string, (name: string) => string>> = {
  same: (name) => `the same ${name}`,
  slip: (name) => `${name}s one slip apart`,
  different: (name) => `different ${name}s`,
  sameNumber: (name) => `the same long number in ${name}`,
  differentDocument: (name) => `two numbers as ${name}, of which people have one`,
  sameText: (name) => `the same words in ${name}`,
  withinText: (name) => `all words of one ${name} stand in the other`,
  overlap: (name) => `${name}s that overlap`,
};

const nameOf = (feature: string): string =>
  FEATURES[feature] ?? (feature.startsWith("other:") ? feature.slice("other:".length) : feature);

/** `the same phone`: what a level of agreement says, without the values. A level nobody has words for names itself. */
export function levelInWords(feature: string, level: string): string {
  const own = LEVELS[`${feature}.${level}`];
  if (own !== undefined) return own;
  const name = nameOf(feature);
  const phrase = ALIKE[level]?.(name) ?? `${name}: ${level}`;
  return phrase
    .replace(/(city|industry|country)s\b/g, (_, word: string) => `${word.slice(0, -1)}ies`)
    .replace("addresss", "addresses");
}

/** A signed weight, to two places. */
export const signed = (weight: number): string =>
  weight === 0 ? "0" : `${weight < 0 ? "−" : "+"}${Math.abs(weight).toFixed(2)}`;
