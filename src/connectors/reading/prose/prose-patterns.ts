import { COUNT } from "./count-words.js";
import { LETTER, NUMBER, UNIT, VAGUE } from "./order-words.js";

/** How people speak of goods in sentences, as patterns: what stands before the number of an article, and behind it. */

export const CURRENCY =
  "(?:[€$£¥₹]|(?:euros?|EUR|USD|GBP|CNY|RMB|CHF|TWD|SEK|NOK|DKK|PLN|CZK|INR|Rs\\.?|zł|Kč|kr)(?!\\p{L})|元)";
export const TIMES = "(?:x|×|\\*|mal)";
export const OF =
  "(?:\\s*(?:(?:of|von|de|vom|der|des|di|del|della)(?!\\p{L})|d['’]))?(?:\\s*(?:(?:the|your|our|more|additional|further|weitere[nr]?|zusätzliche[nr]?|item|items|article|artikel|sku|part|product|model|material)(?!\\p{L})|(?:art|no|nr)\\.|p/n(?!\\p{L})|[#:]|款|的))*";

/** "3 x ", "20 rolls of ", "a couple of " right before an article number or a description. */
export const BEFORE = new RegExp(
  `(?:(?<![\\p{L}])(?<vague>${VAGUE})\\s*)?(?:(?<![${LETTER}\\p{N}.,-])(?<quantity>${COUNT})\\s*(?:${TIMES}(?![\\p{L}]))?)?\\s*(?<unit>${UNIT})?${OF}\\s*$`,
  "diu",
);
/** "Qty 5 - ", "Menge: 3 Stück, " ahead of it. */
export const BEFORE_LABELED = new RegExp(
  `(?<!\\p{L})(?:qty|quantity|menge|anzahl|stückzahl|quantité|qté|数量|數量)\\s*[:：.=]?\\s*(?<quantity>${COUNT})\\s*(?<unit>${UNIT})?\\s*[-–,;:]?\\s*$`,
  "diu",
);
/** How a number in brackets is introduced: "(réf. TL-1001)", "(Art.-Nr. TL-1001)". */
export const CALLED =
  "(?:(?:réf(?:érence)?|ref(?:erence)?|art(?:ikel|icle|icolo|ículo)?|item|sku|cod(?:e|ice|igo)?|código|part|model)\\.?\\s*-?(?:no|nr|n°|number|nummer)?\\.?\\s*[:#]?\\s*)";
/** What stands behind a number that counts time, or is a day's. */
export const NO_ARTICLE =
  "(?:jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|févr(?:ier)?|mar(?:ch|s)?|märz|apr(?:il)?|avril|may|mai|june?|juni|juin|july?|juli|juillet|aug(?:ust)?|août|sept?(?:ember|embre)?|o[ck]t(?:ober|obre)?|nov(?:ember|embre)?|de[cz](?:ember)?|décembre|" +
  "days?|weeks?|months?|years?|tagen?|wochen?|monaten?|jours?|semaines?|mois|días?|semanas?|of|von|de|per|x)(?!\\p{L})";
/** The same, with the description between it and the article number: "3 x Thermal label (TL-1001)". */
export const BEFORE_DESCRIBED = new RegExp(
  `(?<![\\p{L}\\p{N}.,-])(?<quantity>${COUNT})\\s*(?:${TIMES}(?![\\p{L}])\\s*(?<unitA>${UNIT})?|(?<unitB>${UNIT}))${OF}\\s+(?<description>[^,;:.()（）\\d][^,;:()（）]{1,80}?)\\s*[(（,:–-]\\s*${CALLED}?$`,
  "diu",
);
/** What stands right before the first count of a sentence. */
const GIVE =
  "send|ship|supply|need|want|require|like|us|me|bestellen|benötigen|brauchen|wir|ordiniamo|vorremmo|commandons|voudrions|queremos|pedimos";
