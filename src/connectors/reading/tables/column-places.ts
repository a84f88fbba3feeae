import type { Column } from "./columns.js";

/** What a column of an address holds, and the column for the buyer and for the place of delivery. */
export type ColumnPart = readonly [words: string, buyer: Column, shipTo: Column];

/**
 * The same in other languages: `Lieferadresse Ort`, `Rechnung PLZ`, `ville livraison`. Where a language says the
 * place behind, the words stand in both orders.
 */
export const PLACES_ABROAD: readonly {
  readonly buyer: string;
  readonly shipTo: string;
  readonly isBehind: boolean;
  readonly parts: readonly ColumnPart[];
}[] = [
  {
    buyer: "rechnungsadresse|rechnungsanschrift|rechnung|kunde|kunden|besteller",
    shipTo: "lieferadresse|lieferanschrift|lieferung|liefer|versandadresse|versand|warenempfänger|empfänger",
    isBehind: false,
    parts: [
      ["name|empfänger", "customerName", "shipToName"],
      ["firma|firmenname", "company", "shipToCompany"],
      ["vorname", "firstName", "shipToFirstName"],
      ["nachname", "lastName", "shipToLastName"],
      ["abteilung", "department", "shipToDepartment"],
      ["ansprechpartner|kontakt|zhd", "contactName", "shipToContact"],
      [
        "strasse|straße|str|straße hausnummer|straße und hausnummer|straße nr|adresse",
        "address",
        "shipToAddress",
      ],
      ["adresszusatz|zusatz|zusatz 1|straße 2", "address2", "shipToAddress2"],
      ["ort|stadt", "city", "shipToCity"],
      ["bundesland", "region", "shipToRegion"],
      ["plz|postleitzahl", "postalCode", "shipToPostalCode"],
      ["land|ländercode", "country", "shipToCountry"],
      ["telefon|tel", "phone", "shipToPhone"],
    ],
  },
  {
    buyer: "facturation|client",
    shipTo: "livraison|adresse livraison|adresse de livraison|de livraison",
    isBehind: true,
    parts: [
      ["nom|destinataire", "customerName", "shipToName"],
      ["société", "company", "shipToCompany"],
      ["adresse|rue", "address", "shipToAddress"],
      ["complément", "address2", "shipToAddress2"],
      ["ville", "city", "shipToCity"],
      ["code postal|cp", "postalCode", "shipToPostalCode"],
      ["pays", "country", "shipToCountry"],
      ["téléphone|tél", "phone", "shipToPhone"],
    ],
  },
  {
    buyer: "facturación|cliente",
    shipTo: "envío|de envío|entrega|de entrega",
    isBehind: true,
    parts: [
      ["nombre", "customerName", "shipToName"],
      ["dirección|calle", "address", "shipToAddress"],
      ["ciudad|población", "city", "shipToCity"],
      ["provincia", "region", "shipToRegion"],
      ["código postal|cp", "postalCode", "shipToPostalCode"],
      ["país", "country", "shipToCountry"],
      ["teléfono", "phone", "shipToPhone"],
    ],
  },
  {
    buyer: "fatturazione|cliente",
    shipTo: "consegna|di consegna|spedizione|di spedizione",
    isBehind: true,
    parts: [
      ["nome|destinatario", "customerName", "shipToName"],
      ["indirizzo|via", "address", "shipToAddress"],
      ["città", "city", "shipToCity"],
      ["provincia", "region", "shipToRegion"],
      ["cap", "postalCode", "shipToPostalCode"],
      ["paese", "country", "shipToCountry"],
      ["telefono", "phone", "shipToPhone"],
    ],
  },
  {
    buyer: "factuur|klant",
    shipTo: "lever|aflever|bezorg|levering",
    isBehind: false,
    parts: [
      ["naam", "customerName", "shipToName"],
      ["bedrijf", "company", "shipToCompany"],
      ["adres|straat", "address", "shipToAddress"],
      ["plaats|stad", "city", "shipToCity"],
      ["postcode", "postalCode", "shipToPostalCode"],
      ["land", "country", "shipToCountry"],
      ["telefoon", "phone", "shipToPhone"],
    ],
  },
];
