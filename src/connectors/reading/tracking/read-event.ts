import type { TrackingEventDocument } from "../../../domain/execution.js";
import type { Issue } from "../../connector.js";
import { firstText, textsAt } from "../json/tree-path.js";
import { readDay, readTime, type TimeReading } from "../values/zoned-time.js";
import { type Codes, codeKey, type Meaning } from "./meaning.js";
import type { EventShape, TimeSource, TrackingShape } from "./shape.js";
import { isReturn, isTrouble, meaningOfWords, reasonOfWords, speaksOfTransit } from "./words.js";

/** What the parcel gives to its events. */
export interface ParcelFrame {
  readonly number: string | null;
  readonly carrier: string | null;
  readonly timeZone: string;
}

/** One thing that happened, and what its code is known by. */
export interface EventDraft {
  readonly event: TrackingEventDocument;
  /** Code and words, for people; null if they are understood. */
  readonly unknown: string | null;
  /** True if only the coarse table had a meaning. */
  readonly isCoarse: boolean;
}

const LENGTHS = { id: 200, text: 2000, place: 300 } as const;

/** Reads one entry of a history, or says why it cannot be one. */
export function readEvent(
  entry: unknown,
  at: EventShape,
  shape: TrackingShape,
  frame: ParcelFrame,
): EventDraft | Issue {
  const code = firstText(entry, at.code) ?? at.literal ?? null;
  const texts = [...new Set(distinctTexts(entry, at.text).map(inOneLine))];
  const description = (texts.length > 1 ? texts.filter((text) => text !== code) : texts).join("; ") || null;
  const named = code ?? description;
  if (named === null)
    return { code: "EVENT_EMPTY", message: "An event has neither a code nor words.", at: null };
  const time = timeOf(entry, at.at, frame.timeZone);
  if (time?.kind !== "time") return withoutTime(named, time);
  const number = (at.number ? firstText(entry, at.number) : null) ?? frame.number;
  if (number === null) return NUMBERLESS;
  const { meaning, isCoarse } = meaningOf(entry, at, shape, description);
  const expected = at.expected ? firstText(entry, at.expected) : null;
  return {
    event: {
      type: "TRACKING",
      trackingNumber: number.slice(0, LENGTHS.id),
      carrier:
        ((at.carrier ? firstText(entry, at.carrier) : null) ?? frame.carrier)?.slice(0, LENGTHS.id) ?? null,
      status: meaning?.status ?? "UNKNOWN",
      reason: meaning?.reason ?? null,
      code: code?.slice(0, LENGTHS.id) ?? null,
      description: description?.slice(0, LENGTHS.text).toWellFormed() ?? null,
      location: placeOf(entry, at.place),
      occurredAt: time.at,
      zoneUnknown: time.zoneUnknown,
      estimatedDelivery: expected === null ? null : readDay(expected, null),
      corrects: null,
    },
    unknown: meaning === null ? shownCode(code, description) : null,
    isCoarse,
  };
}

/** Stands for events that belong to no parcel; whoever reads the history says so once. */
export const NUMBERLESS: Issue = {
  code: "NO_TRACKING_NUMBER",
  message: "An event names no parcel.",
  at: null,
};

/** Documents are laid out for people: what stands on several lines there is one sentence. */
const inOneLine = (text: string): string => text.replace(/\s+/g, " ");

function distinctTexts(entry: unknown, paths: readonly string[]): string[] {
  return [...new Set(paths.flatMap((path) => textsAt(entry, path)))];
}

/** The parts of a place; what an earlier part has said already is left out. */
function placeOf(entry: unknown, paths: readonly string[]): string | null {
  const parts = distinctTexts(entry, paths).flatMap((part) =>
    part
      .replace(/\s*[\n\r\t]\s*/g, " ")
      .split(/\s*,\s*/)
      .filter((piece) => piece !== ""),
  );
  return [...new Set(parts)].join(", ").slice(0, LENGTHS.place).toWellFormed() || null;
}

/** The best reading among the places where a time may stand: a known zone before an unknown one. */
function timeOf(entry: unknown, sources: readonly TimeSource[], timeZone: string): TimeReading | null {
  const readings = sources.flatMap((source) => readingOf(entry, source, timeZone) ?? []);
  const [first = null] = readings.filter(({ kind }) => kind === "time");
  return (
    readings.find((reading) => reading.kind === "time" && !reading.zoneUnknown) ??
    first ??
    readings[0] ??
    null
  );
}

