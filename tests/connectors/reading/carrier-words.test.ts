import { describe, expect, test } from "vitest";
import { codeKey, codesOf } from "../../../src/connectors/reading/tracking/meaning.js";
import { meaningOfWords, speaksOfTransit } from "../../../src/connectors/reading/tracking/words.js";

const said = (words: string): string | null => {
  const meaning = meaningOfWords(words);
  if (meaning === null) return null;
  return meaning.reason === null ? meaning.status : `${meaning.status}/${meaning.reason}`;
};

describe("the words of a carrier", () => {
  test.each([
    ["Delivered, Front Door/Porch", "DELIVERED"],
    ["Delivered, To Agent for Final Delivery", "IN_TRANSIT"],
    ["Will be delivered tomorrow", "IN_TRANSIT"],
    ["Parcel collected by customer", "DELIVERED"],
    ["Item successfully delivered to sender", "RETURNED"],
    ["Votre colis a été livré", "DELIVERED"],
    ["Die Sendung wurde erfolgreich zugestellt.", "DELIVERED"],
    ["Zending is afgeleverd", "DELIVERED"],
    ["Out For Delivery Today", "OUT_FOR_DELIVERY"],
    ["Votre colis est en cours de livraison", "OUT_FOR_DELIVERY"],
    ["Awaiting collection by recipient as requested", "READY_FOR_PICKUP"],
    ["Delivered by driver to Pickup parcelshop", "READY_FOR_PICKUP"],
    ["Ready for pickup by carrier", "PENDING"],
    ["Shipment information received", "LABEL_CREATED"],
    ["USPS in possession of item", "PICKED_UP"],
    ["Lost in transit", "LOST"],
    ["Order cancelled by merchant", "CANCELED"],
    ["Held by customs", "ON_HOLD/CUSTOMS"],
    ["Flight delay", "DELAYED"],
    ["Missent", "DELAYED/MISROUTED"],
  ])("%s: %s", (words, meaning) => {
    expect(said(words)).toBe(meaning);
  });

  test.each([
    ["Het pakket wordt vandaag bezorgd", "OUT_FOR_DELIVERY"],
    ["Het pakket wordt morgen bij u bezorgd", "IN_TRANSIT"],
    ["Die Sendung wird voraussichtlich am Montag zugestellt", "IN_TRANSIT"],
    ["Die Sendung wurde vom Empfänger in der Filiale abgeholt", "DELIVERED"],
    ["Votre colis sera bientôt livré", "IN_TRANSIT"],
    ["El paquete será entregado el lunes", "IN_TRANSIT"],
    ["Il pacco non è stato consegnato", "DELIVERY_FAILED"],
    ["Il pacco verrà consegnato lunedì", "IN_TRANSIT"],
    ["Paczka zostanie doręczona w poniedziałek", "IN_TRANSIT"],
    ["Paczki nie doręczono", "DELIVERY_FAILED"],
    ["Paczka odebrana przez odbiorcę", "DELIVERED"],
    ["O objeto não foi entregue", "DELIVERY_FAILED"],
    ["Försändelsen är levererad", "DELIVERED"],
    ["Pakken kunne ikke leveres", "DELIVERY_FAILED"],
    ["ご不在でした", "DELIVERY_FAILED/RECIPIENT_ABSENT"],
    ["快件未妥投", "DELIVERY_FAILED"],
    ["快件已签收", "DELIVERED"],
    ["On its way to your depot", null],
    ["The parcel is with your local courier", "OUT_FOR_DELIVERY"],
    ["Delivered to our delivery partner", "IN_TRANSIT"],
    ["A refund has been submitted for this parcel", "UNKNOWN"],
  ])("that are of another language, or of what is yet to come: %s is %s", (words, meaning) => {
    expect(said(words)).toBe(meaning);
  });

  test.each([
    ["Insufficient Address", "DELIVERY_FAILED/ADDRESS_INCORRECT"],
    ["No Such Number", "DELIVERY_FAILED/ADDRESS_NOT_FOUND"],
    ["Moved, Left no Address", "DELIVERY_FAILED/RECIPIENT_MOVED"],
    ["Addressee unknown", "DELIVERY_FAILED/RECIPIENT_UNKNOWN"],
    ["Recipient refused package", "DELIVERY_FAILED/REFUSED"],
    ["Der Empfänger wurde nicht angetroffen.", "DELIVERY_FAILED/RECIPIENT_ABSENT"],
    ["Unclaimed, being returned", "RETURN_TO_SENDER/UNCLAIMED"],
    ["Colis retourné à l'expéditeur", "RETURN_TO_SENDER"],
    ["Returned to shipper: receiver has moved", "RETURN_TO_SENDER/RECIPIENT_MOVED"],
  ])("say why: %s is %s", (words, meaning) => {
    expect(said(words)).toBe(meaning);
  });

  test("that only threaten a return do not say that it has begun", () => {
    expect(said("Reminder to pick up your item before November 25 or it will be returned to sender")).toBe(
      "READY_FOR_PICKUP",
    );
  });

  test("that speak of a way are weaker than a meaning", () => {
    expect(meaningOfWords("Departed from depot")).toBeNull();
    expect(speaksOfTransit("Departed from depot")).toBe(true);
    expect(speaksOfTransit("Quux")).toBe(false);
  });

  test("are read in time that grows with their length only", () => {
    const begun = performance.now();
    for (const words of ["to the ", "delivered to the ", "not been able to be ", "a", "address "]) {
      meaningOfWords(words.repeat(100_000));
    }
    expect(performance.now() - begun).toBeLessThan(500);
  });
});

describe("a table of codes", () => {
  test.each([
    ["0174", "174"],
    ["DE/08", "DE/8"],
    ["out for-delivery", "OUT_FOR_DELIVERY"],
    ["10", "10"],
    ["0", "0"],
  ])("knows %s by the key %s", (code, key) => {
    expect(codeKey(code)).toBe(key);
  });

  test("takes a code for what its first row says", () => {
    const codes = codesOf([
      ["DELIVERED", null, "OK DL"],
      ["LOST", null, "DL"],
    ]);
    expect(codes.get("DL")).toEqual({ status: "DELIVERED", reason: null });
  });
});
