/** Words by which people change, move, cancel or give back what they have ordered, as data. */

/** Wishes that name a new place for goods that are ordered already. */
export const NEW_PLACE: readonly RegExp[] = [
  /(?:deliver|ship|send|redirect|forward)\b.{0,80}\bto (?:the (?:following|new|below)|this|our new|a new|another|a different)\b.{0,30}\baddress/iu,
  /(?:change|update|correct|amend|replace|new)\b.{0,40}\b(?:delivery|shipping|ship-to|ship to)[ -]?address/iu,
  /(?:delivery|shipping|ship-to) address\b.{0,60}\b(?:has changed|changed|is now|to be changed|should be|must be)/iu,
  /(?:lieferadresse|lieferanschrift)\b.{0,80}(?<!\p{L})(?:änder\p{L}*|geändert|neu\p{L}*|korrigier\p{L}*|aktualisier\p{L}*)|(?<!\p{L})(?:änder\p{L}*|neue|geänderte|andere)(?: sie)?(?: bitte)?(?: die| unsere)? (?:lieferadresse|lieferanschrift)|an (?:die )?(?:folgende|neue|diese|andere) (?:adresse|anschrift)/iu,
  /(?:收货|送货|收貨|送貨|交货|寄送)?地址.{0,20}(?:改为|改成|变更|变为|更改|更新|修改|改為|變更)|(?:改送|改寄|改发|改发往|改送到|改送至|改为送到|改為送到)|(?:更改|变更|修改|變更).{0,16}地址/u,
  /(?:changer|modifier|nouvelle) (?:l['’])?adresse de livraison|à (?:cette|la nouvelle) adresse/iu,
  /(?<!\p{L})(?:i|we)(?:['’]ve| have)?(?: just| recently)? moved(?!\p{L})|(?:should|must|needs? to|has to|have to) (?:now )?(?:go|be (?:sent|shipped|delivered)) to(?!\p{L})|(?:my|our) (?:new )?address (?:is|has)/iu,
  /(?<!\p{L})(?:umgezogen|déménagé|verhuisd|nuovo indirizzo|nueva dirección|nieuwe? adres)(?!\p{L})|搬家|搬到|迁至|遷至/iu,
];
export const CANCELING =
  /(?:please |bitte |kindly )?(?<!\p{L})(?:cancel|withdraw|stornier\w*|annulliere?n?|annuler|annulez)(?!\p{L})|(?:取消|撤销|作废).{0,12}(?:订单|訂單|采购单)|(?:订单|訂單).{0,24}(?:取消|作废|撤销)/iu;
export const CHANGING =
  /(?<!\p{L})(?:change|amend|modify|update|correct|adjust|revise|reduce|increase|ändern|anpassen|korrigieren|erhöhen|reduzieren|modifier)(?!\p{L})|修改|更改|变更|改为|調整|调整|變更/iu;

/**
 * Words that change an order which the same sentence names; elsewhere they belong to any order. "Make sure", "add the PO
 * to the invoice" and "drop ship" change nothing.
 */
export const CHANGING_THAT =
  /(?<!\p{L})(?:instead(?: of)?|replaces?|swap|remove|delete|drop (?:the|line|item|pos\p{L}*)|add(?!\p{L}).{1,80}(?<!\p{L})to (?:our|my|the|this|that) (?:order|po)|make (?:it|that|them|the)|should (?:be|read) (?:[€$£]\s?)?\d|streich\p{L}*|gestrichen|statt|anstatt|stattdessen|ersetz\p{L}*|ergänz\p{L}*|hinzufügen|änder\p{L}*|geändert|verschieb\p{L}*|verleg\p{L}*|remplacer|supprimer|ajouter|au lieu de)(?!\p{L})|改成|增加|减少|删除|去掉|换成/iu;

/** Of which part of an order a wish speaks: with it, an order that is named elsewhere in the mail will do. */
export const PART_OF_ORDER =
  /(?<!\p{L})(?:lines?|positions?|pos|items?|articles?|quantity|qty|price|menge|zeile|artikel|preis|quantité|ligne|prix)(?!\p{L})|数量|单价|行/iu;

/** Wishes for another day, and what the day is of. */
export const RESCHEDULING =
  /(?<!\p{L})(?:move|postpone|reschedule|defer|delay|bring forward|push back|change|verschieb\p{L}*|verleg\p{L}*|reporter|décaler)(?!\p{L})|推迟|延期|改期|提前/iu;
export const DELIVERY =
  /(?<!\p{L})(?:deliver\p{L}*|shipment|shipping|liefer\p{L}*|livraison)(?!\p{L})|交货|交期|送货/iu;

/** Goods that came as they should not, or go back. "Please return the signed order" is none of that. */
export const COMPLAINING =
  /(?<!\p{L})(?:arrived|came|(?:i|we)(?:['’]ve| have)? (?:received|got)|(?:was|were|been) delivered)(?!\p{L}).{0,60}(?<!\p{L})(?:broken|damaged|defective|faulty|cracked|leaking|wrong)(?!\p{L})|(?<!\p{L})(?:(?:send|ship|return)\p{L}* (?:\S+ ){0,6}?(?:back|for (?:a |an )?(?:refund|replacement|credit|exchange))|zurück(?:schick|send|geb)\p{L}*|renvoyer)(?!\p{L})|退货|退貨|换货|換貨/iu;
/** The same in words that also stand in the small print of orders: they count where nothing is ordered, or an order is named. */
export const GOING_BACK =
  /(?<!\p{L})(?:rma|refund|reklam\p{L}*|rücksend\p{L}*|retoure|defekt\p{L}*|beschädigt\p{L}*|réclamation|endommagé\p{L}*|broken|damaged|faulty)(?!\p{L})|退款|破损|破損|投诉|投訴/iu;
/** Wishes for an offer, and not for goods; "as per your quotation 4471" is none. */
export const QUOTE_WANTED =
  /(?<!\p{L})(?:send|give|provide|submit|need|want|like|get|requesting|receive)\s(?:\S+\s){0,4}?(?:an?|your best|your)\s(?:quote|quotation|offer|price)(?!\p{L})(?!\s*(?:no|nr|number|#|\d))|(?<!\p{L})(?:(?:could|can|would|will) you (?:\p{L}+ ){0,2}|please |kindly )quote(?!\p{L})(?!\s*(?:\p{L}+ ){0,4}(?:nos?|nr|number|#|po|order|when|on|in)(?!\p{L}))|(?<!\p{L})(?:rfq|request for quotation|(?:um|ein) (?:\S+ )?(?:angebot|preisangebot)(?!\s*(?:nr|vom|\d))|preisanfrage|(?:un|votre) (?:\S+ )?devis(?!\s*n)|un preventivo|un presupuesto|una cotización|een offerte|et tilbud|en offert)(?!\p{L})|询价|請報價|请报价|报个价/iu;
/** "Goods received damaged will be returned": terms speak of what may be, and of nothing that has come. */
export const TERMS =
  /(?<!\p{L})(?:will|shall|must|may|if|any|terms|werden|wird|falls|sollten?|gehen zu)(?!\p{L})/iu;
/** Words by which goods are ordered for good. */
export const ORDERING =
  /(?<!\p{L})(?:(?:we|i|to) (?:would like to |want to |hereby )?(?:order|purchase)|purchase order|po|our order|bestell\p{L}*|auftrag|commandons|commande|ordiniamo|pedido|pedimos|beställ\p{L}*|bestill\p{L}*)(?!\p{L})|订购|订货|下单/iu;
