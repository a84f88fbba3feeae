import { UNIT } from "./order-words.js";

/** What a label on a form announces. `vendor`, `billTo` and `ignored` are read so as not to be mistaken. */
export type Label =
  | "poNumber"
  | "customerCode"
  | "customerName"
  | "sender"
  | "department"
  | "contactName"
  | "email"
  | "phone"
  | "taxId"
  | "currency"
  | "requestedDate"
  | "note"
  | "address"
  | "shipTo"
  | "billTo"
  | "vendor"
  | "sku"
  | "description"
  | "quantity"
  | "unit"
  | "unitPrice"
  | "ignored";

/** Labels that the lines under them belong to. */
export const BLOCK_LABELS: ReadonlySet<Label> = new Set([
  "address",
  "shipTo",
  "billTo",
  "vendor",
  "customerName",
  "sender",
]);

/** Labels that may head one line of an order written as a list of labels. */
export const LINE_LABELS: ReadonlySet<Label> = new Set([
  "sku",
  "description",
  "quantity",
  "unit",
  "unitPrice",
]);

/** Words of each label in English, German, French and both scripts of Chinese. */
const WORDS: Readonly<Record<Label, string>> = {
  poNumber:
    "purchase order number|purchase order no/date|po number/date|order no/date|purchase order no|purchase order|customer po|customer po no|your order no|our order no|our order number|our order|our po|our reference|our ref|customer reference|reference|order number|order no|order ref|order reference|order id|order|po number|po no|po ref|po|p.o. number|p.o. no|p.o|" +
    "bestellnummer|bestellnummer/datum|bestell-nr/datum|bestell-nr|bestellnr|bestell nr|unsere bestellnummer|unsere bestellung|bestellung nr|bestellung|auftragsnummer|auftrags-nr|unser zeichen|" +
    "订单编号|订单号码|合同编号|合同号|订单号|采购订单号|采购单号|我方订单号|单号|訂單編號|訂單號碼|訂單號|採購單號|單號|numéro de commande|no de commande|n° de commande|n° commande|commande n°|bon de commande|pedido|nº pedido|nº de pedido|número de pedido|pedido nº|numero ordine|ordine n|bestelling|bestelnummer|bestelling nr|bestelling nummer|ons bestelnummer|ordine n°|ordine nr|nostro ordine|numero d'ordine|orden de compra|pedido de compra|encomenda nº|nossa encomenda|vossa encomenda|nr zamówienia|numer zamówienia|zamówienie nr|zamówienia nr|číslo objednávky|objednávka č|objednávka číslo|ordrenummer|ordrenr|ordernummer|ordernr|beställningsnummer|rekvisitionsnummer|注文番号|発注番号|注文書番号|注文no|発注no|номер заказа|заказ №|заказу №|заказ",
  customerCode:
    "customer number|customer no|customer code|customer id|customer account|acct|acct no|your account no for us|our account number|our account no|cust no|account number|account no|account|our customer number|our customer no|" +
    "ihre kundennr für uns|ihre kundennummer für uns|unsere kundennummer bei ihnen|unsere kundennr bei ihnen|unsere kd-nr|unsere kundennr|kundennummer|kunden-nr|kundennr|kunden nr|kd-nr|unsere kundennummer|客户编号|客户代码|客户编码|客户号|客戶編號|客戶代碼|客戶代號|numéro de client|n° client|code client|référence client|réf client|klantnummer|codice cliente|código de cliente|nr klienta|číslo zákazníka|kundenummer|kundnummer|顧客番号|得意先コード|код клиента",
  customerName:
    "customer name|customer|company name|company|organisation|organization|ordered for|sold to|purchaser|kunde|kundenname|firma|auftraggeber|" +
    "客户名称|客户|公司名称|公司|单位名称|订货单位|采购单位|采购方|买方|需方|客戶名稱|客戶|公司名稱|訂購單位|買方|訂購人|client|société|raison sociale|klant|kunde navn|kund|cliente|zamawiający|nabywca|odběratel|zákazník|会社名|得意先|покупатель|заказчик",
  sender: "from|buyer|ordered by|order placed by|absender|von|besteller|发件人|發件人|寄件人|acheteur",
  department: "department|dept|division|abteilung|abt|部门|部門|采购部门|service",
  contactName:
    "requisitioner|requisitioned by|requested by|raised by|purchasing agent|purchasing contact|purchase representative|purchasing representative|order contact|placed by|contact person|contact name|contact|your contact|attention|attn|ansprechpartner|ansprechpartnerin|kontaktperson|kontakt|bearbeiter|担当|担当者|ご担当|联系人|经办人|采购员|聯絡人|聯繫人|承辦人|interlocuteur|vår referens|vår ref|deres referanse|authorized by|à l'attention de",
  email:
    "e-mail|email|e-mail address|email address|mail|邮箱|电子邮箱|电子邮件|電子郵件|電子信箱|信箱|courriel",
  phone:
    "telephone|telephone no|phone|phone no|phone number|tel. no|tel no|tel|mobile|mob|cell|t|m|telefon|telefonnummer|tel.-nr|handy|mobil|durchwahl|电话|联系电话|手机|電話|聯絡電話|手機|téléphone|tél|portable|telefono|teléfono|telefone|telefoon|電話番号|тел|телефон",
  taxId:
    "tax id|tax no|tax number|vat id|vat no|vat number|vat reg. no|vat|ust-id|ust-idnr|ust-id-nr|ust-id.-nr|ust.-id|税号|纳税人识别号|统一社会信用代码|信用代码|統一編號|稅號|n° tva|tva|p. iva|p.iva|partita iva|nif|nif/cif|cif|nipc|ust-id-nummer|nip|dič|btw-nummer|btw nummer|organisasjonsnummer|org. nr|cvr",
  currency: "currency|währung|币种|货币|幣別|幣種|devise",
  requestedDate:
    "expected date|date expected|delivery required|delivery required by|not after|not later than|cancel after|expected arrival|expected delivery date|expected delivery|expected receipt date|receive by|receive before|arrival date|must arrive by|in-hands date|date requested|requested delivery date|requested delivery|requested date|delivery date|deliver by|deliver on|delivery by|delivery|required by|required date|need by|needed by|due date|ship by|" +
    "wunschliefertermin|wunschtermin|liefertermin|lieferdatum|lieferung bis|lieferung am|lieferung|要求交货日期|交货日期|交货期|交期|送货日期|到货日期|交貨日期|交貨期|送貨日期|date de livraison|livraison souhaitée|livraison le|livraison|livraison souhaitée le|date de livraison souhaitée|date livraison|consegna|data di consegna|consegna entro|consegna richiesta|entrega|fecha de entrega|entrega el|leverdatum|gewenste leverdatum|levering|data de entrega|prazo de entrega|dostawa|termin dostawy|data dostawy|termín dodání|datum dodání|leveringsdato|ønsket levering|leveransdatum|önskat leveransdatum|納期|希望納期|納品日|納品希望日|срок поставки|дата поставки|дата доставки",
  note: "comments or special instructions|other comments or special instructions|特記事項|godsmärkning|märkning|merking|note|notes|remark|remarks|comment|comments|instructions|special instructions|delivery instructions|hinweis|hinweise|bemerkung|bemerkungen|anmerkung|备注|说明|備註|備注|remarque|remarques|opmerking|opmerkingen|nota|observaciones|uwagi|poznámka|bemærkning|備考|примечание|комментарий",
  address:
    "customer address|company address|our address|address|registered office|head office|adresse|anschrift|firmenanschrift|公司地址|客户地址|地址|客戶地址|notre adresse",
  shipTo:
    "納入場所|納品場所|delivery point|ship to|ship-to|ship to address|ship-to address|shipping address|deliver to|delivery to|delivery address|deliver goods to|send to|goods to|consignee|place of delivery|" +
    "lieferadresse|lieferanschrift|lieferung an|liefern an|liefern sie an|bitte liefern sie an|versand an|versandadresse|warenempfänger|收货地址|送货地址|交货地址|收货人|收货单位|收货方|收件地址|寄送地址|收貨地址|送貨地址|交貨地址|收貨人|收件人|livrer à|adresse de livraison|livraison à|dirección de entrega|dirección de envío|entrega en|entregar en|enviar a|indirizzo di consegna|consegnare a|consegna a|afleveradres|leveradres|bezorgadres|leveren aan|lieu de livraison|livrer chez|à livrer à|luogo di consegna|destinazione merce|endereço de entrega|morada de entrega|adres dostawy|miejsce dostawy|dostawa na adres|dodací adresa|adresa dodání|leveringsadresse|leveres til|leveransadress|levereras till|納品先|納入先|お届け先|届け先|送付先|配送先|адрес доставки|место доставки|доставка по адресу",
  billTo:
    "bill to|bill-to|billing address|invoice to|invoice address|rechnungsadresse|rechnungsanschrift|rechnung an|发票地址|开票地址|發票地址|facturer à|adresse de facturation",
  vendor:
    "supplier address|vendor address|seller address|supplier name|vendor name|lieferantenadresse|adresse fournisseur|to|vendor|supplier|seller|an|lieferant|供应商|供方|卖方|收件公司|致|供應商|賣方|fournisseur",
  sku: "item|item no|item code|sku|article|article no|part no|part number|product code|artikel|artikelnummer|artikel-nr|art.-nr|货号|产品编号|产品编码|料号|型号|规格型号|貨號|料號|型號|référence|article n°|indeks|品番|商品コード|артикул|codice articolo|articolo|varenr|varenummer|artikelnr",
  description: "description|product|goods|bezeichnung|品名|产品名称|商品|產品名稱|désignation",
  quantity:
    "quantity|qty|menge|anzahl|stückzahl|数量|订购数量|數量|訂購數量|quantité|qté|quantità|q.tà|cantidad|aantal|quantidade|ilość|množství|antal|antall|количество",
  unit: "unit|uom|einheit|单位|單位|unité",
  unitPrice: "unit price|price|price each|preis|einzelpreis|stückpreis|单价|价格|單價|prix unitaire|prix",
  ignored:
    "ship via|fob|f.o.b.|fob point|shipping terms|freight terms|delivery terms|incoterm|igst|not before|ship not before|fax|fax no|telefax|传真|傳真|date|order date|datum|bestelldatum|日期|下单日期|訂單日期|pages|page|seiten|页数|subject|betreff|re|cc|sent|gesendet|total|subtotal|grand total|total amount|amount|summe|gesamt|gesamtbetrag|合计|总计|金额|合計|總計|montant|terms|payment terms|payment|zahlungsbedingungen|incoterms|付款方式|付款條件|iban|bic|bank|website|web|registration no|hrb|mwst|freight|customer order|project|projekt|signature|signed|unterschrift|签名|签字|盖章|objet|geschäftsführer|invoice no|quotation no|quote no|quotation|data ordine|fecha|data zamówienia|datum objednávky|ordredato|orderdatum|注文日|発注日|дата|дата заказа|oggetto|asunto|assunto|temat|件名|тема",
};

