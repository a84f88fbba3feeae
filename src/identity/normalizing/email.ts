import { DOMAIN_ALIASES, DOT_BLIND_DOMAINS, FREE_MAIL_DOMAINS, ROLE_MAILBOXES } from "../data/free-mail.js";
import type { Email } from "./features.js";

const ADDRESS = /([^\s<>"(),:;@]+)@([\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?)/u;
const WEB = /^(?:https?:\/\/)?(?:www\d?\.)?([\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+)(?:[/?#:].*)?$/u;

/** Reads an e-mail address as people and headers write it, or a web address for its domain alone. */
export function parseEmail(text: string): Email | null {
  const plain = text
    .normalize("NFKC")
    .trim()
    .toLowerCase()
    .replace(/^mailto:/, "");
  const [, rawLocal, rawDomain] = ADDRESS.exec(plain) ?? [];
  if (rawLocal !== undefined && rawDomain !== undefined) return emailOf(rawLocal, rawDomain);
  const [, site] = WEB.exec(plain) ?? [];
  return site === undefined
    ? null
    : { address: site, local: null, domain: site, free: isFree(site), role: false };
}

function emailOf(rawLocal: string, rawDomain: string): Email {
  const domain = DOMAIN_ALIASES[rawDomain] ?? rawDomain;
  const untagged = rawLocal.replace(/\+.*$/, "") || rawLocal;
  const local = DOT_BLIND_DOMAINS.has(domain) ? untagged.replaceAll(".", "") : untagged;
  return {
    address: `${local}@${domain}`,
    local,
    domain,
    free: isFree(domain),
    role: ROLE_MAILBOXES.has(local),
  };
}

const isFree = (domain: string): boolean => FREE_MAIL_DOMAINS.has(domain);
