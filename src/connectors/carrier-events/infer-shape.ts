import { isGroup } from "../reading/json/tree-path.js";
import type { EventShape, TimeSource, TrackingShape } from "../reading/tracking/shape.js";
import { readTime } from "../reading/values/zoned-time.js";
import {
  ANY_NUMBER_NAMES,
  bareName,
  CARRIER_NAMES,
  CLOCK_NAMES,
  CODE_NAMES,
  EVENT_CODE,
  EXPECTED_NAMES,
  IS_PLANNED,
  LIST_WORDS,
  NO_TEXT_WORDS,
  NUMBER_NAMES,
  PLACE_NAMES,
  RECORDED_NAMES,
  TEXT_NAMES,
  TEXT_WORDS,
  TIME_NAMES,
  TIME_WORDS,
  ZONE_NAMES,
} from "./field-names.js";
import { type Leaf, leavesOf } from "./leaves.js";

const NODES_MAX = 20_000;
const DEPTH_MAX = 20;
const SAMPLES_MAX = 5;

interface Candidate {
  /** Path of the list in the document, and the groups that stand on the way, outermost first. */
  readonly path: readonly string[];
  readonly ancestors: readonly (readonly [path: readonly string[], group: unknown])[];
  readonly event: EventShape;
  readonly entry: Readonly<Record<string, unknown>>;
  readonly score: number;
  readonly isMany: boolean;
  /** A list that is called one of events. */
  readonly isList: boolean;
}

/**
 * Makes the table of a carrier that has none, by the names of its fields: a list of entries that each have a
 * moment and words or a code, beneath or beside the number of a parcel. Null if the document holds no such list.
 * Whoever uses it says so: a table that somebody has checked is better.
 */
export function inferShape(document: unknown): TrackingShape | null {
  const found: Candidate[] = [];
  let nodes = 0;
  const visit = (value: unknown, path: readonly string[], ancestors: Candidate["ancestors"]): void => {
    nodes += 1;
    if (nodes > NODES_MAX || path.length > DEPTH_MAX || typeof value !== "object" || value === null) return;
    if (Array.isArray(value)) {
      // Two lists around each other still are one; more of them are no history.
      for (const one of value.flat(2)) if (isGroup(one)) visit(one, path, ancestors);
      return;
    }
    const inside = [...ancestors, [path, value] as const];
    for (const [name, child] of Object.entries(value)) {
      const candidate = candidateOf(child, [...path, name], inside);
      if (candidate !== null) found.push(candidate);
      visit(child, [...path, name], inside);
    }
  };
  const root = candidateOf(document, [], []);
  if (root !== null) found.push(root);
  visit(document, [], []);
  const best = innermost(found.toSorted((a, b) => b.score - a.score));
  return best === undefined ? null : shapeFrom(best, listsLike(best, found), document);
}

/** The list and those beside it that write their events alike: what the first carrier did, and what the last one. */
function listsLike(best: Candidate, found: readonly Candidate[]): (readonly string[])[] {
  const kindOf = ({ path, event, isMany }: Candidate): string =>
    JSON.stringify([path.slice(0, -1), event, isMany]);
  const alike = found.filter((one) => kindOf(one) === kindOf(best)).map(({ path }) => path);
  return [...new Map([best.path, ...alike].map((path) => [path.join("."), path])).values()];
}

/** Parcels have states and dates as events have: where each of them holds a list of events, that is the history. */
function innermost(candidates: readonly Candidate[]): Candidate | undefined {
  const [best] = candidates;
  return candidates.find(({ path, isList }) => isList && isWithin(path, best?.path ?? [])) ?? best;
}

const isWithin = (path: readonly string[], outer: readonly string[]): boolean =>
  path.length > outer.length && outer.every((name, at) => path[at] === name);

