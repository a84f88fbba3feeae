import { memoized } from "./memo.js";

/** Groups of letters that are spoken as one; the first that fits is taken. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/x/g, "ks"],
  [/^gh/g, "g"],
  [/gh/g, ""],
  [/ph/g, "f"],
  [/(?:tsch|tch|sch|sh|ch)/g, "x"],
  [/(?:ck|kh|q)u?/g, "k"],
  [/(?:ts|tz|cz)/g, "s"],
  [/dh/g, "d"],
  [/th/g, "t"],
  [/zh/g, "z"],
  [/c(?=[eiy])/g, "s"],
  [/g(?=[ei])/g, "j"],
  [/c/g, "k"],
  [/w/g, "v"],
  [/z/g, "s"],
  [/h/g, ""],
];

/**
 * The consonants of a folded word as they are spoken: `geoffrey` and `jeffrey` are both jfr. Unlike Soundex it
 * keeps apart what nobody confuses (`mark` is mrk, `marsha` mrx) and reads the word to its end.
 */
export const spokenOf: (word: string) => string = memoized((word) => {
  if (!/^[a-z]/.test(word)) return word;
  const spelled = SPELLINGS.reduce((rest, [letters, sound]) => rest.replace(letters, sound), word);
  const consonants = spelled.replace(/(?<=.)[aeiouy]+/g, "").replace(/(.)\1+/g, "$1");
  return consonants.replace(/^[aeiouy]+/, "a");
});

/** Voiced and unvoiced sounds that one script has and another has not, or that languages write for each other. */
const VOICED: Readonly<Record<string, string>> = {
  g: "k",
  j: "k",
  d: "t",
  b: "p",
  v: "",
  f: "p",
  z: "s",
  r: "l",
  x: "s",
  a: "",
  y: "",
};

/** The rougher form in which a word that was transcribed from another script meets its Latin spelling: فيصل and `Faisal`. */
export const transcribedOf: (word: string) => string = memoized((word) =>
  [...spokenOf(word)]
    .map((sound) => VOICED[sound] ?? sound)
    .join("")
    .replace(/(.)\1+/g, "$1"),
);
