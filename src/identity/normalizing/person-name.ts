import {
  COMPOUND_SURNAMES,
  GENERATIONS,
  HAN_HONORIFICS,
  HONORIFICS,
  KOREAN_SURNAMES,
  NAME_PARTICLES,
  SURNAMES,
} from "../data/person-names.js";
import type { PersonName } from "./features.js";
import { memoized } from "./memo.js";
import { surnameSyllables, syllablesOf } from "./pinyin.js";
import { clean, fold, hasHan, isForeign, wordsOf } from "./text.js";

const HAN_NAME_LENGTH_MAX = 4;
const TOKENS_MAX = 8;

/** Takes a person's name apart. Which word is the family name is left open: people write both orders. */
export const parsePersonName: (name: string) => PersonName | null = memoized((name) => {
  const text = clean(name);
  if (text === "") return null;
  return hasHan(text) ? parseHan(text) : parseLatin(text);
});

/** Two to four characters of which the first is a surname: more likely a person than a company. */
export function looksLikeHanPerson(text: string): boolean {
  const name = text.replace(/[\s·]/gu, "");
  if (!/^\p{Script=Han}{2,4}$/u.test(name)) return false;
  if (COMPOUND_SURNAMES.has(name.slice(0, 2))) return true;
  return name.length <= 3 && SURNAMES.has(name.charAt(0));
}

const NO_MORE = { given: null, foreign: false, generation: null };

function parseHan(text: string): PersonName | null {
  const han = (text.match(/\p{Script=Han}+/gu) ?? []).join("").replace(HAN_HONORIFICS, "");
  if (han === "") return null;
  if (han.length > HAN_NAME_LENGTH_MAX) {
    const whole = syllablesOf(han).map(fold).join("");
    return { ...NO_MORE, text, han, tokens: [whole], joined: [whole] };
  }
  const cut = COMPOUND_SURNAMES.has(han.slice(0, 2)) && han.length > 2 ? 2 : 1;
  const family = surnameSyllables(han).slice(0, cut).join("");
  const given = syllablesOf(han.slice(cut)).join("");
  const tokens = [family, given].filter((token) => token !== "");
  return { ...NO_MORE, text, han, tokens, joined: joinedOrders(tokens), given: tokens[1] ?? null };
}

function parseLatin(text: string): PersonName | null {
  const [before = "", after = ""] = spaced(text).split(/[,،、]/u, 2);
  const words = wordsOf(`${after} ${before}`.replace(/(?<=\p{L})-(?=\p{L})/gu, ""));
  const generation = words.map((word) => GENERATIONS[word]).find((found) => found !== undefined) ?? null;
  const named = words.filter((word) => !HONORIFICS.has(word) && GENERATIONS[word] === undefined);
  const full = named.filter((word) => !NAME_PARTICLES.has(word) || named.length === 1);
  const tokens = (full.length > 0 ? full : named).slice(0, TOKENS_MAX);
  const [first = null] = tokens;
  if (first === null) return null;
  const given = tokens.length > 1 ? first : null;
  return {
    text,
    han: null,
    tokens,
    joined: joinedOrders(tokens),
    given,
    foreign: isForeign(text),
    generation,
  };
}

/** Korean names are written without a space, the family name first and nearly always one syllable. */
function spaced(text: string): string {
  const [, family, given] = /^(\p{Script=Hangul})\s?(\p{Script=Hangul}{1,3})$/u.exec(text) ?? [];
  if (family === undefined || given === undefined) return text;
  const transcribed = fold(family);
  return `${fold(given)} ${KOREAN_SURNAMES[transcribed] ?? transcribed}`;
}

/** Family name first or last: `linyijun` and `yijunlin`, also for `Lin Yi Jun`. */
function joinedOrders(tokens: readonly string[]): string[] {
  const first = tokens.slice(0, 1);
  const last = tokens.slice(-1);
  const orders = [tokens, [...tokens.slice(1), ...first], [...last, ...tokens.slice(0, -1)]];
  return [...new Set(orders.map((order) => order.join("")))];
}