/** The name alone between the two: "2 Handscanner TL-2001". What is counted in days or is a month is no article. */
export const BEFORE_NAMED = new RegExp(
  `(?:^\\s*(?:[-*•·]\\s*)?|(?:[,;，；、]|(?<!\\p{L})(?:and|und|plus|et|que|y|e|i|og|och|en|${GIVE}))\\s+)(?:n[.°]\\s?)?(?<quantity>\\d{1,5}(?!\\p{N})|(?=\\D)(?:${COUNT}))(?:\\s?[x×])?\\s+(?:(?<unitA>${UNIT})${OF}\\s+)?(?!${UNIT}|${NO_ARTICLE})(?<description>\\p{L}[\\p{L}-]+(?:\\s+\\p{L}[\\p{L}-]+){0,2}?)\\s*[(（]?\\s*${CALLED}?$`,
  "diu",
);
/** ", qty 2", "x 3", "数量：10 箱", ": 3 boxes", "10 箱" behind it. */
export const AFTER = new RegExp(
  `(?:(?:qty|quantity|menge|anzahl|stückzahl|quantité|qté|数量|數量)\\s*[:：.=]?\\s*(?:(?<vagueA>${VAGUE})\\s*)?(?<a>${COUNT})?\\s*(?<unitA>${UNIT})?` +
    `|(?<![\\p{L}\\p{N}])[x×*]\\s*(?<b>${COUNT})\\s*(?<unitB>${UNIT})?` +
    `|(?:(?<vagueC>(?<!\\p{L})(?:${VAGUE}))\\s*)?(?<![${LETTER}\\p{N}.,/@-])(?<c>${COUNT})\\s*(?<unitC>${UNIT})` +
    `|(?:^[)）]?\\s*[:：=–-]\\s*|(?<=^\\s*[(（][^()（）]{1,60}[)）])\\s*[:：=–-]\\s*|\\s[–-]\\s*)(?<d>${COUNT})(?![\\d.,]*\\s*${CURRENCY})\\s*$)`,
  "diu",
);
export const PRICE = new RegExp(
  `(?:@|(?<!\\p{L})(?:at|à|á|zu je|zu|je|for|price|unit price|einzelpreis|preis|ep|prix)(?!\\p{L})|单价|單價|单位价)\\s*[:：]?\\s*(?<price>${CURRENCY}?\\s*(?:${NUMBER})(?![.,]?\\d)(?:\\s*${CURRENCY})?)(?!\\s*(?:${UNIT}|%|:|am|pm|uhr))`,
  "diu",
);
/** The same told by what stands behind it: "18.50 each", "(7,20 EUR/Karton)", "8 € pro Stück". */
export const PRICE_EACH = new RegExp(
  `(?<![\\p{L}\\p{N}.,-])(?<price>${CURRENCY}?\\s*(?:\\d{1,3}(?:[ \\u00a0]\\d{3})+,\\d{2}|${NUMBER})(?:\\s*${CURRENCY})?)\\s*(?:(?:each|apiece|a piece|per|pro|l['’]un(?:ité|[ao])|la pièce|das stück|cada|cad\\.|ciascun[oa])(?!\\p{L})|/\\s?${UNIT})`,
  "diu",
);
/** Words by which somebody asks for goods. */
export const ASKING =
  /(?<!\p{L})(?:order|send|ship|need|supply|deliver|want|require|would like|quote|buy|purchase|take|add|bestell\w*|liefer\w*|senden|schicken|brauch\w*|benötig\w*|hätte\w* gern\w*|commander|envoyer|livrer|besoin|ordin\w*|vorremmo|enviar|envíen|pedimos|quer\w+|encomend\w*|graag|leveren|zamawia\w*)(?!\p{L})|订购|订货|采购|需要|请发|发货|訂購|採購|請寄|要/iu;

/** "our order HSB-7718", "invoice R-2201": the number of something else. "To order TL-1001" is an article. */
export const OTHER_NUMBER =
  /(?<!(?:to|möchten|wollen)\s)(?<!\p{L})(?:order|orders|po|invoice|quote|quotation|offer|delivery|reference|ref|bestellung|auftrag|rechnung|angebot|lieferung|commande|facture)\.?\s*(?:no\.?|nr\.?|number|n°)?\s*[:#]?\s*$|(?:订单|訂單|发票|报价)[号號]?\s*$/iu;
