import type { Email, Features, PersonName } from "../normalizing/features.js";
import { type Finding, finding } from "./finding.js";
import { isSlip, jaroWinkler } from "./similarity.js";

const ALIKE_SIMILARITY_MIN = 0.92;
const MAILBOX_LENGTH_MIN = 4;
const NAME_LENGTH_MIN = 3;

/** The address if any is shared, else the domain, which only a company's own says anything with. */
export function compareEmails(a: Features, b: Features): Finding[] {
  const [first] = a.emails;
  const [other] = b.emails;
  if (first === undefined || other === undefined) return [];
  const pairs = a.emails.flatMap((ours) => b.emails.map((theirs) => [ours, theirs] as const));
  const shared = bestAddress(pairs, a, b);
  if (shared !== null && !WEAK_LEVELS.has(shared.level)) return [shared];
  const domain = compareDomains(pairs);
  const mailboxes = first.local !== null && other.local !== null;
  const apart = mailboxes ? finding("email", "different", first.address, other.address) : null;
  return [shared ?? apart, domain].filter((found) => found !== null);
}

const WEAK_LEVELS = new Set(["sameMailbox", "namedMailbox", "alike"]);

type Pair = readonly [Email, Email];

/** The mailbox of a role is the company's: of two persons it says no more than that they work there. */
function bestAddress(pairs: readonly Pair[], a: Features, b: Features): Finding | null {
  const persons = a.kind === "PERSON" && b.kind === "PERSON";
  let best: Finding | null = null;
  for (const [ours, theirs] of pairs) {
    if (ours.local === null || theirs.local === null) {
      if (ours.local !== theirs.local && isSlip(ours.address, theirs.address))
        best ??= finding("email", "slip", ours.address, theirs.address);
      continue;
    }
    if (ours.address === theirs.address) {
      const level = persons && ours.role ? "sameRole" : "same";
      return finding("email", level, ours.address, theirs.address, `email:${ours.address}`);
    }
    if (isSlip(ours.address, theirs.address) && !(ours.role || theirs.role)) {
      best = finding("email", "slip", ours.address, theirs.address);
    } else if (ours.local === theirs.local && !ours.role && ours.local.length >= MAILBOX_LENGTH_MIN) {
      const level =
        isNamedAfter(ours.local, a.person) && isNamedAfter(ours.local, b.person)
          ? "namedMailbox"
          : "sameMailbox";
      best ??= finding("email", level, ours.address, theirs.address, `mailbox:${ours.local}`);
    } else if (!ours.role && jaroWinkler(ours.address, theirs.address) >= ALIKE_SIMILARITY_MIN) {
      best ??= finding("email", "alike", ours.address, theirs.address);
    }
  }
  return best;
}

/** `jjones` says of a Jay Jones what his name says: another one elsewhere has the same. */
function isNamedAfter(local: string, person: PersonName | null): boolean {
  const letters = local.replace(/[^\p{L}]/gu, "");
  if (person === null || letters.length < local.length - 1) return false;
  return person.tokens.some((word, at) => {
    if (word.length < NAME_LENGTH_MIN || !letters.includes(word)) return false;
    const rest = letters.replace(word, "");
    return rest === "" || person.tokens.some((other, otherAt) => otherAt !== at && other.startsWith(rest));
  });
}

function compareDomains(pairs: readonly Pair[]): Finding | null {
  let best: Finding | null = null;
  for (const [{ domain: ours, free }, { domain: theirs, free: theirsFree }] of pairs) {
    if (free || theirsFree) continue;
    if (ours === theirs) return finding("domain", "same", ours, theirs, `domain:${ours}`);
    if (isSlip(ours, theirs)) best = finding("domain", "slip", ours, theirs);
    else best ??= finding("domain", "different", ours, theirs);
  }
  return best;
}
