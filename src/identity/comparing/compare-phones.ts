import { distance } from "fastest-levenshtein";
import type { Features, Phone } from "../normalizing/features.js";
import { type Finding, finding } from "./finding.js";
import { isNearlySpelled } from "./similarity.js";

const EXCHANGE_DIGITS_OPEN = 2;
const PHONE_LENGTH_MIN = 11;
const LOCAL_LENGTH_MIN = 7;
const SHORT_LENGTH_MIN = 6;
const SLIP_LENGTH_MIN = 9;

/** What two numbers can have in common, the best first. */
const LEVELS = ["same", "sameTail", "slip", "sameExchange", "sameShort"] as const;
type Level = (typeof LEVELS)[number];

/** The best that any two numbers have in common. Two different numbers say little: people have several. */
export function comparePhones({ phones: a }: Features, { phones: b }: Features): Finding | null {
  const [first] = a;
  const [other] = b;
  if (first === undefined || other === undefined) return null;
  const pairs = a.flatMap((ours) => b.map((theirs) => ({ ours, theirs, level: phoneLevel(ours, theirs) })));
  for (const level of LEVELS) {
    const found = pairs.find((pair) => pair.level === level);
    if (found !== undefined)
      return finding("phone", level, found.ours.number, found.theirs.number, keyOf(found.ours, level));
  }
  return finding("phone", "different", first.number, other.number);
}

function keyOf({ number, tail }: Phone, level: Level): string | null {
  if (level === "same") return `phone:${number}`;
  return level === "sameTail" || level === "sameShort" ? `tel:${tail}` : null;
}

function phoneLevel(a: Phone, b: Phone): Level | null {
  if (a.number === b.number) return "same";
  const oneIsLocal = a.country === null || b.country === null;
  if (oneIsLocal && a.tail === b.tail) {
    if (endsWith(a.number, b.number, LOCAL_LENGTH_MIN)) return "sameTail";
    return endsWith(a.number, b.number, SHORT_LENGTH_MIN) ? "sameShort" : null;
  }
  const exchange = a.number.slice(0, -EXCHANGE_DIGITS_OPEN);
  if (a.number.length >= PHONE_LENGTH_MIN && exchange === b.number.slice(0, -EXCHANGE_DIGITS_OPEN))
    return "sameExchange";
  return isMistyped(a.number, b.number) ? "slip" : null;
}

/** One digit misread, left out or doubled, or two in each other's place. */
const isMistyped = (a: string, b: string): boolean =>
  Math.min(a.length, b.length) >= SLIP_LENGTH_MIN &&
  Math.abs(a.length - b.length) <= 1 &&
  distance(a, b) <= 2 &&
  isNearlySpelled(a, b);

/** A number that was noted without its area code, or with the zero that stands before it at home. */
function endsWith(a: string, b: string, lengthMin: number): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  const local = short.replace(/^0+/, "");
  return local.length >= lengthMin && long.endsWith(local);
}