/** Judges whether a value is a list of events, by the first of its entries. */
function candidateOf(
  value: unknown,
  path: readonly string[],
  ancestors: Candidate["ancestors"],
): Candidate | null {
  const entries = (Array.isArray(value) ? value.flat(2) : [value]).filter(isGroup);
  const [entry] = entries;
  if (entry === undefined) return null;
  const all = entries.slice(0, SAMPLES_MAX).flatMap((one) => leavesOf(one));
  const leaves = all.filter(isOfEvent);
  const at = timesOf(leaves);
  const text = wordiestOf(leaves);
  const isCode = ({ text: words }: Leaf): boolean => words.length <= CODE_CHARS_MAX;
  const codes = [EVENT_CODE, CODE_NAMES].flatMap((names) => pathsOf(leaves, names, isCode));
  const code = [...new Set(codes)].filter((one) => one !== text);
  if (at.length === 0 || (text === null && code.length === 0)) return null;
  const isNamed = LIST_WORDS.test(bareName(path.at(-1) ?? ""));
  // A lone group of no telling name is an event only if it carries the number of its parcel.
  if (!isNamed && !Array.isArray(value) && numberIn(all, ALL_NUMBER_NAMES) === null) return null;
  if (!isNamed && !at.some(isEventful)) return null;
  const place = pathsOf(leaves, PLACE_NAMES, () => true);
  const event: EventShape = { at, code: code.slice(0, 3), text: text === null ? [] : [text], place };
  const isMany = Array.isArray(value);
  const score =
    (isNamed ? 1000 : 0) + Math.min(entries.length, 500) + (text === null ? 0 : 50) + (isMany ? 1 : 0);
  return { path, ancestors, event, entry, score, isMany, isList: isNamed && isMany };
}

const CODE_CHARS_MAX = 60;

/** What stands within a carrier, a service or a party is its own: the code of a carrier is none of an event. */
const isOfEvent = ({ path }: Leaf): boolean =>
  !path.slice(0, -1).some((name) => NOT_OF_EVENT.test(bareName(name)));
const NOT_OF_EVENT =
  /^(?:carrier|courier|service|product|customer|recipient|consignee|receiver|sender|shipper)(?:info|details)?$/;

/** Names that only the moments of events bear. */
const isEventful = ({ stamp }: TimeSource): boolean =>
  /event|scan|status|activity|checkpoint|occurred|happened|timestamp/i.test(stamp);

const isDay = (text: string): boolean =>
  readTime({ stamp: text }, { timeZone: "UTC", dayFirst: null }) !== null;

/** Every place where the moment may stand; the reader takes the one whose zone is known. */
function timesOf(leaves: readonly Leaf[]): TimeSource[] {
  const hasDay = ({ name, text }: Leaf): boolean => isDay(text) && !IS_PLANNED.test(name);
  const stamps = [
    () => pathsOf(leaves, TIME_NAMES, hasDay),
    () => pathsOf(leaves, RECORDED_NAMES, hasDay),
    () => pathsLike(leaves, TIME_WORDS, hasDay),
  ].reduce<string[]>((found, next) => (found.length > 0 ? found : next()), []);
  const isClock = ({ name, text }: Leaf): boolean =>
    !isDay(text) && !IS_PLANNED.test(name) && /^\d{1,2}:?\d{2}/.test(text);
  const [clock] = [...pathsOf(leaves, CLOCK_NAMES, isClock), ...pathsLike(leaves, /time$/, isClock)];
  const [zone] = pathsOf(leaves, ZONE_NAMES, () => true);
  const beside = { ...(clock === undefined ? {} : { clock }), ...(zone === undefined ? {} : { zone }) };
  return stamps
    .slice(0, 3)
    .map((stamp) => (IS_UTC.test(stamp) ? { stamp, zoneIs: "UTC" } : { stamp, ...beside }));
}

/** The name of a moment may be all that tells its zone. */
const IS_UTC = /utc|gmt/i;

const pathsLike = (leaves: readonly Leaf[], name: RegExp, fits: (leaf: Leaf) => boolean): string[] => [
  ...new Set(leaves.filter((leaf) => name.test(leaf.name) && fits(leaf)).map(({ path }) => path.join("."))),
];

