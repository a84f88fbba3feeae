export type MailLanguage = "en" | "de" | "zh";

const SAMPLE_CHARS = 5_000;
const HAN_MIN = 8;
const GERMAN =
  /(?<!\p{L})(?:bitte|und|wir|für|guten tag|sehr geehrte\w*|hallo|bestell\w*|liefer\w*|stück|mit freundlichen|grüße|gruß|ihnen|unsere?)(?!\p{L})/giu;
const GERMAN_MIN = 2;

/** The language a mail is written in, as far as its words give it away; English where they do not. */
export function mailLanguage(text: string): MailLanguage {
  const sample = text.slice(0, SAMPLE_CHARS);
  if ((sample.match(/\p{Script=Han}/gu)?.length ?? 0) >= HAN_MIN) return "zh";
  const words = new Set(sample.toLowerCase().match(GERMAN) ?? []);
  return words.size >= GERMAN_MIN ? "de" : "en";
}
