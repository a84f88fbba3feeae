import type { ShipmentStatus } from "../../../domain/vocabulary.js";
import { STATUS_WORDS_ABROAD, TRANSIT_WORDS_ABROAD } from "./status-words-abroad.js";
import { words } from "./word-pattern.js";

/**
 * How a parcel stands, by the English words of its carrier; the first row that fits. What must not be taken for
 * something else stands before it: `could not be delivered` before `delivered`.
 */
const ENGLISH: readonly (readonly [ShipmentStatus, RegExp])[] = [
  // What is settled in the office afterwards moves no parcel.
  [
    "UNKNOWN",
    words("\\b(?:refund|claim) (?:has been |was |is )?(?:submitted|requested|approved|issued|filed|opened)"),
  ],
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
    ),
  ],
  [
    "RETURN_TO_SENDER",
    words(
      "return(?:ed|ing|s)? (?:it )?(?:back )?to (?:the )?(?:original )?(?:sender|shipper|origin|merchant|consignor|retailer)",
      "return(?:ed|ing) (?:the|your|this) (?:package|parcel|shipment|item)|return(?:ed|ing) to (?:the |its )?(?:seller|vendor|point of origin)",
      "return (?:in transit|initiated|started|to sender)|being returned|(?:will|to) be returned",
      "\\brts\\b|^returned$",
    ),
  ],
  ["LOST", words("\\blost\\b|cannot be located|could not be located|destroyed|disposed|discarded")],
  ["CANCELED", words("cancel|\\bvoid(?:ed)?\\b")],
  [
    "DELIVERY_FAILED",
    words(
      "(?:unsuccessful|failed|attempted|missed) deliver|(?:second|final) delivery attempt",
      "delivery (?:was )?(?:attempt|failed|unsuccessful|exception|not (?:possible|completed|successful))",
      "attempt(?:ed)? to deliver|(?:could|can|was|were) ?n[o']t (?:be )?(?:able to )?deliver",
      "cannot be delivered|unable to (?:be )?deliver|not (?:been )?(?:able to (?:be )?)?deliver",
      "not delivered|undeliver|non[ -]?delivery|no ?one (?:was )?(?:home|available)",
      "nobody (?:home|available)|card(?:ed)? left|left (?:a )?(?:notice|card|calling card)",
      "notice left|receiver carded|business (?:is |was )?closed|\\bno (?:answer|access)\\b|we missed you",
    ),
  ],
  [
    "READY_FOR_PICKUP",
    words(
      "(?:available|ready|held|waiting|hold) (?:for|to|to be) (?:(?:customer|recipient|receiver|consignee) )?(?:pick|collect)",
      "awaiting (?:for )?(?:(?:customer|recipient|receiver|consignee) )?(?:pick|collect)|to be collected",
      "reminder to pick up|arrived at (?:the )?(?:pick-?up|collection) point",
      "(?:delivered|delivery) (?:by driver )?(?:to|at) (?:the |an? )?(?:\\S{2,8} )?(?:pick-?up|parcel ?shop|service point|access point|collection)",
      "customer to collect",
    ),
  ],
  [
    "DELIVERED",
    words(
      "(?:collected|picked up) by (?:the )?(?:customer|recipient|receiver|consignee|addressee)",
      "(?:customer|recipient|receiver|consignee|addressee) (?:has )?(?:collected|picked up)",
      "package removed from locker",
    ),
  ],
  [
    "OUT_FOR_DELIVERY",
    words(
      "out for (?:delivery|post)|on ?board (?:for|with)|on board (?:for delivery|with driver)",
      "with (?:(?:the|your|our) )?(?:(?:local|delivery) )?(?:courier|driver)",
      "on (?:the )?(?:delivery |fedex |ups |courier )?vehicle",
      "loaded (?:on|onto|in) (?:the )?(?:delivery )?(?:vehicle|van)|in delivery",
      "is being delivered",
      "on (?:its|the) way to (?:you(?!\\p{L})|the (?:consignee|recipient|customer|receiver))",
      "out for distribution|out on (?:an? |its |the )?(?:delivery )?(?:route|round|tour)|^at delivery$",
      "delivered today",
    ),
  ],
  [
    "IN_TRANSIT",
    words(
      "delivered,? to (?:(?:an?|the|our|its) )?(?:(?:local|final|delivery) ){0,2}(?:agent|carrier|courier|partner|depot|hub)",
      "(?:will|to|should|shall|expected|scheduled) be delivered",
      "scheduled for delivery|^transferring to",
      "(?<!\\b(?:not|n.t|be|until|once|when|if) (?:yet |been )*)(?:released|cleared) (?:by|from|through) (?:the |a )?(?:customs|(?:government|clearing) agency)|customs (?:has |have )?released",
    ),
  ],
  [
    "DELIVERED",
    words(
      "\\bdelivered\\b|\\bpod\\b|(?:left (?:with|at|in|on)|handed to) (?:an? |the |your |customer(?:.s)? )?(?:neighbou?r|safe|front|porch|mailbox|letterbox|door|reception|garage)|proof of delivery|signed for by",
      "signature (?:obtained|image recorded|available)",
      "delivery (?:completed|successful|confirmed)|successful delivery",
    ),
  ],
  [
    "ON_HOLD",
    words(
      "\\bon hold\\b|future delivery|retained|\\bheld\\b|being held|detained|suspended|\\bblocked\\b",
      "awaiting (?:payment|instructions|documents)|clearance delay|pending release|for clearance information",
      "hold (?:this |the )?(?:delivery|package|parcel|shipment)",
    ),
  ],
  [
    "DELAYED",
    words(
      "delay|arriving late|re-?delivery|late (?:flight|arrival|trailer)|postponed|rescheduled|possible delay",
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
      "\\bbook(?:ing|ed)\\b|in preparation|awaiting item|not yet (?:received|in our)",
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
      "drop-?off|origin scan|tendered|registered by the post office",
    ),
  ],
  ["IN_TRANSIT", words("\\b(?:in|en|im) transit\\b|\\bis (?:now |back )?on (?:its|the) way\\b")],
];

/** How a parcel stands, by the words of its carrier in any language. */
export const STATUS_WORDS = [...STATUS_WORDS_ABROAD, ...ENGLISH];

/** Words that only say that the parcel is on its way somewhere. Weaker than any code. */
export const TRANSIT_WORDS = words(
  "transit|arriv|leaving|left (?:the|origin)|ready for delivery|delivery scheduled",
  "depart|process|sort|facility|\\bhub\\b|depot|terminal|customs",
  "clear(?:ed|ance)|forward|flight|airport|airline|air carrier|way\\b|en route",
  "transport|received|dispatch|despatch",
  "export|import|transfer|redirect|outbound|crossing|linehaul|centre|center",
  TRANSIT_WORDS_ABROAD.source,
);
