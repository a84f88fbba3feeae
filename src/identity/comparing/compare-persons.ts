import { FIRST_GENERATION } from "../data/person-names.js";
import type { PersonName } from "../normalizing/features.js";
import { withoutUmlautPairs } from "../normalizing/text.js";
import { type Finding, finding } from "./finding.js";
import { type WordLevel, wordLevel, wordLevels } from "./name-words.js";
import { isSlip } from "./similarity.js";

/** Shorter joined names are too easily one slip apart. */
const JOINED_LENGTH_MIN = 8;

/** Compares two names word by word in whatever order they stand; a word only one side has proves nothing. */
export function comparePersons(a: PersonName, b: PersonName): Finding[] {
  const generation = compareGenerations(a, b);
  if (a.han !== null && b.han !== null && a.han !== b.han) {
    const sound = a.joined.some((joined) => b.joined.includes(joined));
    if (sound) return [finding("personName", "homophone", a.han, b.han), ...generation];
  }
  const joins = a.tokens.length !== b.tokens.length;
  if (joins && a.joined.some((joined) => b.joined.includes(joined)))
    return [finding("personName", "joined", a.text, b.text), ...generation];
  const words = compareWords(a, b);
  const nearly = joins && words.some(contradicts) && joinNearly(a, b);
  return [...(nearly ? [finding("personName", "joinedSlip", a.text, b.text)] : words), ...generation];
}

const contradicts = ({ level }: Finding): boolean => ["alike", "different", "otherGiven"].includes(level);

/** `FridrichBuchenberg`: cut into words in another way, and a letter wrong besides. */
const joinNearly = (a: PersonName, b: PersonName): boolean =>
  a.joined.some((ours) =>
    b.joined.some(
      (theirs) => Math.min(ours.length, theirs.length) >= JOINED_LENGTH_MIN && isSlip(ours, theirs),
    ),
  );

/** `Morris I` and `Morris II`: an I is a number only beside another one. */
function compareGenerations(a: PersonName, b: PersonName): Finding[] {
  const ours = generationBeside(a, b);
  const theirs = generationBeside(b, a);
  return ours !== null && theirs !== null && ours !== theirs
    ? [finding("generation", "different", ours, theirs)]
    : [];
}

const generationBeside = (name: PersonName, other: PersonName): string | null =>
  name.generation ??
  (/^\d$/.test(other.generation ?? "") && name.tokens.slice(1).includes(FIRST_GENERATION) ? "1" : null);

/** A contact is a hint, not an identity: buyers change, and one buyer may serve two companies. */
export function compareContacts(a: PersonName | null, b: PersonName | null): Finding | null {
  if (a === null || b === null) return null;
  const same = a.joined.some((joined) => b.joined.includes(joined));
  return finding("contactName", same ? "same" : "different", a.text, b.text);
}

interface Pairing {
  readonly level: WordLevel;
  readonly ours: string;
  readonly theirs: string;
}

/** Pairs the words off, best kind of agreement first; words left on both sides contradict each other. */
function compareWords(a: PersonName, b: PersonName): Finding[] {
  const ours = [...a.tokens];
  const theirs = [...b.tokens];
  const transcribed = a.foreign !== b.foreign;
  const paired: Pairing[] = [];
  for (const level of wordLevels(transcribed)) {
    for (const word of [...ours]) {
      const at = theirs.findIndex((other) => wordLevel(word, other, level));
      if (at < 0) continue;
      paired.push({ level, ours: word, theirs: theirs[at] ?? "" });
      ours.splice(ours.indexOf(word), 1);
      theirs.splice(at, 1);
    }
  }
  const found = paired.map(foundBy);
  if (found.length === 0)
    found.push(finding("personName", "different", a.tokens.join(" "), b.tokens.join(" ")));
  const relatives = paired.some(({ level }) => FAMILY_LEVELS.has(level));
  for (let at = 0; at < Math.min(ours.length, theirs.length); at++) {
    const [one = "", other = ""] = [ours[at], theirs[at]];
    const given = relatives && one === a.given && other === b.given;
    found.push(finding("nameWord", given ? "otherGiven" : "different", one, other));
  }
  return found;
}

/** A family name that is the same, or could be, makes another given name one of the family. */
const FAMILY_LEVELS: ReadonlySet<WordLevel> = new Set(["same", "slip", "sounds", "transcribed"]);

const foundBy = ({ level, ours, theirs }: Pairing): Finding =>
  finding("nameWord", level, ours, theirs, level === "same" ? `token:${withoutUmlautPairs(ours)}` : null);
