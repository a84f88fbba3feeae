import { NICKNAMES } from "./data/person-names.js";
import type { PersonName } from "./features.js";
import { type Finding, finding } from "./finding.js";
import { isSlip, jaroWinkler } from "./similarity.js";
import { soundOf } from "./sound.js";
import { withoutUmlautPairs } from "./text.js";

const SLIP_SIMILARITY_MIN = 0.88;
const ALIKE_SIMILARITY_MIN = 0.78;

/** Compares two names word by word in whatever order they stand; a word only one side has proves nothing. */
export function comparePersons(a: PersonName, b: PersonName): Finding[] {
  const generation =
    a.generation !== null && b.generation !== null && a.generation !== b.generation
      ? [finding("generation", "different", a.generation, b.generation)]
      : [];
  if (a.han !== null && b.han !== null && a.han !== b.han) {
    const sound = a.joined.some((joined) => b.joined.includes(joined));
    if (sound) return [finding("personName", "homophone", a.han, b.han), ...generation];
  }
  if (a.tokens.length !== b.tokens.length && a.joined.some((joined) => b.joined.includes(joined))) {
    return [finding("personName", "joined", a.text, b.text), ...generation];
  }
  return [...compareWords(a.tokens, b.tokens), ...generation];
}

/** A contact is a hint, not an identity: buyers change, and one buyer may serve two companies. */
export function compareContacts(a: PersonName | null, b: PersonName | null): Finding | null {
  if (a === null || b === null) return null;
  const same = a.joined.some((joined) => b.joined.includes(joined));
  return finding("contactName", same ? "same" : "different", a.text, b.text);
}

type Level = "same" | "nickname" | "slip" | "initial" | "alike";
const LEVELS: readonly (readonly [Level, (a: string, b: string) => boolean])[] = [
  ["same", (a, b) => a === b || withoutUmlautPairs(a) === withoutUmlautPairs(b)],
  ["nickname", isNickname],
  [
    "slip",
    (a, b) => isSlip(a, b) || (Math.min(a.length, b.length) > 3 && jaroWinkler(a, b) >= SLIP_SIMILARITY_MIN),
  ],
  ["initial", (a, b) => (a.length === 1 || b.length === 1) && a[0] === b[0]],
  [
    "alike",
    (a, b) =>
      Math.min(a.length, b.length) > 2 &&
      (jaroWinkler(a, b) >= ALIKE_SIMILARITY_MIN || soundOf(a) === soundOf(b)),
  ],
];

/** Pairs the words off, best kind of agreement first; words left on both sides contradict each other. */
function compareWords(a: readonly string[], b: readonly string[]): Finding[] {
  const ours = [...a];
  const theirs = [...b];
  const found: Finding[] = [];
  for (const [level, agree] of LEVELS) {
    for (const word of [...ours]) {
      const at = theirs.findIndex((other) => agree(word, other));
      if (at < 0) continue;
      const other = theirs[at] ?? "";
      found.push(
        finding(
          "nameWord",
          level,
          word,
          other,
          level === "same" ? `token:${withoutUmlautPairs(word)}` : null,
        ),
      );
      ours.splice(ours.indexOf(word), 1);
      theirs.splice(at, 1);
    }
  }
  if (found.length === 0) found.push(finding("personName", "different", a.join(" "), b.join(" ")));
  for (let at = 0; at < Math.min(ours.length, theirs.length); at++) {
    found.push(finding("nameWord", "different", ours[at] ?? "", theirs[at] ?? ""));
  }
  return found;
}

function isNickname(a: string, b: string): boolean {
  const group = NICKNAMES.get(a);
  return group !== undefined && group === NICKNAMES.get(b);
}
