import { pinyin, polyphonic } from "pinyin-pro";
import { PINYIN_SYLLABLES, SYLLABLE_LENGTH_MAX } from "../data/pinyin-syllables.js";
import { memoized } from "./memo.js";

/** Ways to read one text that are kept: the likeliest first, then one odd character at a time. */
const READINGS_MAX = 6;

const plain = (syllable: string): string => syllable.replaceAll("ü", "u").toLowerCase();

/** The syllables of a Chinese text as it is most likely read. */
export const syllablesOf: (han: string) => readonly string[] = memoized((han) =>
  pinyin(han, { toneType: "none", type: "array" }).map(plain),
);

/** The syllables of a Chinese surname: 单 is Shan there, not dan. */
export const surnameSyllables: (han: string) => readonly string[] = memoized((han) =>
  pinyin(han, { toneType: "none", type: "array", mode: "surname" }).map(plain),
);

/**
 * The ways a Chinese text can be read, each in one word: 长安 is `changan` and, to somebody else,
 * `zhangan`. The reading in context comes first; then each character's other readings, one at a time,
 * because two odd readings in one name are rarer than the false candidates they would bring.
 */
export const readingsOf: (han: string) => readonly string[] = memoized((han) => {
  const base = syllablesOf(han);
  const readings = new Set([base.join("")]);
  const others = polyphonic(han, { toneType: "none", type: "array" });
  for (const [at, choices] of others.entries()) {
    for (const choice of choices) {
      if (readings.size >= READINGS_MAX) return [...readings];
      readings.add(base.with(at, plain(choice)).join(""));
    }
  }
  return [...readings];
});

/** True if the whole word can be cut into Mandarin syllables. */
export const isPinyin: (word: string) => boolean = memoized((word) => {
  const reachable = [true];
  for (let end = 1; end <= word.length; end++) {
    for (let start = Math.max(0, end - SYLLABLE_LENGTH_MAX); start < end; start++) {
      if (reachable[start] && PINYIN_SYLLABLES.has(word.slice(start, end))) reachable[end] = true;
    }
    reachable[end] ??= false;
  }
  return word !== "" && reachable[word.length] === true;
});
