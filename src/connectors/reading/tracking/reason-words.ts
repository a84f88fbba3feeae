import type { ExceptionReason, ShipmentStatus } from "../../../domain/vocabulary.js";
import { words } from "./word-pattern.js";

/** What went wrong, by the words of a carrier; the first row that fits. */
export const REASON_WORDS: readonly (readonly [ExceptionReason, RegExp])[] = [
  [
    "ADDRESS_NOT_FOUND",
    words(
      "(?:no such|cannot find|unable to (?:locate|find)|could not (?:locate|find)) (?:the )?(?:number|street|address|delivery|house|receiver)",
      "address (?:was |could )?not (?:be )?found|(?:delivery )?location not found",
      "adresse (?:introuvable|nicht gefunden)|anschrift nicht gefunden",
    ),
  ],
  [
    "ADDRESS_INCORRECT",
    words(
      "(?:incorrect|wrong|insufficient|incomplete|invalid|bad|missing|inadequate)(?: \\S+){0,4} ?(?:address|street|apartment|suite|postal code|zip)",
      "address(?:ing)? (?:\\S+ ){0,2}(?:error|problem|issue|incorrect|incomplete|insufficient|invalid|unknown|correction|needed|required)",
      "(?:street|street name|house number|street number|apartment number|suite number|unit number|zip|zip code|postal code|postcode|company name|receiver name|recipient name) (?:is |was )?(?:either )?(?:incorrect|wrong|invalid|missing|incomplete)",
      "(?:problem|issue|error) with (?:the )?(?:delivery )?address|(?:postcode|postal code|zip code) (?:error|issue|problem)",
      "(?:address|label) (?:is |was )?(?:illegible|unreadable)|address query",
      "address information|undeliverable as addressed",
      "adresse (?:\\S+ )?(?:incorrecte|incompl[èe]te|erron[ée]e|falsch|unvollst)",
      "(?:falsche|unvollst[äa]ndige|fehlerhafte) (?:adresse|anschrift)|onjuist adres",
      "adres (?:onjuist|onvolledig)|dirección incorrecta|indirizzo errato",
    ),
  ],
  [
    "RECIPIENT_MOVED",
    words(
      "(?:receiver|recipient|consignee|customer|addressee|company) (?:has |have )?(?:moved|relocated)",
      "moved[,.]? (?:left no|no forward)|forward(?:ing)? (?:order )?expired|unbekannt verzogen",
      "n.habite plus|verhuisd",
    ),
  ],
  [
    "RECIPIENT_UNKNOWN",
    words(
      "(?:addressee|recipient|receiver|consignee|customer) (?:is |was )?(?:unknown|not known)",
      "not known at|unknown at (?:this |the )?address|destinataire (?:est )?inconnu|empfänger unbekannt",
      "onbekend",
    ),
  ],
  ["REFUSED", words("refus|reject|declined|verweigert|geweigerd|rifiutat|rechazad|recusad|odmow|odmów|拒收")],
  [
    "UNCLAIMED",
    words(
      "unclaimed|not collected|never collected|not picked up|pick ?up missed|non réclamé",
      "non retiré|nicht abgeholt|holding period|hold time expired|niet afgehaald",
    ),
  ],
  [
    "RECIPIENT_ABSENT",
    words(
      "not (?:at )?home|no ?(?:one|body) (?:was )?(?:home|available)",
      "(?:receiver|recipient|consignee|customer|addressee|person) (?:is |was )?(?:not (?:available|at|in|present)|unavailable|absent)",
      "not available (?:for|at the time of) (?:final )?delivery|unavailable (?:receiver|recipient|consignee|customer|addressee)",
      "(?:business|company|office|customer|premises|shop|store) (?:is |was )?closed",
      "closed on arrival|carded|card left|notice left|left (?:a )?notice|absent",
      "nicht angetroffen|niet thuis|no authorized recipient|destinataire (?:était )?absent|ausente|assente",
      "carteiro não atendido|\\bno answer\\b|we missed you|不在",
    ),
  ],
  ["DAMAGED", words("damage|broken|beschädigt|endommagé|beschadigd|avariad|dañad")],
  [
    "MISROUTED",
    words(
      "mis-?rout|mis-?sort|mis-?sent|mis-?direct|mis-?shipped|sorting error|incorrectly sorted",
      "wrong (?:hub|depot|facility)|fehlgeleitet|erreur de tri",
    ),
  ],
  [
    "CUSTOMS",
    words("customs|clearance|duties|import charges|(?:government|clearing) agency|douan|zoll|aduan|dogan"),
  ],
  [
    "WEATHER",
    words(
      "weather|storm|snow|flood|hurricane|natural disaster|emergency situation|météo|intemp",
      "wetter|unwetter",
    ),
  ],
  [
    "CARRIER",
    words(
      "mechanical|late (?:flight|trailer|train)|operating conditions|vehicle|strike|capacity",
      "processing (?:error|issue)|technical|traffic|retard de transport|service disruption",
    ),
  ],
];

/** How a parcel stands of which only this trouble is told. Customs alone is none: every border has one. */
export const STATUS_OF_REASON: Readonly<Partial<Record<ExceptionReason, ShipmentStatus>>> = {
  ADDRESS_INCORRECT: "DELIVERY_FAILED",
  ADDRESS_NOT_FOUND: "DELIVERY_FAILED",
  RECIPIENT_MOVED: "DELIVERY_FAILED",
  RECIPIENT_UNKNOWN: "DELIVERY_FAILED",
  RECIPIENT_ABSENT: "DELIVERY_FAILED",
  REFUSED: "DELIVERY_FAILED",
  UNCLAIMED: "DELIVERY_FAILED",
  DAMAGED: "ON_HOLD",
  MISROUTED: "DELAYED",
  WEATHER: "DELAYED",
  CARRIER: "DELAYED",
};
