import { distance } from "fastest-levenshtein";

/** Columns that say something about a whole order. */
export const ORDER_COLUMNS = [
  "orderNumber",
  "poNumber",
  "orderDate",
  "requestedDate",
  "status",
  "currency",
  "note",
  "customerCode",
  "customerName",
  "department",
  "contactName",
  "email",
  "phone",
  "taxId",
  "address",
  "address2",
  "city",
  "region",
  "postalCode",
  "country",
  "shipToName",
  "shipToDepartment",
  "shipToAddress",
  "shipToAddress2",
  "shipToCity",
  "shipToRegion",
  "shipToPostalCode",
  "shipToCountry",
  "shipToPhone",
] as const;

/** Columns that say something about one line of an order. */
export const LINE_COLUMNS = ["lineNumber", "sku", "description", "quantity", "unit", "unitPrice"] as const;

export type OrderColumn = (typeof ORDER_COLUMNS)[number];
export type LineColumn = (typeof LINE_COLUMNS)[number];
/** `ignored` is a column we know and do not need, such as the amount of a line. */
export type Column = OrderColumn | LineColumn | "ignored";

/**
 * How files in the field head their columns. Compared without case, spaces, punctuation and anything
 * in brackets; the first word list that holds a header wins, and no header may be in two lists.
 */