function readingOf(entry: unknown, source: TimeSource, timeZone: string): TimeReading | null {
  const stamp = firstText(entry, [source.stamp]);
  if (stamp === null) return null;
  const clock = source.clock === undefined ? null : firstText(entry, [source.clock]);
  const zone = source.zoneIs ?? (source.zone === undefined ? null : firstText(entry, [source.zone]));
  // A clock that is no clock may be a whole moment: names of fields say little.
  const whole = clock !== null && /\d{4}-\d{2}-\d{2}/.test(clock) ? clock : null;
  const written = whole === null ? { stamp, clock, zone } : { stamp: whole, zone };
  const isMarkedUtc = source.zoneIsWrong === true;
  const text = isMarkedUtc ? written.stamp.replace(/\s*(?:Z|UTC|[+-]00:?00)$/i, "") : written.stamp;
  return readTime({ ...written, stamp: text }, { timeZone, dayFirst: source.dayFirst ?? null });
}

function withoutTime(named: string, time: TimeReading | null): Issue {
  const shown = JSON.stringify(named.slice(0, 80));
  if (time === null)
    return {
      code: "EVENT_WITHOUT_TIME",
      message: `The event ${shown} states no time that can be read.`,
      at: null,
    };
  const message = `The date of the event ${shown} can be read in two ways.`;
  return { code: "TIME_UNCLEAR", message, at: null };
}

/** Tables first, then the words, then the coarse table, then words that only speak of a way. */
function meaningOf(
  entry: unknown,
  at: EventShape,
  shape: TrackingShape,
  description: string | null,
): { readonly meaning: Meaning | null; readonly isCoarse: boolean } {
  const keys = (at.keys ?? [at.code]).flatMap((paths) => keyOf(entry, paths, at.keys !== undefined));
  if (at.literal !== undefined) keys.push(codeKey(at.literal));
  const words = description ?? "";
  const exact = inTable(keys, shape.codes);
  const told = meaningOfWords(words);
  if (exact !== null) {
    // A code often names the trouble, and the words what is done about it.
    const isGoingBack =
      isTrouble(exact.status) && exact.status !== "RETURNED" && told !== null && isReturn(told.status);
    const meaning = isGoingBack ? { ...exact, status: told.status } : exact;
    return { meaning: withReason(meaning, entry, at, shape, words), isCoarse: false };
  }
  if (told !== null) return { meaning: withReason(told, entry, at, shape, words), isCoarse: false };
  const coarse = inTable(keys, shape.coarse);
  if (coarse !== null) return { meaning: withReason(coarse, entry, at, shape, words), isCoarse: true };
  const last = reasonIn(entry, at, shape) ?? meaningOfWords(wordsOfCode(firstText(entry, at.code)));
  if (last !== null) return { meaning: last, isCoarse: false };
  return { meaning: speaksOfTransit(words) ? { status: "IN_TRANSIT", reason: null } : null, isCoarse: false };
}

/** `OutForDelivery` and `OUT_FOR_DELIVERY` are words as well; `OFD` is none. */
function wordsOfCode(code: string | null): string {
  return (code ?? "").slice(0, LENGTHS.id).replace(/(?<=\p{Ll})(?=\p{Lu})/gu, " ");
}

/** All paths of a key together make it; without keys, each place of the code is one. */
function keyOf(entry: unknown, paths: readonly string[], isJoined: boolean): string[] {
  const texts = paths.map((path) => firstText(entry, [path]));
  if (!isJoined) return texts.flatMap((text) => (text === null ? [] : [codeKey(text)]));
  return texts.includes(null) ? [] : [codeKey(texts.join("/"))];
}

function inTable(keys: readonly string[], codes: Codes | undefined): Meaning | null {
  for (const key of keys) {
    const meaning = codes?.get(key);
    if (meaning !== undefined) return meaning;
  }
  return null;
}

/**
 * A meaning with trouble in it takes its reason from the carrier's reason code, else from the words. Words that name
 * the address go before both: many codes stand for several troubles, and this is the one that can be mended.
 */
function withReason(
  meaning: Meaning,
  entry: unknown,
  at: EventShape,
  shape: TrackingShape,
  words: string,
): Meaning {
  if (!isTrouble(meaning.status)) return meaning;
  const told = reasonOfWords(words);
  const isAddress = told === "ADDRESS_INCORRECT" || told === "ADDRESS_NOT_FOUND";
  if (isAddress) return { ...meaning, reason: told };
  const known = meaning.reason === "UNKNOWN" ? null : meaning.reason;
  return { ...meaning, reason: reasonIn(entry, at, shape)?.reason ?? known ?? told ?? meaning.reason };
}

function reasonIn(entry: unknown, at: EventShape, shape: TrackingShape): Meaning | null {
  const keys = (at.reason ?? []).flatMap((path) => textsAt(entry, path).map(codeKey));
  return inTable(keys, shape.reasons);
}

const shownCode = (code: string | null, description: string | null): string =>
  [code, description === null ? null : `"${description.slice(0, 80)}"`]
    .filter((part) => part !== null)
    .join(" ");
