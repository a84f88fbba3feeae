import { createHash } from "node:crypto";
import type { Call, CallDirection, CallOutcome } from "../../domain/call.js";

import type { Issue } from "../connector.js";
import { isExtension, phoneNumber } from "../reading/values/phone-number.js";
import { readTime } from "../reading/values/zoned-time.js";
import type { CallRecord } from "./records.js";
import type { AsteriskSettings } from "./settings.js";

/** One row of the log is one leg of a call: a queue that rings three phones writes three. */
export function callOf(record: CallRecord, settings: AsteriskSettings): Call | Issue {
  const { values, place } = record;
  const moment = (stamp: string | undefined) =>
    stamp === undefined ? null : readTime({ stamp }, { timeZone: settings.timeZone, dayFirst: null });
  const started = moment(values.start);
  if (started?.kind !== "time") {
    return {
      code: "ROW_NOT_READ",
      message: "The row states no start of a call that can be read.",
      at: place,
    };
  }
  const [answered, ended] = [moment(values.answer), moment(values.end)];
  const endedAt = ended?.kind === "time" ? ended.at : secondsFrom(started.at, secondsOf(values.duration));
  const outcome = outcomeOf(record);
  const isTalk = outcome === "ANSWERED";
  const { name, number } = callerOf(values.clid ?? "");
  const direction = directionOf(record);
  const called = values.did ?? values.dst ?? null;
  return {
    externalId: idOf(record),
    linkedId: values.linkedid ?? values.uniqueid ?? null,
    previousId: null,
    externalVersion: null,
    direction,
    callerNumber: phoneNumber(values.src ?? number, settings.country),
    callerName: name,
    calledNumber: called === null || /^[a-z]$/i.test(called) ? null : phoneNumber(called, settings.country),
    agent: channelName(direction === "OUTBOUND" ? values.channel : values.dstchannel),
    queue: values.lastapp === "Queue" ? (/^[^,|]+/.exec(values.lastdata ?? "")?.[0] ?? null) : null,
    startedAt: started.at,
    answeredAt: isTalk ? answeredAt(answered, endedAt, secondsOf(values.billsec)) : null,
    endedAt,
    zoneUnknown: started.zoneUnknown,
    talkSeconds: isTalk ? secondsOf(values.billsec) : 0,
    outcome,
    attributes: attributesOf(record),
  };
}

/** Logs without the moments say how long a call took in all, and how long of that somebody spoke at its end. */
function answeredAt(
  stated: ReturnType<typeof readTime> | null,
  endedAt: string | null,
  talk: number | null,
): string | null {
  if (stated?.kind === "time") return stated.at;
  return endedAt === null || talk === null ? null : secondsFrom(endedAt, -talk);
}

const secondsFrom = (instant: string, seconds: number | null): string | null =>
  seconds === null ? null : new Date(Date.parse(instant) + seconds * 1000).toISOString();

const HASH_CHARS = 16;

/** The id of a call alone does not name a leg: forks of a call share it. */
function idOf({ values: { uniqueid, sequence }, text }: CallRecord): string {
  if (uniqueid !== undefined && sequence !== undefined) return `${uniqueid}/${sequence}`;
  const hash = createHash("sha256").update(text).digest("hex").slice(0, HASH_CHARS);
  return uniqueid === undefined ? `cdr:${hash}` : `${uniqueid}/${hash}`;
}

/** How a call ended, by its disposition. */
const OUTCOMES: Readonly<Record<string, CallOutcome>> = {
  ANSWERED: "ANSWERED",
  "NO ANSWER": "MISSED",
  NOANSWER: "MISSED",
  BUSY: "BUSY",
  FAILED: "FAILED",
  CONGESTION: "FAILED",
  CHANUNAVAIL: "FAILED",
  CANCEL: "ABANDONED",
};

/** A queue takes a call off the hook by itself: without another channel, nobody ever spoke to the caller. */
function outcomeOf({
  values: { disposition = "", lastapp, dstchannel, answer, billsec },
}: CallRecord): CallOutcome {
  const stated = OUTCOMES[disposition.trim().toUpperCase()];
  const outcome = stated ?? (answer !== undefined && secondsOf(billsec) !== 0 ? "ANSWERED" : "FAILED");
  return outcome === "ANSWERED" && lastapp === "Queue" && dstchannel === undefined ? "ABANDONED" : outcome;
}

const FROM_OUTSIDE = /trunk|pstn|did|incoming|inbound|external|from-(?:outside|sip-external)|public/i;
const FROM_INSIDE = /internal|local|outgoing|outbound|outrt|users|phones|office|from-inside/i;

/** The context says where a call came from; where it does not, short numbers are those of the house. */
function directionOf({ values: { dcontext = "", src = "", dst = "" } }: CallRecord): CallDirection {
  const isInside = (number: string): boolean => isExtension(number) || /^[a-z]/i.test(number);
  if (FROM_OUTSIDE.test(dcontext)) return "INBOUND";
  if (FROM_INSIDE.test(dcontext) || isInside(src)) return isInside(dst) ? "INTERNAL" : "OUTBOUND";
  return "INBOUND";
}

/** `"Reception 1001" <1001>`: the name in front of the number, where it says more than the number. */
function callerOf(clid: string): { readonly name: string | null; readonly number: string | null } {
  const [, quoted, bare = "", number = null] =
    /^\s*(?:"([^"]*)"|([^<]*))\s*(?:<([^>]*)>)?\s*$/.exec(clid.slice(0, 600)) ?? [];
  const name = (quoted ?? bare).trim().slice(0, 500);
  const isName = name !== "" && name !== number && !/^(?:unknown|anonymous|\+?\d+)$/i.test(name);
  return { name: isName ? name : null, number };
}

/** `SIP/1001-0000001a` is the phone `SIP/1001` in one of its calls, `Local/1001@from-queue-…` the extension 1001. */
function channelName(channel: string | undefined): string | null {
  const name =
    channel
      ?.replace(/;\d$/, "")
      .replace(/-[0-9a-f]{6,16}$/i, "")
      .replace(/^Local\/([^@]+)@.*$/i, "$1")
      .slice(0, 500) ?? "";
  return name === "" ? null : name;
}

/** Seconds as the log has them; its viewers write `00:05:29`, or `5m 29s (329 s)`. */
function secondsOf(text: string | undefined): number | null {
  const [, hours = "0", minutes = "0", rest = "0"] =
    /^(?:(\d{1,4}):)?(\d{1,2}):(\d{2})$/.exec(text ?? "") ?? [];
  const clock = Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
  const seconds = clock > 0 ? clock : Math.floor(Number(/\((\d{1,9}) ?s\)$/.exec(text ?? "")?.[1] ?? text));
  return text !== undefined && Number.isSafeInteger(seconds) && seconds >= 0 ? seconds : null;
}

/** What the log holds beside the call itself. */
const NOTED = ["accountcode", "userfield", "disposition", "dcontext", "lastapp"] as const;
const ATTRIBUTES_MAX = 50;

function attributesOf({ values, extra }: CallRecord): Record<string, string> {
  const noted = NOTED.flatMap((column) =>
    values[column] === undefined ? [] : [[column, values[column]] as const],
  );
  const pairs = [...noted, ...Object.entries(extra)].slice(0, ATTRIBUTES_MAX);
  return Object.fromEntries(
    pairs.map(([name, value]) => [name.slice(0, 200), value.slice(0, 2000).toWellFormed()]),
  );
}
