import { COLUMN_LANGUAGES } from "./column-languages.js";
import { type ColumnPart, PLACES_ABROAD } from "./column-places.js";
import type { Column } from "./columns.js";

/**
 * How files in the field head their columns. Compared without case, accents, spaces, punctuation and
 * anything in brackets; the first word list that holds a header wins, and no header may be in two lists.
 */
const SYNONYMS: Readonly<Record<Column, string>> = {
  orderNumber:
    "order no|order number|order|document no|document number|doc no|order id|order ref|order nr|order reference|sales order|sales order no|sales order number|so number|so no|auftrag|auftragsnr|auftragsnummer|auftrag nr|订单号|订单编号|單號|訂單號|訂單編號|訂單號碼|单号|订单号码|no commande|numero de commande|n commande|commande|numero ordine|ordine|nr ordine|numero de pedido|pedido|no pedido|ordernummer|bestelnummer",
  poNumber:
    "po|po no|po number|po nr|po ref|purchase order|purchase order no|purchase order number|external document no|external document number|customer purchase order|customer purchase order no|purchase order by customer|cust po|customer po|customer po no|customer po number|customer order|customer order no|customer reference|your reference|bestellnr|bestellnummer|bestellung|kundenreferenz|kundenbestellnummer|采购单号|采购订单号|客户订单号|客户单号|採購單號|客戶訂單號|reference client",
  orderDate:
    "date|order date|order time|date ordered|ordered on|ordered at|order placed|placed at|created at|created|po date|document date|posting date|order start date|purchase date|datum|auftragsdatum|bestelldatum|belegdatum|日期|下单日期|订单日期|下单时间|采购日期|订货日期|制单日期|訂單日期|下單日期|date commande|date de commande|data ordine|fecha|fecha pedido|fecha de pedido|orderdatum|besteldatum",
  requestedDate:
    "requested date|date requested|date req|request date|requested on|delivery date|requested delivery|requested delivery date|desired delivery date|delivery date requested|due date|due|need by|need by date|needed by|required by|required date|required delivery date|date required|date needed|must arrive by|arrive by|deliver by|deliver on|ship date|ship by|requested ship date|wunschtermin|liefertermin|lieferdatum|wunschlieferdatum|交货日期|交期|要求交货日期|送货日期|到货日期|要求到货日期|期望到货日期|需求日期|要求交期|期望交期|交貨日期|date de livraison|livraison souhaitee|data consegna|fecha de entrega|fecha entrega|leverdatum|gewenste leverdatum",
  status: "status|order status|state of order|auftragsstatus|状态|订单状态|狀態|訂單狀態|statut|estado|stato",
  currency:
    "currency|currency code|transaction currency|order currency|cur|ccy|curr|waehrung|währung|币种|货币|幣別|幣種|devise|valuta|moneda",
  note: "note|notes|remark|remarks|comment|comments|order note|order notes|order comments|customer note|customer notes|instructions|special instructions|delivery instructions|shipping instructions|delivery note text|bemerkung|bemerkungen|hinweis|kommentar|备注|说明|備註|commentaire|remarque|opmerking|opmerkingen|nota|notas|observaciones",
  customerCode:
    "cust no|cust code|cust id|account|account no|account number|account code|kundennr|kundennummer|kd nr|debitor|debitorennummer|客户编号|客户代码|客户编码|客户号|客戶編號|客戶代碼|code client|no client|klantnummer|codice cliente|codigo cliente|codigo de cliente",
  customerName:
    "customer|name|account name|bill to|sold to|bill to party|sold to party|organisation|organization|kunde|kundenname|firma|客户|客户名称|公司|公司名称|单位名称|客戶|客戶名稱|公司名稱|client|societe|klant|klantnaam|cliente|ragione sociale",
  department: "department|dept|abteilung|部门|采购部门|部門|service|cost center|cost centre|kostenstelle",
  contactName:
    "contact|contact name|contact person|buyer|buyer name|ordered by|attention|attn|requester|requested by|requestor|ansprechpartner|besteller|kontakt|联系人|采购员|经办人|聯絡人|聯繫人|contact client|contactpersoon|contacto|referente",
  email:
    "email|mail|email address|contact email|邮箱|电子邮件|电子邮箱|電子郵件|信箱|courriel|correo|correo electronico",
  phone:
    "phone|tel|telephone|phone no|phone number|telephone number|mobile|mobile number|contact phone|contact number|telefon|telefonnummer|tel nr|telefoon|telefono|电话|联系电话|手机|電話|聯絡電話|手機|telephone client",
  taxId:
    "tax id|tax no|tax number|vat|vat no|vat id|vat number|vat reg no|ust id|ust id nr|umsatzsteuer id|税号|纳税人识别号|统一社会信用代码|統一編號|稅號|n tva|tva|btw nummer|partita iva|nif|cif",
  address:
    "address|address 1|address line 1|street|street 1|street address|adresse|anschrift|strasse|straße|str|地址|客户地址|公司地址|客戶地址|rue|adres|straat|indirizzo|direccion",
  address2: "address 2|address line 2|street 2|adresszusatz|adresse 2|地址2|apartment|suite",
  city: "city|town|ort|stadt|城市|市|ville|plaats|citta|ciudad",
  region: "state|province|region|county|state code|province code|bundesland|省|省份|州|provincia",
  postalCode:
    "postal code|postcode|zip|zip code|plz|postleitzahl|邮编|邮政编码|郵遞區號|code postal|cp|cap|codigo postal",
  country: "country|country code|land|国家|國家|pays|paese|pais",
  shipToName:
    "ship to|ship to party|deliver to|recipient|consignee|receiver|empfaenger|empfänger|lieferempfänger|warenempfaenger|warenempfänger|收货人|收货单位|收件人|收貨人|destinataire|ontvanger|destinatario",
  shipToDepartment: "lieferabteilung|收货部门",
  shipToAddress:
    "lieferadresse|lieferanschrift|lieferstrasse|lieferstraße|收货地址|送货地址|收貨地址|送貨地址|adresse de livraison|indirizzo di consegna|direccion de entrega|afleveradres",
  shipToAddress2: "lieferadresse 2|lieferanschrift 2",
  shipToCity: "lieferort|lieferstadt|收货城市|收貨城市|ville de livraison",
  shipToRegion: "收货省份|lieferbundesland",
  shipToPostalCode: "liefer plz|liefer postleitzahl|收货邮编|code postal de livraison",
  shipToCountry: "lieferland|收货国家|pays de livraison",
  shipToPhone: "收货电话|收件电话|收貨電話|liefertelefon",
  company: "company|company name",
  firstName: "first name|given name|vorname|prenom",
  lastName: "last name|surname|family name|nachname",
  shipToCompany: "收货公司|收货单位名称",
  shipToFirstName: "",
  shipToLastName: "",
  shipToContact: "",
  canceledAt:
    "cancelled at|canceled at|cancelled on|canceled on|cancelled date|canceled date|cancellation date|storniert am|storno datum|取消时间|取消日期",
  fulfillment: "fulfillment status|fulfilment status",
  payment: "financial status|payment status",
  lineNumber:
    "line|line no|line number|line nr|line item|line id|line item no|item line|order item id|sales order item|pos|pos nr|position|no|nr|#|lfd nr|序号|行号|项次|項次|行號|序號|ligne|riga|regel|linea",
  sku: "sku|sku code|reference article|ref article|code article|n article|item|item no|item code|item number|item id|item sku|article|article no|article number|article code|part|part no|part number|product|product code|product no|product number|product id|product sku|variant sku|vendor item|vendor item no|vendor sku|supplier sku|seller sku|supplier article|supplier article no|mpn|manufacturer part number|our item|vendor part|vendor part no|vendor part number|supplier part no|supplier part number|supplier item|our item no|stock code|stock no|cat no|cat number|cat|catalog no|catalog number|catalogue no|material|material no|material number|upc|upc number|ean|ean code|gtin|barcode|lineitem sku|artikel|artikelnr|artikelnummer|art nr|货号|产品编号|产品编码|产品代码|商品编码|商品编号|物料编码|物料编号|物料号|编码|料号|貨號|料號|產品編號|型号|ref|reference|articolo|codice articolo|articulo|codigo|codigo articulo",
  description:
    "description|activity|desc|item description|item desc|part description|part name|product description|material description|line description|product name|product title|item name|item title|article name|article description|title|goods|lineitem name|bezeichnung|beschreibung|artikelbezeichnung|artikelname|品名|品名规格|品名及规格|名称规格|物料名称|名称|产品名称|商品名称|货物名称|描述|產品名稱|名稱|商品|designation|libelle|omschrijving|descrizione|descripcion",
  variant:
    "规格|规格型号|規格|variant|variant title|variation|spec|specification|size|color|colour|farbe|größe|groesse|ausführung|taille|couleur",
  quantity:
    "quantity|qty|ordered|ordered qty|ordered quantity|order qty|order quantity|qty ordered|quantity ordered|qty required|required qty|item quantity|item qty|line qty|line quantity|product quantity|pcs|units|count|lineitem quantity|menge|anzahl|stück|stueck|bestellmenge|数量|订购数量|采购数量|订货数量|下单数量|需求数量|数|數量|訂購數量|quantite|qte|aantal|quantita|cantidad|quantity purchased|cant",
  unit: "unit|uom|um|unit of measure|unit of measure code|u m|order quantity unit|unite de mesure|unit code|order unit|einheit|me|mengeneinheit|单位|計量單位|单位名|單位|unite|eenheid|unita|unidad",
  unitPrice:
    "price|unit price|price each|price net|net price each|price per unit|each|rate|net price|net unit price|unit price excl vat|unit price ex vat|unit price excl tax|unit price net|list price|price excl vat|net price amount|item price|product price|sale price|selling price|unit cost|cost|item cost|lineitem price|preis|einzelpreis|preis pro einheit|preis je einheit|e preis|ep|stückpreis|stueckpreis|nettopreis|单价|价格|單價|價格|不含税单价|未税单价|含税单价|不含税价|含税价|未稅單價|含稅單價|prix|prix unitaire|prix unitaire ht|prix ht|pu|pu ht|p u ht|prijs|stuksprijs|prezzo|prezzo unitario|precio|precio unitario",
  priceBasis:
    "price unit|price basis|price per|per|price uom qty|pricing unit|unit price quantity|preiseinheit|pe|preisbasis|preis pro|preis je|je|unité de prix|prijs per|prijseenheid|base prezzo",
  discount:
    "discount|disc|discount percent|discount pct|disc pct|line discount|item discount|trade discount|rabatt|rabattsatz|remise|rem|sconto|descuento|dto|desconto|korting|折扣|折扣率",
  amount:
    "amount|line total|line total net|ext cost|extended cost|total cost|line amount|line price|ext price|ext amount|ext|extension|extended|extended price|extended amount|net amount|betrag|gesamtpreis|positionswert|nettowert|金额|金額|小计|小計|montant|total ht|importe|importo|含税金额|不含税金额|未税金额|价税合计|未稅金額|含稅金額",
  ignored:
    "document type|vat rate|tax rate|供应商|供应商名称|税率|税额|type|total|total price|order total|grand total|subtotal|sum|tax|taxes|tax amount|discount amount|discount code|shipping|shipping cost|shipping method|gesamt|summe|gesamtbetrag|bruttowert|wert|合计|总价|合計|totale|totaal|weight|gewicht|fulfilled at|paid at|accepts marketing|vendor|source|payment method",
};