const LABEL_OF: ReadonlyMap<string, Label> = new Map(
  (Object.entries(WORDS) as [Label, string][]).flatMap(([label, words]) =>
    words.split("|").map((word): [string, Label] => [labelKey(word), label]),
  ),
);

/** A label as it is compared: without case, dots, hyphens and spaces. */
function labelKey(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}°]+/gu, "");
}

/** The label that a whole cell is, or null. */
export function labelOf(text: string): Label | null {
  return LABEL_OF.get(labelKey(text.replace(/\s*[:：]\s*$/, ""))) ?? null;
}

/** One word of a label as a pattern: its spaces, dots and hyphens may be there or not. */
function wordPattern(word: string): string {
  if (/\p{Script=Han}/u.test(word)) return [...word].join("\\s?");
  return word.replace(/[.\- ]+/g, "[.\\-\\s]{0,3}").replaceAll("'", "['’]");
}

const patternOf = (words: string): string =>
  words
    .split("|")
    .sort((a, b) => b.length - a.length)
    .map(wordPattern)
    .join("|");

const ANY_WORD = patternOf(Object.values(WORDS).join("|"));

/** A label and its colon, at the start of a line or after a space or a separator. */
export const LABEL_COLON = new RegExp(
  `(?<![\\p{L}\\p{N}'’@])(${ANY_WORD})[.\\s]{0,3}(?:\\([^()]{1,20}\\)|（[^（）]{1,20}）)?[#\\s]{0,3}[:：]`,
  "giu",
);