const SYNONYMS: Readonly<Record<Column, string>> = {
  orderNumber:
    "order no|order number|order|order id|order ref|order nr|sales order|so number|auftrag|auftragsnr|auftragsnummer|auftrag nr|订单号|订单编号|單號|訂單號|訂單編號|訂單號碼|单号|订单号码|no commande|numero de commande|n commande|commande",
  poNumber:
    "po|po no|po number|po nr|po ref|purchase order|purchase order no|purchase order number|customer po|customer reference|your reference|bestellnr|bestellnummer|bestell nr|bestellung|kundenreferenz|kundenbestellnummer|采购单号|采购订单号|客户订单号|客户单号|採購單號|客戶訂單號|reference client",
  orderDate:
    "date|order date|ordered on|created at|po date|document date|datum|auftragsdatum|bestelldatum|belegdatum|日期|下单日期|订单日期|下单时间|訂單日期|下單日期|date commande|date de commande",
  requestedDate:
    "requested date|delivery date|requested delivery|requested delivery date|due date|need by|needed by|required by|required date|ship date|wunschtermin|liefertermin|lieferdatum|wunschlieferdatum|交货日期|交期|要求交货日期|送货日期|到货日期|交貨日期|date de livraison|livraison souhaitee",
  status: "status|order status|state of order|auftragsstatus|状态|订单状态|狀態|訂單狀態|statut",
  currency: "currency|cur|ccy|curr|wahrung|waehrung|währung|币种|货币|幣別|幣種|devise",
  note: "note|notes|remark|remarks|comment|comments|bemerkung|bemerkungen|hinweis|kommentar|备注|说明|備註|commentaire|remarque",
  customerCode:
    "customer no|customer number|customer code|customer id|cust no|cust code|account|account no|account number|kundennr|kundennummer|kunden nr|kd nr|kdnr|客户编号|客户代码|客户编码|客户号|客戶編號|客戶代碼|code client|no client",
  customerName:
    "customer|customer name|company|company name|name|client name|account name|bill to|bill to name|billing name|sold to|sold to name|kunde|kundenname|firma|客户|客户名称|公司|公司名称|单位名称|客戶|客戶名稱|公司名稱|client|societe",
  department: "department|dept|abteilung|部门|采购部门|部門|service",
  contactName:
    "contact|contact name|contact person|buyer|buyer name|ordered by|attention|attn|ansprechpartner|besteller|kontakt|联系人|采购员|经办人|聯絡人|聯繫人|contact client",
  email:
    "email|e mail|mail|email address|contact email|buyer email|邮箱|电子邮件|电子邮箱|電子郵件|信箱|courriel",
  phone:
    "phone|tel|telephone|phone number|telephone number|mobile|contact phone|billing phone|telefon|telefonnummer|tel nr|电话|联系电话|手机|電話|聯絡電話|手機|telephone client",
  taxId:
    "tax id|tax no|tax number|vat|vat no|vat id|vat number|ust id|ust idnr|ust id nr|umsatzsteuer id|税号|纳税人识别号|统一社会信用代码|統一編號|稅號|n tva|tva",
  address:
    "address|address 1|address line 1|street|street address|billing address|billing street|billing address1|customer address|adresse|anschrift|strasse|straße|str|地址|客户地址|公司地址|客戶地址|rue",
  address2: "address 2|address line 2|street 2|billing address2|adresszusatz|adresse 2|地址2",
  city: "city|town|billing city|ort|stadt|城市|市|ville",
  region: "state|province|region|county|billing province|billing state|bundesland|省|省份|州",
  postalCode:
    "postal code|postcode|post code|zip|zip code|billing zip|plz|postleitzahl|邮编|邮政编码|郵遞區號|code postal",
  country: "country|country code|billing country|land|国家|國家|pays",
  shipToName:
    "ship to|ship to name|shipping name|deliver to|recipient|consignee|receiver|delivery name|empfanger|empfaenger|empfänger|lieferempfanger|lieferempfänger|warenempfanger|warenempfänger|收货人|收货单位|收件人|收貨人|destinataire",
  shipToDepartment: "ship to department|delivery department|lieferabteilung|收货部门",
  shipToAddress:
    "ship to address|ship to street|shipping address|shipping street|shipping address1|delivery address|delivery street|lieferadresse|lieferanschrift|lieferstrasse|lieferstraße|liefer strasse|liefer straße|收货地址|送货地址|收貨地址|送貨地址|adresse de livraison",
  shipToAddress2: "ship to address 2|shipping address2|delivery address 2|lieferadresse 2",
  shipToCity: "ship to city|shipping city|delivery city|lieferort|liefer ort|收货城市|收貨城市",
  shipToRegion:
    "ship to state|ship to region|ship to province|shipping province|shipping state|delivery state|收货省份",
  shipToPostalCode:
    "ship to zip|ship to postal code|ship to postcode|shipping zip|shipping postal code|delivery postcode|delivery zip|liefer plz|lieferplz|收货邮编",
  shipToCountry: "ship to country|shipping country|delivery country|lieferland|liefer land|收货国家",
  shipToPhone: "ship to phone|shipping phone|delivery phone|收货电话|收件电话|收貨電話",
  lineNumber:
    "line|line no|line number|line nr|pos|position|no|nr|#|lfd nr|序号|行号|项次|項次|行號|序號|ligne",
  sku: "sku|item|item no|item code|item number|item id|article|article no|article number|part|part no|part number|product|product code|product no|product id|material|material no|upc|upc number|ean|gtin|lineitem sku|artikel|artikelnr|artikelnummer|artikel nr|art nr|artnr|货号|产品编号|产品编码|产品代码|商品编码|商品编号|物料编码|物料号|编码|料号|貨號|料號|產品編號|型号|ref|reference|reference article",
  description:
    "description|item description|product description|product name|item name|article name|goods|lineitem name|bezeichnung|beschreibung|artikelbezeichnung|artikelname|品名|名称|产品名称|商品名称|货物名称|描述|规格|產品名稱|名稱|商品|designation|libelle",
  quantity:
    "quantity|qty|ordered|ordered qty|order qty|qty ordered|pcs|units|count|lineitem quantity|menge|anzahl|stuck|stueck|stück|bestellmenge|数量|订购数量|数|數量|訂購數量|quantite|qte",
  unit: "unit|uom|um|unit of measure|einheit|me|mengeneinheit|单位|計量單位|单位名|單位|unite",
  unitPrice:
    "price|unit price|price each|price per unit|each|rate|net price|lineitem price|preis|einzelpreis|e preis|ep|stuckpreis|stueckpreis|stückpreis|nettopreis|单价|价格|單價|價格|prix|prix unitaire|pu",
  ignored:
    "amount|total|line total|line amount|subtotal|net amount|sum|tax|discount|betrag|gesamt|gesamtpreis|summe|gesamtbetrag|positionswert|wert|金额|小计|合计|总价|金額|小計|合計|montant|total ht|weight|gewicht|fulfillment status|financial status|paid at",
};

