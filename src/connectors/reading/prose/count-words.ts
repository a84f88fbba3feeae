import { LETTER, NUMBER, UNIT_HAN } from "./order-words.js";

/** Counts as people write them out, as data. Words that mean something else in another language are left out. */
const COUNTS: Readonly<Record<string, number>> = {
  ...{ one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, twelve: 12 },
  ...{ eleven: 11, fifteen: 15, twenty: 20, thirty: 30, forty: 40, fifty: 50, "a hundred": 100 },
  ...{ "half a dozen": 6, "a dozen": 12, "one dozen": 12, "one hundred": 100, "two hundred": 200 },
  ...{ zwei: 2, drei: 3, vier: 4, fünf: 5, sechs: 6, sieben: 7, acht: 8, neun: 9, zehn: 10, zwölf: 12 },
  ...{ zwanzig: 20, fünfzig: 50, hundert: 100, "ein halbes dutzend": 6, "ein dutzend": 12 },
  ...{ deux: 2, trois: 3, quatre: 4, cinq: 5, huit: 8, neuf: 9, dix: 10, douze: 12, vingt: 20 },
  ...{ "une demi-douzaine": 6, "une douzaine": 12, dos: 2, tres: 3, cuatro: 4, cinco: 5, seis: 6, siete: 7 },
  ...{ ocho: 8, nueve: 9, diez: 10, doce: 12, veinte: 20, "media docena": 6, "una docena": 12 },
  ...{ due: 2, tre: 3, quattro: 4, cinque: 5, dieci: 10, venti: 20, "mezza dozzina": 6, "una dozzina": 12 },
  ...{ dois: 2, duas: 2, três: 3, quatro: 4, sete: 7, oito: 8, dez: 10, twee: 2, drie: 3, vijf: 5, tien: 10 },
  ...{ dwa: 2, dwie: 2, trzy: 3, cztery: 4, pięć: 5, sześć: 6, dziesięć: 10 },
};

/** The first of anything: in many languages it is only an article, unless a unit says what there is one of. */
const ONES: Readonly<Record<string, number>> = { ein: 1, eine: 1, einen: 1, un: 1, une: 1, una: 1, uno: 1 };

/** Words behind which a count is the rest of a greater one, points at something known, or says what goods lie in. */
const NOT_BEHIND =
  "(?:(?:hundred|thousand|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|cents?|mil(?:le)?|cien(?:to)?|vingts?|[a-z]+ante|[a-z]+[ae]nta|veinte|vinte|venti|hundert|tausend)(?:[ -](?:and|et|y|e))?" +
  "|half|or|to|oder|bis|ou|the|these|those|other|last|first|next|each|every|any|which|no|not|of|than|is|are|was|be|when|past|der|die|das|den|dem|diese\\p{L}?|les|ces|los|las|estos|estas|um|uma|in|per|as|on|at|je|pro|im|dans|par|por|en)";

const spelled = (words: Readonly<Record<string, number>>): string =>
  Object.keys(words)
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replaceAll(" ", "\\s"))
    .join("|");

const APART = `(?<![${LETTER}\\p{N}])(?<!(?<!\\p{L})${NOT_BEHIND}\\s)`;
const WHOLE = `(?![${LETTER}\\p{N}-]|\\s(?:hundred|thousand|dozen|dutzend|or|to|bis|oder|ou|and|und|et|y|e)(?!\\p{L}))`;

/** "两箱", "十件": a unit has to follow; "一般" counts nothing, and "第一箱" not how many. */
const HAN = `(?<![第同每任某这那另唯几一二两三四五六七八九十百千万])(?:[二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])(?=\\s*(?:${UNIT_HAN}))`;

const WRITTEN = `(?:${spelled(COUNTS)}|${spelled(ONES)})`;

/** How many, in digits, written out, or both: "two (2)". Regular-expression source, matched without case. */
export const COUNT =
  `(?:${NUMBER})\\s?\\(${WRITTEN}\\)|${NUMBER}` + `|${APART}${WRITTEN}(?:\\s?\\(\\d{1,6}\\))?${WHOLE}|${HAN}`;

/** "two (2)": a count that is said once more in brackets; each as a number, null for what is none. */
function saidTwice(text: string): readonly [string | null, string | null] | null {
  const [, said, again] = /^([^()]+?) ?\(([^()]+)\)$/.exec(text) ?? [];
  if (said === undefined || again === undefined) return null;
  const numberOf = (words: string): string | null => (/^\d+$/.test(words) ? words : written(words));
  return [numberOf(said), numberOf(again)];
}

const plain = (text: string): string => text.trim().replace(/\s+/g, " ").toLowerCase();

/** True of "two (3)", which counts nothing; "10 (pcs)" says no second number. */
export function isContradicted(text: string): boolean {
  const [said, again] = saidTwice(plain(text)) ?? [null, null];
  return said !== null && again !== null && said !== again;
}

/** The number that such words say; null if they are digits alone, or say none, or say two. */
export function countOf(text: string): string | null {
  const twice = saidTwice(plain(text));
  if (twice === null) return written(plain(text));
  const [said, again] = twice;
  return said === again ? said : null;
}

function written(words: string): string | null {
  const count = COUNTS[words] ?? ONES[words] ?? hanCount(words);
  return count === null ? null : String(count);
}

/** True of "ein", which may be an article and no count. */
export const isArticleWord = (text: string): boolean => text.trim().toLowerCase() in ONES;

const HAN_DIGITS = "一二三四五六七八九";

function hanCount(words: string): number | null {
  const shape = /^([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)$/.exec(words.replace("两", "二"));
  const [whole = "", tens = "", ten = "", ones = ""] = shape ?? [];
  const digit = (char: string): number => HAN_DIGITS.indexOf(char) + 1;
  if (whole === "") return null;
  return ten === "" ? digit(tens) : (tens === "" ? 1 : digit(tens)) * 10 + (ones === "" ? 0 : digit(ones));
}
