/** Letters that are digits where only digits can stand. */
const DIGIT_OF: Readonly<Record<string, string>> = { O: "0", o: "0", l: "1", I: "1", "|": "1" };
const CONFUSED = /[OolI|]/g;

/** An article number: letters, a hyphen, then three and more places of which at least half are digits. */
const CODE = /^([A-Z]{1,4}-)([\dOolI|]{3,8})$/;
/** A number, with decimals or without. */
const NUMBER = /^[\dOolI|]{1,9}([.,][\dOolI|]{1,4})?$/;

/**
 * A word with its letters O, l and I turned back into digits, where its shape leaves no other
 * reading. Anything else is left as the reader saw it: a wrong guess looks like certainty.
 */
export function untangled(word: string): string {
  const code = CODE.exec(word);
  if (code !== null) {
    const [, letters = "", digits = ""] = code;
    return isMostlyDigits(digits) ? letters + asDigits(digits) : word;
  }
  return NUMBER.test(word) && isMostlyDigits(word) ? asDigits(word) : word;
}

function isMostlyDigits(text: string): boolean {
  const digits = text.match(/\d/g)?.length ?? 0;
  return digits > 0 && digits >= (text.match(CONFUSED)?.length ?? 0);
}

function asDigits(text: string): string {
  return text.replace(CONFUSED, (letter) => DIGIT_OF[letter] ?? letter);
}
