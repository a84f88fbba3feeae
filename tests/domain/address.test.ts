import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addressLine,
  deliveryPointKey,
  type PostalAddress,
  sameDeliveryPoint,
} from "../../src/domain/address.js";

const at = (
  lines: string[],
  city: string | null = null,
  postalCode: string | null = null,
): PostalAddress => ({
  ...{ recipient: null, department: null, lines, city, region: null, postalCode, country: null, phone: null },
});

const SAME: readonly (readonly [string, PostalAddress, PostalAddress])[] = [
  ["case", at(["Am Sandtorkai 30"], "Hamburg"), at(["AM SANDTORKAI 30"], "HAMBURG")],
  ["punctuation", at(["No. 8, Gaoxin South 1st Road"]), at(["No 8 Gaoxin South 1st Road"])],
  ["spacing", at(["12  Harbor St"]), at(["12 Harbor  St "])],
  ["line breaks", at(["12 Harbor St", "Floor 3"]), at(["12 Harbor St, Floor 3"])],
  ["full width", at(["１２　Ｈａｒｂｏｒ"]), at(["12 Harbor"])],
  ["Street and St", at(["12 Harbor Street"]), at(["12 Harbor St."])],
  ["Road, Building, Floor", at(["1 Road, Building 2, Floor 3"]), at(["1 Rd Bldg 2 Fl 3"])],
  ["Straße and Str.", at(["Gögginger Straße 41"]), at(["Gögginger Str. 41"])],
  ["Straße and STRASSE", at(["Gögginger Straße 41"]), at(["GÖGGINGER STRASSE 41"])],
  ["one word or two", at(["Hauptstr. 5"]), at(["Haupt Straße 5"])],
  [
    "umlauts as two letters",
    at(["Gögginger Str. 41"], "Düsseldorf"),
    at(["Goegginger Str. 41"], "Duesseldorf"),
  ],
  ["umlauts left out", at(["Rue Mercière"], "Lyon"), at(["Rue Merciere"], "Lyon")],
  ["accents composed or not", at(["Mercie\u0300re 14"]), at(["Mercière 14"])],
  ["empty lines", at(["", "12 Harbor St"]), at(["12 Harbor St"])],
  ["the recipient", { ...at(["12 Harbor St"]), recipient: "A" }, { ...at(["12 Harbor St"]), recipient: "B" }],
];
test.each(SAME)("%s makes no other delivery point", (_name, a, b) => {
  expect(deliveryPointKey(a)).toBe(deliveryPointKey(b));
});

const OTHER: readonly (readonly [string, PostalAddress, PostalAddress])[] = [
  ["house number", at(["Am Sandtorkai 30"]), at(["Am Sandtorkai 31"])],
  ["street", at(["12 Harbor St"]), at(["12 Market St"])],
  ["city", at(["12 Harbor St"], "Portland"), at(["12 Harbor St"], "Denver")],
  ["postal code", at(["12 Harbor St"], "Portland", "97210"), at(["12 Harbor St"], "Portland", "97211")],
  ["floor", at(["12 Harbor St", "Floor 3"]), at(["12 Harbor St", "Floor 4"])],
  ["Chinese district", at(["深圳市南山区高新南一道8号"]), at(["深圳市宝安区高新南一道8号"])],
  ["a Japanese voicing mark", at(["かわ町"]), at(["がわ町"])],
  ["names that objects inherit", at(["constructor"]), at(["toString"])],
];
test.each(OTHER)("another %s is another delivery point", (_name, a, b) => {
  expect(sameDeliveryPoint(a, b)).toBe(false);
});

describe("the key", () => {
  test("is text for any address, and spelling it louder does not change it", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" }), { maxLength: 4 }), fc.string(), (lines, city) => {
        const address = at(lines, city);
        expect(deliveryPointKey(address)).toMatch(/^[\p{L}\p{N}\p{M}]*$/u);
        expect(deliveryPointKey({ ...address, lines: lines.map((line) => ` ${line},`) })).toBe(
          deliveryPointKey(address),
        );
      }),
    );
  });

  test("is one line for people", () => {
    expect(
      addressLine({ ...at(["12 Harbor St", ""], "Portland", "97210"), region: "OR", country: "US" }),
    ).toBe("12 Harbor St, 97210, Portland, OR, US");
  });
});