/** "PO10452" is a number and no label with one behind it. */
const APART = "(?:(?<=[\\p{Script=Han}\\p{Script=Katakana}°º])|(?=[.\\s#]))";

/** A label whose value can be told by its shape stands without a colon, too: "our PO 4711", "Tel. +49 ...". */
export const LABEL_BARE: readonly (readonly [Label, RegExp])[] = [
  [
    "poNumber",
    bare(
      WORDS.poNumber.replace(/(?<=\||^)(?:order|bestellung|bon de commande)\|/g, ""),
      "(?=[\\p{Lu}\\d/_-]*\\d)[\\p{Lu}\\d][\\p{Lu}\\d/_-]{2,29}",
    ),
  ],
  ["customerCode", bare(WORDS.customerCode, "(?=[\\p{Lu}\\d-]*\\d)[\\p{Lu}\\d][\\p{Lu}\\d-]{2,19}")],
  ["taxId", bare(WORDS.taxId, "(?=[\\p{Lu}\\d ]*\\d{4})[\\p{Lu}\\d][\\p{Lu}\\d ]{6,19}")],
  ["phone", bare(WORDS.phone, "\\+?[(\\d][\\d ()/.–-]{5,24}\\d")],
];

function bare(words: string, value: string): RegExp {
  const anyCase = patternOf(words).replace(/\p{L}/gu, (letter, at: number, whole: string) =>
    whole[at - 1] === "\\" || letter.toLowerCase() === letter.toUpperCase()
      ? letter
      : `[${letter.toLowerCase()}${letter.toUpperCase()}]`,
  );
  return new RegExp(
    `(?<![\\p{L}\\p{N}'’@])(?:${anyCase})${APART}[.\\s]{0,2}(?:#|nr\\.?|no\\.?|n°|is|号|為|为)?\\s{0,3}(${value})(?![\\p{L}\\p{N}]|\\s*(?:[x×*]\\s|${UNIT}))`,
    "gu",
  );
}
