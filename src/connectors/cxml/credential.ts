import { attributeOf, findAll, textOf, type XmlElement } from "../reading/xml/element.js";

/** Who a party is, in the words of one domain. A secret that stands beside it is never read here. */
export interface Credential {
  readonly domain: string;
  readonly identity: string;
}

type Role = "From" | "To" | "Sender";

/** The identities of a party, that of the network first: it is the one that answers are sent to. */
export function credentialsOf(root: XmlElement, role: Role): Credential[] {
  const all = findAll(root, "Header", role, "Credential").flatMap((one) => {
    const identity = textOf(one, "Identity");
    return identity === null ? [] : [{ domain: attributeOf(one, "domain") ?? "", identity }];
  });
  return [...all.filter(isOfNetwork), ...all.filter((one) => !isOfNetwork(one))];
}

const isOfNetwork = ({ domain }: Credential): boolean => domain.toLowerCase() === "networkid";

const SYSTEM_CHARS_MAX = 100;
/** Domains that a partner's own system gives out; they mean something only together with its name. */
const PRIVATE = /^(?:internal|private|buyer|system|vendor)/i;

/** The hub's name of a domain; null for one that only the sender knows. */
export function systemOf({ domain }: Credential): string | null {
  const name = domain.trim().toLowerCase();
  return name === "" || PRIVATE.test(name) ? null : name.slice(0, SYSTEM_CHARS_MAX);
}