/** How a column says whose address it is about, in front of what it holds. */
/** An invoice has a number, too, which is nobody's. */
const NUMBERED = "bill to|sold to|sell to|sell to customer|customer|buyer|client|purchaser";
const BUYER_WORDS =
  "bill to|billing|sold to|sell to|sell to customer|customer|buyer|client|invoice|invoice to|purchaser";
const SHIP_TO_WORDS =
  "ship to|shipping|delivery|deliver to|recipient|consignee|receiver|destination|dest|ship";

const PARTS: readonly ColumnPart[] = [
  ["name|full name", "customerName", "shipToName"],
  ["company|company name|organization", "company", "shipToCompany"],
  ["first name", "firstName", "shipToFirstName"],
  ["last name|surname", "lastName", "shipToLastName"],
  ["department|dept", "department", "shipToDepartment"],
  ["contact|contact name|attention|attn", "contactName", "shipToContact"],
  [
    "address|street|street address|address 1|address 1&2|address line 1|addr|addr 1|street 1|line 1",
    "address",
    "shipToAddress",
  ],
  ["address 2|address line 2|addr 2|street 2|line 2|suite", "address2", "shipToAddress2"],
  ["city|town", "city", "shipToCity"],
  ["state|region|province|county|state code|province code", "region", "shipToRegion"],
  ["zip|zip code|postal code|postcode|post code|postal", "postalCode", "shipToPostalCode"],
  ["country|country code|country region code|country region", "country", "shipToCountry"],
  ["phone|phone number|phone no|telephone|tel|mobile", "phone", "shipToPhone"],
];
/** A place of delivery has no mailbox of its own in an order: that of the buyer is the one that is asked. */
const BUYER_MAIL = "email|e mail|email address|mail";
const CODES = "no|number|code|id|account|account no";

