import { Converter } from "opencc-js";
import { pinyin } from "pinyin-pro";

/** 雲帆 for 云帆: what people in Taiwan and Hong Kong write. */
export const traditional: (text: string) => string = Converter({ from: "cn", to: "tw" });

const heard = new Map<string, readonly string[]>();

/** `yun`, `fan`: the syllables as they are read in this word, without tones. */
export function syllables(han: string): readonly string[] {
  const known = heard.get(han);
  if (known !== undefined) return known;
  const found = pinyin(han, { toneType: "none", type: "array" }).map((one) => one.replaceAll("ü", "v"));
  heard.set(han, found);
  return found;
}

export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** 云帆 is `Yunfan`. */
export const romanized = (han: string): string => capital(syllables(han).join("").replaceAll("v", "u"));

const UMLAUTS: Readonly<Record<string, string>> = {
  ...{ ä: "ae", ö: "oe", ü: "ue", Ä: "Ae", Ö: "Oe", Ü: "Ue", ß: "ss" },
  ...{ å: "aa", Å: "Aa", ø: "oe", Ø: "Oe", æ: "ae", Æ: "Ae" },
};

/** `Mueller` for `Müller`, as a keyboard without umlauts has it. */
export const transcribed = (text: string): string =>
  text.replace(/[äöüÄÖÜßåÅøØæÆ]/g, (letter) => UMLAUTS[letter] ?? letter);

/** `Muller` for `Müller`, as a system without accents keeps it. */
export const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[ßøØæÆ]/g, (letter) => ({ ß: "ss", ø: "o", Ø: "O", æ: "ae", Æ: "AE" })[letter] ?? letter);

export const fullWidth = (text: string): string =>
  text.replace(/[0-9A-Za-z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));

/** `Yunfan`, `Yun Fan`, `YunFan`, `Yun-Fan`: the ways a name is cut when it is romanized. */
export function spacedForms(han: string): string[] {
  const parts = syllables(han).map((part) => capital(part.replaceAll("v", "u")));
  return [romanized(han), romanized(han), romanized(han), parts.join(" "), parts.join(""), parts.join("-")];
}
