import type { ShipmentStatus } from "../../../domain/vocabulary.js";
import { words } from "./word-pattern.js";

/**
 * How a parcel stands, by the words of its carrier; the first row that fits. English first, then the usual words
 * of the carriers of France, Germany, the Netherlands, Italy, Spain and Poland. What must not be taken for
 * something else stands before it: `could not be delivered` before `delivered`.
 */
export const STATUS_WORDS: readonly (readonly [ShipmentStatus, RegExp])[] = [
  [
    "PENDING",
    words(
      "pick-?up (?:attempt|failed|missed|unsuccessful)|attempted to pick up|acceptance pending",
      "(?:ready|waiting) for (?:pick-?up|collection) by (?:the )?(?:carrier|courier)",
      "awaiting (?:carrier|courier) (?:pick|collect)",
      "(?:attempted|missed) pick-?up|collection (?:attempt|failed)",
    ),
  ],
  [
    "RETURNED",
    words(
      "(?:delivered|handed over|given) (?:back )?to (?:the )?(?:original )?(?:sender|shipper)",
      "received back by (?:the )?sender|return (?:completed|received|delivered)",
      "(?:dem|an den) absender (?:zugestellt|übergeben)",
    ),
  ],
  [
    "RETURN_TO_SENDER",
    words(
      "return(?:ed|ing|s)? (?:it )?(?:back )?to (?:the )?(?:original )?(?:sender|shipper|origin|merchant|consignor|retailer)",
      "return(?:ed|ing) (?:the|your|this) (?:package|parcel|shipment|item)|return(?:ed|ing) to (?:the |its )?(?:seller|vendor|point of origin)",
      "return (?:in transit|initiated|started|to sender)|being returned|(?:will|to) be returned",
      "\\brts\\b|^returned$|retourn\\S* à l.exp[ée]diteur|retour à l.exp[ée]diteur",
      "zur[üu]ck an (?:den )?absender|r[üu]cksendung|retour(?:nerings|en)? (?:naar )?afzender",
      "devuel(?:to|ta) al remitente|(?:zwrot|zwróc\\S*) do nadawcy|reso al mittente",
    ),
  ],
  [
    "LOST",
    words(
      "\\blost\\b|cannot be located|could not be located|perdu\\b|verloren|destroyed|disposed",
      "discarded|détruit|vernichtet",
    ),
  ],
  ["CANCELED", words("cancel|\\bvoid(?:ed)?\\b|annul|storniert|annullata")],
  [
    "DELIVERY_FAILED",
    words(
      "(?:unsuccessful|failed|attempted|missed) deliver|(?:second|final) delivery attempt",
      "delivery (?:was )?(?:attempt|failed|unsuccessful|exception|not (?:possible|completed|successful))",
      "attempt(?:ed)? to deliver|(?:could|can|was|were) ?n[o']t (?:be )?(?:able to )?deliver",
      "cannot be delivered|unable to (?:be )?deliver|not (?:been )?(?:able to (?:be )?)?deliver",
      "not delivered|undeliver|non[ -]?delivery|no ?one (?:was )?(?:home|available)",
      "nobody (?:home|available)|card(?:ed)? left|left (?:a )?(?:notice|card|calling card)",
      "notice left|receiver carded|business (?:is |was )?closed",
      "(?:n.a pas pu être|non) (?:livr|distribu|remis)|nicht (?:zugestellt|angetroffen)",
      "zustellung (?:war )?(?:nicht|fehlgeschlagen)|zustellversuch|niet (?:bezorgd|thuis)",
      "mancata consegna|no entregad|nieudana",
    ),
  ],
  [
    "READY_FOR_PICKUP",
    words(
      "(?:available|ready|held|waiting|hold) (?:for|to be) (?:(?:customer|recipient|receiver|consignee) )?(?:pick|collect)",
      "awaiting (?:for )?(?:(?:customer|recipient|receiver|consignee) )?(?:pick|collect)|to be collected",
      "reminder to pick up|arrived at (?:the )?(?:pick-?up|collection) point",
      "(?:delivered|delivery) (?:by driver )?(?:to|at) (?:the |an? )?(?:\\S{2,8} )?(?:pick-?up|parcel ?shop|service point|access point|collection)",
      "customer to collect|au point (?:de )?(?:retrait|relais)|attend.{0,20}retir",
      "disponible.{0,30}(?:retrait|ramassage)|abholbereit|zur abholung|liegt.{0,30}(?:filiale|packstation)",
      "klaar om.{0,20}halen|ritirabile|para recoger|do odbioru",
    ),
  ],
  [
    "DELIVERED",
    words(
      "(?:collected|picked up) by (?:the )?(?:customer|recipient|receiver|consignee|addressee)",
      "package removed from locker",
    ),
  ],
  [
    "OUT_FOR_DELIVERY",
    words(
      "out for (?:delivery|post)|on ?board (?:for|with)|on board (?:for delivery|with driver)",
      "with (?:the )?(?:delivery )?(?:courier|driver)",
      "on (?:the )?(?:delivery |fedex |ups |courier )?vehicle",
      "loaded (?:on|onto|in) (?:the )?(?:delivery )?(?:vehicle|van)|in delivery",
      "is being delivered",
      "on (?:its|the) way to (?:you|the (?:consignee|recipient|customer|receiver))",
      "out for distribution|out on (?:an? |its |the )?(?:delivery )?(?:route|round|tour)|^at delivery$",
      "delivered today|en cours de livraison|(?:mis|parti) en livraison|en tournée",
      "in zustellung|zustellfahrzeug|zustellung.{0,12}heute|onderweg naar de ontvanger",
      "bezorger onderweg|in consegna|en reparto|w doręczeniu|wydan. do doręczenia",
    ),
  ],
  [
    "IN_TRANSIT",
    words(
      "delivered,? to (?:an? |the )?(?:agent|carrier|courier|partner|depot|hub)",
      "(?:will|to|should|shall|expected|scheduled) be delivered",
      "(?:pour|avant) (?:le mettre en|sa) livraison|scheduled for delivery|^transferring to",
      "(?<!\\b(?:not|n.t|be|until|once|when|if) (?:yet |been )*)(?:released|cleared) (?:by|from|through) (?:the |a )?(?:customs|(?:government|clearing) agency)|customs (?:has |have )?released",
    ),
  ],
  [
    "DELIVERED",
    words(
      "\\bdelivered\\b|\\bpod\\b|left (?:with|at|in|on) (?:an? |the |your )?(?:neighbou?r|safe|front|porch|mailbox|letterbox|door|reception|garage)|proof of delivery|signed for by",
      "signature (?:obtained|image recorded|available)",
      "delivery (?:completed|successful|confirmed)|successful delivery|\\blivrée?(?!\\p{L})",
      "distribuée?(?!\\p{L})|remise? (?:au destinataire|contre signature)|zugestellt|ausgeliefert",
      "afgeleverd|bezorgd|consegnat[oa]|entregad[oa]|doręczon|dostarczon",
    ),
  ],
  [
    "ON_HOLD",
    words(
      "\\bon hold\\b|future delivery|retained|\\bheld\\b|being held|detained|suspended|\\bblocked\\b",
      "awaiting (?:payment|instructions|documents)|retenue?\\b|bloquée?(?!\\p{L})|angehalten",
      "zurückgehalten|clearance delay|pending release|for clearance information",
      "hold (?:this |the )?(?:delivery|package|parcel|shipment)",
    ),
  ],
  [
    "DELAYED",
    words(
      "delay|arriving late|re-?delivery|late (?:flight|arrival|trailer)|postponed|rescheduled|possible delay|retard",
      "verzöger|verspät|vertrag|opóźni",
    ),
  ],
  [
    "LABEL_CREATED",
    words(
      "label (?:has been )?(?:created|printed|generated)|created a label",
      "(?:shipment|shipping|order|pre-?shipment|electronic|package|parcel|billing)(?: \\S+)? (?:info|information|data|details|notification)\\b",
      "(?:information|info|data) (?:sent|received|submitted|transmitted|approved|uploaded)",
      "notified .{0,30}electronically|tracking number allocated",
      "pre-?advice|pre-?shipment|pre[ -]?transit|pre-?alert|manifest|announced",
      "order (?:received|processed|created|placed)|shipment (?:created|booked|registered)",
      "\\bbook(?:ing|ed)\\b|in preparation|awaiting item|not yet (?:received|in our)|en cours de préparation",
      "va bientôt nous être confié|annoncé|avis[ée]|angekündigt|elektronisch|aangemeld",
      "voorgemeld|preaviso|preavviso|zarejestrowan",
    ),
  ],
  [
    "PICKED_UP",
    words(
      "picked ?-?up|pick-?up (?:scan|completed|successful|from)|^pick-?up$|collected(?: from| by)?",
      "collection (?:made|completed)|\\baccept(?:ed|ance)\\b",
      "received (?:by|from|at) (?:the )?(?:carrier|courier|sender|shipper|australia post|post office|dpd)",
      "received at (?:the )?origin",
      "(?:has )?received your parcel|received item from|possession of|in \\S+ possession|handed over|handed to (?:the )?(?:carrier|courier)|dropped? off",
      "drop-?off|origin scan|tendered|pris en charge|prise en charge|déposé",
      "registered by the post office|abgeholt|eingeliefert|übernommen|opgehaald|ritirat|recogid",
      "odebran",
    ),
  ],
  [
    "IN_TRANSIT",
    words(
      "\\b(?:in|en|im) transit\\b|\\bis (?:now |back )?on (?:its|the) way\\b|en cours d.acheminement|\\bunterwegs\\b",
    ),
  ],
];

/** Words that only say that the parcel is on its way somewhere. Weaker than any code. */
export const TRANSIT_WORDS = words(
  "transit|arriv|leaving|left (?:the|origin)|ready for delivery|sortiert|angekommen|eingetroffen|paketzentrum",
  "depart|process|sort|facility|\\bhub\\b|depot|terminal|customs",
  "clear(?:ed|ance)|forward|flight|airport|airline|air carrier|way\\b|en route|achemin",
  "transport|plateforme|unterwegs|bearbeitet|umgeschlagen|received|dispatch|despatch",
  "export|import|transfer|redirect|outbound|crossing|linehaul|centre|center|in viaggio",
  "onderweg|en camino|w drodze|douane|zoll|site de livraison|tri\\b",
);