const inBothOrders = (places: string, words: string): string[] =>
  places
    .split("|")
    .flatMap((place) => words.split("|").flatMap((word) => [`${place} ${word}`, `${word} ${place}`]));

const abroad = (): (readonly [word: string, column: Column])[] =>
  PLACES_ABROAD.flatMap(({ buyer, shipTo, isBehind, parts }) => {
    const put = isBehind ? inBothOrders : composed;
    return parts.flatMap(([words, ofBuyer, ofShipTo]) => [
      ...put(buyer, words).map((word) => [word, ofBuyer] as const),
      ...put(shipTo, words).map((word) => [word, ofShipTo] as const),
    ]);
  });

const composed = (places: string, words: string): string[] =>
  places.split("|").flatMap((place) => words.split("|").map((word) => `${place} ${word}`));

/** Every heading that is known, with its column. The lists go before what is put together. */
export function columnWords(): (readonly [word: string, column: Column])[] {
  const listed = listedIn(SYNONYMS);
  const languages = COLUMN_LANGUAGES.flatMap(listedIn);
  const parts = PARTS.flatMap(([words, buyer, shipTo]) => [
    ...composed(BUYER_WORDS, words).map((word) => [word, buyer] as const),
    ...composed(SHIP_TO_WORDS, words).map((word) => [word, shipTo] as const),
  ]);
  const mail = composed(BUYER_WORDS, BUYER_MAIL).map((word) => [word, "email"] as const);
  const codes = [
    ...composed(NUMBERED, CODES).map((word) => [word, "customerCode"] as const),
    ...composed(SHIP_TO_WORDS, CODES).map((word) => [word, "ignored"] as const),
  ];
  return [...languages, ...abroad(), ...parts, ...mail, ...codes, ...listed];
}

const listedIn = (words: Partial<Record<Column, string>>): (readonly [word: string, column: Column])[] =>
  (Object.entries(words) as [Column, string][]).flatMap(([column, listed]) =>
    listed
      .split("|")
      .filter((word) => word !== "")
      .map((word) => [word, column] as const),
  );
