import type { ShipmentStatus } from "../../../domain/vocabulary.js";
import { words } from "./word-pattern.js";

/**
 * How a parcel stands, by the words of carriers that write no English; the first row that fits. What did not
 * happen and what is yet to come stand before what has happened: `wordt bezorgd` is no `bezorgd`.
 */
export const STATUS_WORDS_ABROAD: readonly (readonly [ShipmentStatus, RegExp])[] = [
  ["RETURNED", words("(?:dem|an den) absender (?:zugestellt|übergeben)")],
  [
    "RETURN_TO_SENDER",
    words(
      "retourn\\S* à l.exp[ée]diteur|retour à l.exp[ée]diteur",
      "zur[üu]ck an (?:den )?absender|r[üu]cksendung|zur[üu]ckge(?:sandt|schickt|sendet)",
      "retour(?:nerings|en)? (?:naar )?afzender|devuel(?:to|ta) al remitente|devolvid[oa] ao remetente",
      "(?:zwrot|zwróc\\S*) do nadawcy|reso al mittente|zpět odesílateli",
      "retur(?:neras|nert|neret)? (?:til|till) (?:avs[äe]nd|afsend)|palautetaan lähettäjälle",
      "返品|返送|退回|退件|반송",
    ),
  ],
  ["LOST", words("perdu\\b|verloren|détruit|vernichtet")],
  ["CANCELED", words("annul|storniert")],
  [
    "DELIVERY_FAILED",
    words(
      "(?:n.a pas pu être|non) (?:livr|distribu|remis)|échec de (?:la )?livraison|destinataire (?:était )?absent",
      "nicht (?:zugestellt|angetroffen)|zustellung (?:war |ist )?(?:nicht|fehlgeschlagen)|zustellversuch|unzustellbar",
      "niet (?:bezorgd|afgeleverd|thuis)|bezorging (?:is )?(?:niet|mislukt)",
      "mancata consegna|non (?:è stat[oa] )?consegnat|consegna (?:fallita|non riuscita)|tentativo di consegna|destinatario assente",
      "no (?:ha sido |pudo ser |fue )?entregad|intento de entrega|entrega fallida|destinatario ausente",
      "não (?:foi )?entregue|não atendido|tentativa de entrega|entrega não",
      "nieudana|niedoręczon|(?<!\\p{L})nie (?:została )?(?:doręczon|dostarczon)",
      "nebyl[ao]? doručen|nedoručen",
      "kunde inte (?:levereras|lämnas)|kunne ikke (?:leveres|udleveres|utleveres)|ikke (?:ud|ut)?lever|(?:ej|inte) levererad",
      "ご?不在|持ち?戻|未妥投|未签收|拒收|(?:投递|派送|派件)(?:失败|不成功)|미배달|배송 ?실패",
    ),
  ],
  [
    "READY_FOR_PICKUP",
    words(
      "au point (?:de )?(?:retrait|relais)|attend.{0,20}retir|disponible.{0,30}(?:retrait|ramassage|relais)",
      "abholbereit|zur abholung|liegt.{0,30}(?:filiale|packstation|paketshop)|zugestellt an (?:\\S+ )?paketshop",
      "ligt klaar (?:bij|op|in|om)|klaar om.{0,20}halen|ritirabile|disponibile per il ritiro",
      "para (?:su )?recog|(?:espera de|para) recogida|disponible en (?:la |su )?oficina|aguardando retirada",
      "do odbioru|na odbiór|umieszczon\\S* w (?:paczkomacie|automacie)|připraven\\S* k vyzvednutí",
      "anlänt till (?:utlämnings|ombud)|kan (?:nu |nå )?(?:af)?(?:hentes|hämtas)|klar til (?:afhentning|henting)",
      "noudettavissa|待取件|待自提|受取待ち",
    ),
  ],
  [
    "DELIVERED",
    words(
      "vom empfänger (?:\\S+ ){0,4}abgeholt|(?<!niet )afgehaald (?:bij|door)",
      "recogid[oa] por (?:el )?(?:destinatario|cliente)|ritirat[oa] dal (?:destinatario|cliente)",
      "retirée? par (?:le )?(?:destinataire|client)|odebran\\S* przez (?:odbiorc|adresat|klient)",
    ),
  ],
  [
    "OUT_FOR_DELIVERY",
    words(
      "en cours de livraison|(?:mis|parti) en livraison|en tournée|sera livrée? (?:aujourd|ce jour)",
      "in zustellung|zustellfahrzeug|zustellung.{0,12}heute|wird (?:(?:heute|nun|gerade|dem empfänger) ){0,2}zugestellt",
      "onderweg naar (?:de ontvanger|u\\b|jou)|bezorger (?:is )?onderweg|wordt (?:(?:vandaag|nu) )?(?:bezorgd|afgeleverd)",
      "in consegna|en (?:proceso de )?reparto|(?:será|va a ser) entregad[oa] hoy|saiu para entrega",
      "w doręczeniu|(?:wydan|przekazan)\\S* do doręczenia|je doručován",
      "under utkörning|utlämnad för leverans|(?:levereras|leveres) i ?dag|under udlevering|for utkjøring",
      "持ち?出し?中|配達中|(?:派送|派件|投递)(?:中|途中)|正在(?:派|投递)|(?:배송|배달) ?출발",
    ),
  ],
  [
    "IN_TRANSIT",
    words(
      "(?:sera|va être|doit être) (?:\\S+ )?(?:livr|distribu)|livraison (?:est )?prévue",
      "(?:wird|werden|soll) .{0,60}(?:zugestellt|ausgeliefert)",
      "(?:wordt|zal|moet) .{0,60}(?:bezorgd|afgeleverd)|(?:bezorgd|afgeleverd) (?:te )?worden",
      "(?:verrà|sarà|da) (?:\\S+ ){0,2}consegnat|(?:será|va a ser) (?:\\S+ ){0,2}entreg",
      "(?:zostanie|będzie) (?:\\S+ ){0,2}(?:doręczon|dostarczon)|bude (?:\\S+ ){0,2}doručen",
      "(?:kommer att|ska|vil) (?:\\S+ ){0,2}(?:levere|blive leveret|bli levert)|bliver leveret|blir levert",
      "(?:pour|avant) (?:le mettre en|sa) livraison",
    ),
  ],
  [
    "DELIVERED",
    words(
      "\\blivrée?(?!\\p{L})|distribuée?(?!\\p{L})|remise? (?:au (?:destinataire|gardien)|contre signature|à (?:un|votre) voisin)",
      "zugestellt|ausgeliefert|afgeleverd|bezorgd|consegnat[oa]|entregad[oa]|entregue|doręczon|dostarczon",
      "doručen[oaý]?(?!\\p{L})|leverera[td](?!\\p{L})|är utlämnad|\\b(?:ud)?leveret\\b|\\b(?:ut)?levert\\b",
      "toimitettu|配達完了|(?:お届け|配達)済|已签收|妥投|(?:배송|배달) ?완료",
    ),
  ],
  ["ON_HOLD", words("retenue?\\b|bloquée?(?!\\p{L})|angehalten|zurückgehalten|giacenza")],
  ["DELAYED", words("\\bretard\\b|verzöger|verspät|vertrag|opóźni|försenad|forsinke")],
  [
    "LABEL_CREATED",
    words(
      "en cours de préparation|va bientôt nous être confié|annoncé|avis(?:e|ée?)(?!\\p{L})|angekündigt|elektronisch",
      "aangemeld|voorgemeld|preaviso|prerregistrad|preavviso|zarejestrowan",
    ),
  ],
  [
    "PICKED_UP",
    words(
      "pris en charge|prise en charge|déposé|abgeholt|eingeliefert|übernommen|opgehaald|in ontvangst genomen",
      "ritirat|pres[ao] in carico|recogid|admitido|postado|odebran",
      "(?:已|收|揽)(?:收件|揽件|揽收|收取|收寄)|收取快件|荷物受付|引受|集荷|発送済|집하|집화",
    ),
  ],
  ["IN_TRANSIT", words("\\b(?:en|em) tr[aâá]nsito?\\b|in transito|en cours d.acheminement|\\bunterwegs\\b")],
];

/** Words that only say that the parcel is on its way somewhere. Weaker than any code. */
export const TRANSIT_WORDS_ABROAD = words(
  "sortiert|angekommen|eingetroffen|(?:paket|versand|zustell)\\S*zentrum|achemin|plateforme|unterwegs|bearbeitet|umgeschlagen",
  "in viaggio|onderweg|en camino|w drodze|douane|zoll|site de livraison|tri\\b|gesorteerd",
  "輸送中|通過|运输|转运|到达|离开|发往|装车|간선|이동",
);
