import {
  HAN_INDUSTRY_WORDS,
  INDUSTRY_OF_HAN,
  INDUSTRY_OF_WORD,
  SOFT_INDUSTRIES,
} from "../data/industries.js";
import type { Features, OrganizationName } from "../normalizing/features.js";
import { memoized } from "../normalizing/memo.js";
import { isPinyin } from "../normalizing/pinyin.js";
import { wordsOf } from "../normalizing/text.js";
import type { ComparableRecord } from "../record.js";
import { type Finding, finding } from "./finding.js";

/** What the trades in two names with one core say: the same, another, or that one of them leaves it unsaid. */
export function compareTrades(a: OrganizationName, b: OrganizationName): Finding | null {
  const ours = a.industries.filter((id) => !SOFT_INDUSTRIES.has(id));
  const theirs = b.industries.filter((id) => !SOFT_INDUSTRIES.has(id));
  if (ours.length === 0 || theirs.length === 0) return compareSoft(a, b);
  const shared = ours.filter((id) => theirs.includes(id));
  const found = (level: string): Finding => finding("industry", level, ours.join(" "), theirs.join(" "));
  if (shared.length === 0) return found("different");
  if (shared.length < Math.max(ours.length, theirs.length)) return found("overlap");
  return shared.every((id) => isOneWord(id, a, b))
    ? found("same")
    : finding("industry", "otherWord", a.text, b.text);
}

/** One side names no trade: a group or a branch of business beside one of its companies, or nothing. */
function compareSoft(a: OrganizationName, b: OrganizationName): Finding | null {
  const [ours, theirs] = [a.industries, b.industries];
  const found = (level: string): Finding => finding("industry", level, ours.join(" "), theirs.join(" "));
  if (isHead(a) !== isHead(b)) return found(says(a) || says(b) ? "group" : "head");
  if (ours.length === 0 || theirs.length === 0) return null;
  const shared = ours.some((id) => theirs.includes(id));
  if (shared) return says(a) || says(b) ? null : found("sameSoft");
  return [...ours, ...theirs].every((id) => !SOFT_INDUSTRIES.has(id) || GOODS.has(id))
    ? null
    : found("parent");
}

/** Words for goods of any kind, which come and go between two spellings of one name. */
const GOODS: ReadonlySet<string> = new Set(["manufacturing", "products", "parts", "supply"]);

/** Names itself the group or the holding, and no trade. */
const isHead = (name: OrganizationName): boolean => name.industries.includes("group") && !says(name);

/**
 * 云帆贸易 and 云帆进出口 both trade, and a register knows them as two companies. A name that was translated says
 * the trade in other words too, so only words of one script count, and in Latin letters those that have not even
 * the first letter in common.
 */
function isOneWord(industry: string, a: OrganizationName, b: OrganizationName): boolean {
  if (a.script !== b.script) return true;
  const [ours, theirs] = [tradeWords(a, industry), tradeWords(b, industry)];
  if (ours.length === 0 || theirs.length === 0) return true;
  return ours.some((word) => theirs.some((other) => areSpellings(word, other)));
}

const areSpellings = (a: string, b: string): boolean =>
  a.includes(b) || b.includes(a) || (isLatin(a) && a[0] === b[0]);
const isLatin = (word: string): boolean => /^[a-z]/.test(word);

const tradeWords = ({ text }: OrganizationName, industry: string): readonly string[] =>
  wordsByTrade(text)
    .filter(([, id]) => id === industry)
    .map(([word]) => word);

/** The words of a name that stand for a trade; pinyin ones are a translation of themselves. */
const wordsByTrade: (text: string) => readonly (readonly [string, string])[] = memoized((text) => [
  ...HAN_INDUSTRY_WORDS.filter((word) => text.includes(word)).map(
    (word) => [word, INDUSTRY_OF_HAN.get(word)?.id ?? ""] as const,
  ),
  ...wordsOf(text)
    .filter((word) => !isPinyin(word))
    .flatMap((word) => {
      const industry = INDUSTRY_OF_WORD.get(word);
      return industry === undefined ? [] : [[word, industry.id] as const];
    }),
]);

export const says = ({ industries }: OrganizationName): boolean =>
  industries.some((id) => !SOFT_INDUSTRIES.has(id));

/**
 * 云帆 beside 云帆科技: the short name may be the company's, and as well that of a sister or the parent behind the
 * same switchboard, in the same building; so may the same name with another word for its trade, which in Chinese
 * makes it another registered name. Where anything else contradicts, such a name is no proof. It weighs nothing
 * by itself. The same contact or a mailbox of one person settles it: those no sister has.
 */
export function doubtSisterName(
  found: readonly Finding[],
  { features: ours }: ComparableRecord,
  { features: theirs }: ComparableRecord,
): Finding | null {
  const [a, b] = [ours.organization, theirs.organization];
  if (a === null || b === null || !found.some(({ feature }) => feature === "core")) return null;
  const otherWord = found.some(({ feature, level }) => feature === "industry" && level === "otherWord");
  const unsaid = (a.industries.length === 0) !== (b.industries.length === 0);
  if (!otherWord && !unsaid) return null;
  if (isVouchedFor(found, ours, theirs)) return null;
  const contradicted = isContradicted(found, ours, theirs);
  const registered = otherWord && a.script === "HAN" && b.script === "HAN";
  if (!registered && !contradicted)
    return unsaid ? finding("sisterName", "unsaidTrade", a.text, b.text) : null;
  return finding("sisterName", otherWord ? "otherWord" : "contradicted", a.text, b.text);
}

function isVouchedFor(found: readonly Finding[], a: Features, b: Features): boolean {
  const sameContact = found.some(({ feature, level }) => feature === "contactName" && level === "same");
  return (
    sameContact ||
    a.emails.some(({ address, role }) => !role && b.emails.some((other) => other.address === address))
  );
}

const CONTRADICTING: ReadonlySet<string> = new Set([
  "code.different",
  "code.differentNumber",
  "taxId.different",
  "phone.different",
  "email.different",
]);

/** Two contacts of one family name may be one person, of whom one side states the title only. */
const isContradicted = (
  found: readonly Finding[],
  { contact: a }: Features,
  { contact: b }: Features,
): boolean =>
  found.some(({ feature, level }) => CONTRADICTING.has(`${feature}.${level}`)) ||
  (a !== null && b !== null && !a.tokens.some((word) => b.tokens.includes(word)));