/** The field that says most in words, among those that may. */
function wordiestOf(leaves: readonly Leaf[]): string | null {
  const isWords = ({ text }: Leaf): boolean => /\p{L}{2}/u.test(text) && !isDay(text);
  const named = pathsOf(leaves, [...TEXT_NAMES, ...CODE_NAMES], isWords);
  const alike = leaves.filter(
    (leaf) => TEXT_WORDS.test(leaf.name) && !NO_TEXT_WORDS.test(leaf.name) && isWords(leaf),
  );
  const paths = [...new Set([...named, ...alike.map(({ path }) => path.join("."))])];
  const wordsOf = (path: string): number => {
    const texts = leaves
      .filter((leaf) => leaf.path.join(".") === path)
      .map(({ text }) => text.split(/\s+/).length);
    return Math.min(texts.reduce((sum, words) => sum + words, 0) / Math.max(texts.length, 1), WORDS_MAX);
  };
  return paths.toSorted((a, b) => wordsOf(b) - wordsOf(a))[0] ?? null;
}

const WORDS_MAX = 6;
const SUFFIX_CHARS_MIN = 8;

/** Paths of the leaves that bear one of these names, or a longer name that ends with it, in the order of the names. */
function pathsOf(leaves: readonly Leaf[], names: readonly string[], fits: (leaf: Leaf) => boolean): string[] {
  const bearing = (isName: (leaf: Leaf, name: string) => boolean): Leaf[] =>
    names.flatMap((name) => leaves.filter((leaf) => isName(leaf, name) && fits(leaf)));
  const exact = bearing((leaf, name) => leaf.name === name);
  const ending = bearing((leaf, name) => name.length >= SUFFIX_CHARS_MIN && leaf.name.endsWith(name));
  return [...new Set([...exact, ...ending].map(({ path }) => path.join(".")))];
}

const ALL_NUMBER_NAMES = [...NUMBER_NAMES, ...ANY_NUMBER_NAMES];

/** A number of a parcel has digits in it and no blanks between words. */
function numberIn(leaves: readonly Leaf[], names: readonly string[]): string | null {
  return (
    pathsOf(
      leaves,
      names,
      ({ text }) => /^[\w-]{5,40}$/.test(text.replaceAll(" ", "")) && /\d/.test(text),
    )[0] ?? null
  );
}

/** Where the number of the parcel stands: in the event, or in a group around it. */
interface NumberPlace {
  readonly own: string | null;
  readonly holder: Candidate["ancestors"][number];
  readonly number: string | null;
}

/** A telling name around the event goes before an `id` in it, which is the event's own. */
function numberPlace({ ancestors, entry }: Candidate, document: unknown): NumberPlace {
  const levels = [...ancestors, [[], document] as const];
  for (const names of [NUMBER_NAMES, ANY_NUMBER_NAMES]) {
    const own = numberIn(leavesOf(entry), names);
    if (own !== null) return { own, holder: [[], document], number: null };
    for (const holder of levels.toReversed()) {
      const number = numberIn(leavesOf(holder[1]), names);
      if (number !== null) return { own, holder, number };
    }
  }
  return { own: null, holder: [[], document], number: null };
}

function shapeFrom(
  candidate: Candidate,
  lists: readonly (readonly string[])[],
  document: unknown,
): TrackingShape {
  const { event } = candidate;
  const { own, holder, number } = numberPlace(candidate, document);
  const [parcelPath, parcel] = holder;
  const leaves = leavesOf(parcel);
  const events = lists.map((path) => path.slice(parcelPath.length).join("."));
  const shown = [
    `events at ${events.map((path) => path || "the top").join(" and ")}`,
    `time at ${event.at[0]?.stamp}`,
    `number at ${own ?? number ?? "nowhere"}`,
  ];
  return {
    title: shown.join(", "),
    carrier: null,
    when: [],
    parcels: [parcelPath.join(".")],
    number: number === null ? [] : [number],
    carrierAt: pathsOf(leaves, CARRIER_NAMES, ({ text }) => /\p{L}/u.test(text)),
    events,
    expected: pathsOf(leaves, EXPECTED_NAMES, () => true),
    event: own === null ? event : { ...event, number: [own] },
  };
}
