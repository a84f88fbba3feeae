import type { PostalAddress } from "../../domain/address.js";

/** Whoever stands beside a company on a label is named under it. A parcel finds its way by both. */
export function withAttention(address: PostalAddress | null, person: string | null): PostalAddress | null {
  if (address === null || person === null || person === address.recipient) return address;
  return { ...address, department: `attn. ${person}` };
}

const DESCRIPTION_CHARS_MAX = 2000;

/**
 * What a customer has chosen for an article, such as an engraving, as part of its description: it is made and
 * packed by it. Names that begin with `_` are the shop's own, and what the description says already is not repeated.
 */
export function withChoices(
  description: string | null,
  choices: readonly { readonly name: string | null; readonly value: string | null }[],
): string | null {
  const stated = choices.flatMap(({ name, value }) =>
    name === null || value === null || name.startsWith("_") || (description?.includes(value) ?? false)
      ? []
      : [`${name}: ${value}`],
  );
  if (stated.length === 0) return description;
  const text = [description, `(${stated.join("; ")})`].filter((part) => part !== null).join(" ");
  return text.slice(0, DESCRIPTION_CHARS_MAX).replace(/\p{Cs}$/u, "");
}