const COLUMN_OF: ReadonlyMap<string, Column> = new Map(
  (Object.entries(SYNONYMS) as [Column, string][]).flatMap(([column, words]) =>
    words.split("|").map((word): [string, Column] => [headerKey(word), column]),
  ),
);

/** Shop exports that prefix their line columns call the order number just "Name". */
const SHOP_EXPORT_MARK = headerKey("lineitem quantity");

/** A header as it is compared: `Unit-Price (EUR)` and `UNIT_PRICE` are the same. */
export function headerKey(header: string): string {
  const plain = header
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[([{][^)\]}]*[)\]}]/g, " ")
    .replace(/\b(eur|usd|gbp|cny|rmb|chf|twd)\b|[€$£¥]/g, " ");
  const letters = plain.replace(/[^\p{L}\p{N}#]+/gu, "");
  return letters.length > 1 ? letters.replaceAll("#", "no") : letters;
}

/** The column a header names, or null if nobody has told us. */
export function columnOf(header: string): Column | null {
  return COLUMN_OF.get(headerKey(header)) ?? null;
}

/** The currency that a price header states: `Price (EUR)`. */
export function currencyInHeader(header: string): string | null {
  const symbols: Readonly<Record<string, string>> = {
    "€": "EUR",
    $: "USD",
    "£": "GBP",
    元: "CNY",
    RMB: "CNY",
  };
  const found = /\b(EUR|USD|GBP|CNY|RMB|CHF|TWD)\b|[€$£]|[(（](元)/u.exec(header.toUpperCase());
  const word = found?.[2] ?? found?.[0];
  return word === undefined ? null : (symbols[word] ?? word);
}

export interface ColumnPlan {
  /** Column of each header, by position; null where it is unknown. */
  readonly columns: readonly (Column | null)[];
  readonly unknown: readonly string[];
}

/** Names each header's column. `own` holds a source's own names and goes before the table. */
export function planColumns(
  headers: readonly string[],
  own: Readonly<Record<string, Column>> = {},
): ColumnPlan {
  const ownOf = new Map(Object.entries(own).map(([header, column]) => [headerKey(header), column]));
  const shopExport = headers.some((header) => headerKey(header) === SHOP_EXPORT_MARK);
  const columns = headers.map((header): Column | null => {
    const key = headerKey(header);
    if (shopExport && key === "name") return "orderNumber";
    return ownOf.get(key) ?? COLUMN_OF.get(key) ?? null;
  });
  const unknown = headers.filter((header, index) => columns[index] === null && header.trim() !== "");
  return { columns, unknown };
}

const LIKENESS_MIN = 0.55;

/**
 * The column that an unknown header resembles most, as a proposal for a person: by spelling first,
 * then by what its cells look like. Nothing is ever read with it unasked.
 */
export function proposeColumn(header: string, samples: readonly string[]): Column | null {
  const key = headerKey(header);
  let best: { column: Column; likeness: number } | null = null;
  for (const [word, column] of COLUMN_OF) {
    if (column === "ignored" || word.length < 2) continue;
    const spelling = 1 - distance(key, word) / Math.max(key.length, word.length);
    const likeness = word.length > 3 && key.includes(word) ? Math.max(spelling, 0.7) : spelling;
    if (likeness >= LIKENESS_MIN && likeness > (best?.likeness ?? 0)) best = { column, likeness };
  }
  return best?.column ?? columnByContent(samples);
}

const CONTENT: readonly (readonly [Column, RegExp])[] = [
  ["email", /^\S+@\S+\.\S+$/],
  ["requestedDate", /^\d{4}-\d{2}-\d{2}|^\d{1,2}[./]\d{1,2}[./]\d{4}$/],
  ["currency", /^(EUR|USD|GBP|CNY|CHF|TWD|JPY)$/],
  ["unitPrice", /^\d+[.,]\d{2}$/],
  ["orderNumber", /^[A-Z-]{0,5}\d{4,}$/],
  ["quantity", /^\d{1,4}$/],
  ["sku", /^[A-Z]{1,4}-?\d{3,}$/],
];

function columnByContent(samples: readonly string[]): Column | null {
  const filled = samples.filter((sample) => sample.trim() !== "");
  if (filled.length === 0) return null;
  return CONTENT.find(([, shape]) => filled.every((sample) => shape.test(sample.trim())))?.[0] ?? null;
}
