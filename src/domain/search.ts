/** What a customer is found by, by what it is. */
export interface CustomerSearchFields {
  readonly names: readonly string[];
  readonly codes: readonly string[];
  readonly emails: readonly string[];
  readonly phones: readonly string[];
}

/** What one box finds. */
export const SEARCH_KINDS = ["ORDER", "CUSTOMER", "RETURN", "CASE"] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

/** By what something was found, the surest first: that is the order in which results are shown. */
export const SEARCH_FIELDS = [
  "ORDER_NUMBER",
  "RETURN_NUMBER",
  "CASE_NUMBER",
  "PO_NUMBER",
  "SOURCE_NUMBER",
  "EXECUTION_NUMBER",
  "TRACKING_NUMBER",
  "RETURN_TRACKING_NUMBER",
  "SOURCE_ID",
  "CUSTOMER_CODE",
  "EMAIL",
  "PHONE",
  "CUSTOMER_NAME",
] as const;
export type SearchField = (typeof SEARCH_FIELDS)[number];

/** One way in which a row answers to what was looked for. */
export interface SearchHit {
  readonly kind: SearchKind;
  readonly id: string;
  readonly field: SearchField;
  /** True if it is the whole of the value, not only its beginning. */
  readonly isExact: boolean;
  /** When the order was placed, the return or the case opened, the customer first heard of. */
  readonly at: Date;
}

export interface SearchResult {
  readonly kind: SearchKind;
  readonly id: string;
  readonly matched: readonly SearchField[];
  /** Where it stands among results; the smallest first. */
  readonly rank: number;
  readonly at: Date;
}

/** What somebody typed, in the forms in which it may stand somewhere. */
export interface Looked {
  readonly text: string;
  /** As an e-mail address, a domain, or their beginning; null if it is neither. */
  readonly email: string | null;
  /** The last digits of a phone number from its end, so many that country and area do not have to be said alike. */
  readonly phone: string | null;
}

const TEXT_LENGTH_MAX = 200;
const EMAIL = /^[\p{L}\p{N}._+-]{1,100}@?[\p{L}\p{N}._-]{0,100}$/u;
const PHONE = /^[+\d][\d\s()./-]*$/;
const EMAIL_LETTERS_MIN = 3;
const PHONE_DIGITS_MIN = 6;
const PHONE_DIGITS_MAX = 9;

/** Reads what was typed. Null if there is nothing to look for. */
export function lookedFor(typed: string): Looked | null {
  const text = typed.normalize("NFKC").trim().slice(0, TEXT_LENGTH_MAX);
  if (!/[\p{L}\p{N}]/u.test(text)) return null;
  const digits = text.replaceAll("(0)", "").replace(/\D/g, "").replace(/^0+/, "");
  const isPhone = PHONE.test(text) && digits.length >= PHONE_DIGITS_MIN;
  const isEmail = text.length >= EMAIL_LETTERS_MIN && EMAIL.test(text) && /[@.]/.test(text);
  return {
    text,
    email: isEmail ? text.toLowerCase() : null,
    phone: isPhone ? [...digits.slice(-PHONE_DIGITS_MAX)].toReversed().join("") : null,
  };
}

/** One result for each row, with every way in which it was found; the surest first, then the newest. */
export function rankedResults(hits: readonly SearchHit[]): SearchResult[] {
  const found = new Map<string, SearchHit[]>();
  for (const hit of hits) {
    const key = `${hit.kind} ${hit.id}`;
    found.set(key, [...(found.get(key) ?? []), hit]);
  }
  const results = [...found.values()].map((same): SearchResult => {
    const ranks = same.map(rankOf);
    const matched = SEARCH_FIELDS.filter((field) => same.some((hit) => hit.field === field));
    const [{ kind, id, at }] = same as [SearchHit, ...SearchHit[]];
    return { kind, id, at, matched, rank: Math.min(...ranks) };
  });
  return results.toSorted(inOrder);
}

/** Whole values come before beginnings, and of both the surer ones first. */
const rankOf = ({ field, isExact }: SearchHit): number =>
  SEARCH_FIELDS.indexOf(field) + (isExact ? 0 : SEARCH_FIELDS.length);

/** Where a result stands: two results never stand at the same place. */
export type SearchPlace = Pick<SearchResult, "rank" | "at" | "id">;

export function inOrder(a: SearchPlace, b: SearchPlace): number {
  const difference = a.rank - b.rank || b.at.getTime() - a.at.getTime();
  if (difference !== 0 || a.id === b.id) return difference;
  return a.id < b.id ? 1 : -1;
}
