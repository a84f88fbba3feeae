import { memoized } from "./memo.js";

/** Letters that are heard alike get one digit; vowels and h, w, y are not heard at all. */
const GROUPS: Readonly<Record<string, string>> = {
  b: "1",
  f: "1",
  p: "1",
  v: "1",
  w: "",
  c: "2",
  g: "2",
  j: "2",
  k: "2",
  q: "2",
  s: "2",
  x: "2",
  z: "2",
  d: "3",
  t: "3",
  l: "4",
  m: "5",
  n: "5",
  r: "6",
};
const CODE_LENGTH = 4;

/** The Soundex code of a folded word: `smith` and `smyth` are both s53. Words of other scripts stay as they are. */
export const soundOf: (word: string) => string = memoized((word) => {
  if (!/^[a-z]/.test(word)) return word;
  let code = word.charAt(0);
  let last = GROUPS[code] ?? "";
  for (const letter of word.slice(1)) {
    if (letter === "h" || letter === "w") continue;
    const group = GROUPS[letter] ?? "";
    if (group !== "" && group !== last) code += group;
    last = group;
    if (code.length === CODE_LENGTH) break;
  }
  return code;
});
