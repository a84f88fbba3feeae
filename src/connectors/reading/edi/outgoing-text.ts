import anyAscii from "any-ascii";

/** Text of ours on one line, in the characters up to `last` only: what is beyond them is spelled in ASCII. */
export function plainText(text: string, last: string): string {
  let plain = "";
  for (const char of text.normalize("NFC")) plain += char <= last ? char : anyAscii(char);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they would end a segment, or nobody knows what
  return plain.replace(/[\u0000-\u001f\u007f-\u009f]/g, " ").trim();
}

/** A text in pieces of at most so many characters, cut between words where that is possible. */
export function pieces(text: string, charsMax: number): string[] {
  const found: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length >= charsMax) {
      found.push(line);
      line = "";
    }
    line = line === "" ? word : `${line} ${word}`;
    while (line.length >= charsMax) {
      found.push(line.slice(0, charsMax));
      line = line.slice(charsMax);
    }
  }
  return line === "" ? found : [...found, line];
}
