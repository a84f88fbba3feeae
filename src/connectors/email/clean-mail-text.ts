// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/g;

/** Text of a mail without what no database keeps: control characters, and halves of characters. */
export function cleanMailText(text: string): string {
  return text.replace(CONTROL, "").replace(/\p{Cs}/gu, "\ufffd");
}
