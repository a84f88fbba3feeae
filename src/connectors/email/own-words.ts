/** Lines under which a mail repeats an older one. A forwarded mail is no repetition: it is the message. */
const QUOTE_HEADS: readonly RegExp[] = [
  /^\s*On\b.{4,200}\bwrote:\s*$/i,
  /^\s*Am\b.{4,200}\bschrieb\b.{0,200}:\s*$/i,
  /^\s*Le\b.{4,200}\ba écrit\s*:\s*$/i,
  /^.{0,120}(?:写道|寫道)\s*[:：]\s*$/u,
  /^\s*[-_]{2,}\s*(?:original message|ursprüngliche nachricht|originalnachricht|message d'origine|原始邮件|原始郵件)\s*[-_]*\s*$/iu,
];

/** "From: ... / Sent: ..." as mail programs put it above a quoted mail. */
const HEADER_FROM = /^\s*\*?(?:From|Von|De|发件人|寄件者|寄件人)\*?\s*[:：]/iu;
const HEADER_SENT = /^\s*\*?(?:Sent|Date|Gesendet|Datum|Envoyé|发送时间|日期|傳送日期|寄件日期)\*?\s*[:：]/iu;
const FORWARDED =
  /^\s*(?:[-_]{2,}\s*(?:forwarded message|weitergeleitete nachricht|message transféré|转发的?邮件|轉寄郵件)|begin forwarded message|anfang der weitergeleiteten)/iu;
const FORWARDING = /^\s*(?:fwd?|wg|tr|转发|轉寄)\s*[:：]/iu;
const HEAD_LINES = 4;

/** How far "On ..., ... wrote:" may run over a line break. */
const WRAPPED_LINES = 2;

/**
 * What the writer says in this very mail: quoted older mails are cut off, because the orders in them
 * have been placed already. Positions stay those of the text given: what is cut is at its end, and
 * quoted lines further up are blanked out. In a mail whose subject says that it was forwarded, the mail below
 * the writer's own words is what it is about, whatever line its program has put above it.
 */
export function ownWords(text: string, subject = ""): string {
  const lines = text.split("\n");
  // The dashes above a forwarded mail are no signature's.
  if (isForwarded(subject)) return lines.map((line) => (isDashed(line) ? blanked(line) : line)).join("\n");
  const forwarded = lines.findIndex((line) => FORWARDED.test(line));
  const end = lines.findIndex((_, at) => (forwarded < 0 || at < forwarded) && isQuoteHead(lines, at));
  const own = end < 0 ? lines : lines.slice(0, end);
  return own.map((line) => (/^\s*>/.test(line) ? blanked(line) : line)).join("\n");
}

/** True of the subject of a mail that was sent on. */
export const isForwarded = (subject: string): boolean => FORWARDING.test(subject);

const DASHED = /^\s*[-_]{2,}\s*[^-_\s].*[-_]{2,}\s*$/;
const DASHED_CHARS_MAX = 200;

const isDashed = (line: string): boolean => line.length <= DASHED_CHARS_MAX && DASHED.test(line);

const blanked = (line: string): string => line.replace(/[^\r]/g, " ");

function isQuoteHead(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? "";
  for (let count = 1; count <= WRAPPED_LINES; count++) {
    const joined = lines
      .slice(at, at + count)
      .join(" ")
      .replace(/\r/g, "");
    if (QUOTE_HEADS.some((head) => head.test(joined))) return true;
  }
  if (!HEADER_FROM.test(line)) return false;
  // The first line of a mail may be a form's "From:"; a quoted header follows the writer's own words.
  const hasWordsAbove = lines.slice(0, at).some((above) => above.trim() !== "");
  return hasWordsAbove && lines.slice(at + 1, at + HEAD_LINES).some((below) => HEADER_SENT.test(below));
}
