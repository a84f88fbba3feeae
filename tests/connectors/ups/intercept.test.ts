import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { InterceptAnswer, InterceptRequest } from "../../../src/connectors/intercept.js";
import { upsIntercept } from "../../../src/connectors/ups/intercept.js";
import { type UpsSettings, upsSettings } from "../../../src/connectors/ups/settings.js";
import type { Asked, Failure } from "../../support/json-server.js";
import { BREMEN, HAMBURG } from "../../support/orders.js";
import { failure, refusal, startUpsApi, type UpsParcel } from "../../support/ups-api.js";

let ups: Awaited<ReturnType<typeof startUpsApi>>;
let settings: UpsSettings;
let count = 0;
beforeAll(async () => {
  ups = await startUpsApi();
  settings = upsSettings.parse(ups.settings);
});
afterAll(() => ups.close());
beforeEach(() => ups.forget());

const ship = (more: Partial<UpsParcel> = {}) => {
  const trackingNumber = `1Z999AA1${String(++count).padStart(10, "0")}`;
  return { trackingNumber, parcel: ups.ship(trackingNumber, more) };
};
const REDIRECT = { kind: "REDIRECT", shipTo: BREMEN } as const;
const RETURN = { kind: "RETURN_TO_SENDER" } as const;
const ask = (trackingNumber: string, wish: InterceptRequest["wish"], more: Partial<UpsSettings> = {}) =>
  upsIntercept.request(
    { ...settings, ...more },
    { idempotencyKey: `intercept:${trackingNumber}`, trackingNumber, labelShipTo: HAMBURG, wish },
  );
const changes = () => ups.asked.filter(({ url }) => /redirect|return/.test(url.pathname));

describe("a parcel on its way", () => {
  test("is sent to another address", async () => {
    const { trackingNumber, parcel } = ship();
    expect(await ask(trackingNumber, REDIRECT)).toEqual({
      outcome: "ACCEPTED",
      reference: "ASR1212",
      nativeMessage: null,
    });
    expect(parcel.intercept?.body).toEqual({
      requestType: "AA",
      requesterContactInfo: { name: "Dispatch", telephone: "+4940123456" },
      newDeliveryAddress: {
        ...{ addressNickName: "New address", nameOrCompanyName: "Nordlicht Elektronik AG" },
        ...{ contactName: "Nordlicht Elektronik AG", phoneNumber: "+4940123456" },
        addressInfo: {
          addressLine1: "Konsul-Smidt-Straße 8",
          city: "Bremen",
          postalCode: "28217",
          countryCode: "DE",
        },
      },
    });
    expect(await upsIntercept.state(settings, trackingNumber)).toEqual({
      ...{ status: "REQUESTED", nativeMessage: "A delivery intercept was requested" },
    });
  });

  test("is sent back, for a reason that UPS offers", async () => {
    const { trackingNumber, parcel } = ship();
    expect(await ask(trackingNumber, RETURN, { returnReason: "KV" })).toMatchObject({ outcome: "ACCEPTED" });
    expect(parcel.intercept?.body).toMatchObject({ requestType: "RS", reasonForReturn: "AN" });
  });

  test("is asked about with one token, and with a new one when it has ended", async () => {
    const { trackingNumber } = ship();
    await upsIntercept.state(settings, trackingNumber);
    ups.forget();
    await upsIntercept.state(settings, trackingNumber);
    expect(ups.asked.some(({ url }) => url.pathname.includes("oauth"))).toBe(false);
    ups.endTokens();
    expect(await upsIntercept.state(settings, trackingNumber)).toMatchObject({ status: "NONE" });
  });
});

describe("what UPS would not do", () => {
  test.each<
    [string, Partial<UpsParcel>, InterceptRequest["wish"], Partial<UpsSettings>, Partial<InterceptAnswer>]
  >([
    [
      "with one that was delivered",
      { eligible: false, activities: [["D", "FS", "DELIVERED"]] },
      REDIRECT,
      {},
      { outcome: "REFUSED", refusal: "CUTOFF_PASSED", nativeMessage: "DELIVERED" },
    ],
    [
      "with one that is out for delivery",
      { eligible: false, activities: [["I", "OT", "Out For Delivery Today"]] },
      RETURN,
      {},
      { outcome: "REFUSED", refusal: "CUTOFF_PASSED" },
    ],
    [
      "with one of a service that knows none",
      { eligible: false },
      REDIRECT,
      {},
      { outcome: "REFUSED", refusal: "UNSUPPORTED", nativeMessage: "Departed from Facility" },
    ],
    [
      "to a street that is too long",
      {},
      { kind: "REDIRECT", shipTo: { ...BREMEN, lines: ["x".repeat(51)] } },
      {},
      { outcome: "REFUSED", refusal: "VALIDATION" },
    ],
    [
      "to a country without a code",
      {},
      { kind: "REDIRECT", shipTo: { ...BREMEN, country: "Absurdistan" } },
      {},
      { outcome: "REFUSED", refusal: "VALIDATION" },
    ],
    [
      "with a secret that is not ours",
      {},
      REDIRECT,
      { clientSecret: "old" },
      { outcome: "REFUSED", refusal: "PERMISSION" },
    ],
    [
      "without a client id",
      {},
      REDIRECT,
      { clientId: undefined },
      { outcome: "REFUSED", refusal: "UNSUPPORTED" },
    ],
    [
      "for less than it costs",
      {},
      REDIRECT,
      { chargeMax: { amount: "20", currency: "USD" } },
      { outcome: "REFUSED", refusal: "APPROVAL_REQUIRED" },
    ],
  ])("%s", async (_, parcel, wish, more, expected) => {
    const shipped = ship(parcel);
    const from = { line: "Dock 1", city: "Leipzig", postalCode: "04109", country: "DE" };
    expect(await ask(shipped.trackingNumber, wish, { shipFrom: from, ...more })).toMatchObject(expected);
    expect(shipped.parcel.intercept).toBeNull();
    expect(changes()).toHaveLength(0);
  });

  test.each<[string, string, Partial<InterceptAnswer>]>([
    ["less than the limit", "21.00", { outcome: "ACCEPTED" }],
    [
      "more than the limit, by a cent",
      "21.01",
      { outcome: "REFUSED", nativeMessage: "it costs 21.01 USD, and may cost 21.00 USD" },
    ],
  ])("for %s", async (_, charge, expected) => {
    const shipFrom = { line: "Dock 1", city: "Leipzig", postalCode: "04109", country: "DE" };
    const { trackingNumber } = ship({ charge });
    const chargeMax = { amount: "21.00", currency: "USD" };
    expect(await ask(trackingNumber, REDIRECT, { shipFrom, chargeMax })).toMatchObject(expected);
  });

  test("with another carrier's number, or with a price nobody can tell", async () => {
    expect(await ask("00340434161094042557", RETURN)).toMatchObject({
      outcome: "REFUSED",
      refusal: "UNSUPPORTED",
    });
    const { trackingNumber } = ship();
    const answer = await ask(trackingNumber, REDIRECT, { chargeMax: { amount: "99", currency: "USD" } });
    expect(answer).toMatchObject({ outcome: "REFUSED", refusal: "APPROVAL_REQUIRED" });
  });
});

describe("an answer that is none", () => {
  const isChange = ({ url }: Asked) => /redirect|return/.test(url.pathname);
  const isLook = ({ url }: Asked) => url.pathname.includes("eligibility");
  test.each<[string, (asked: Asked) => boolean, Failure, Partial<InterceptAnswer>, boolean]>([
    ["silence after success", isChange, "SILENT", { outcome: "UNCERTAIN" }, true],
    ["a cut after success", isChange, "LOST", { outcome: "UNCERTAIN" }, true],
    ["half of one", isChange, "HALF", { outcome: "UNCERTAIN" }, true],
    ["a cut before", isChange, "CUT", { outcome: "UNCERTAIN" }, false],
    ["a page", isChange, { status: 200, body: "<html>Akamai</html>" }, { outcome: "UNCERTAIN" }, false],
    [
      "a fault of UPS's own inside a success",
      isChange,
      failure("500", "System Error"),
      { outcome: "UNCERTAIN" },
      false,
    ],
    [
      "a refusal inside a success",
      isChange,
      failure("1201", "Package is not eligible"),
      { outcome: "REFUSED", refusal: "UNSUPPORTED", nativeMessage: "1201: Package is not eligible" },
      false,
    ],
    [
      "a refusal of the address",
      isChange,
      failure("1310", "The address could not be validated"),
      { outcome: "REFUSED", refusal: "VALIDATION" },
      false,
    ],
    [
      "a claim for payment",
      isChange,
      failure("1400", "Payment is required for the charges"),
      { outcome: "REFUSED", refusal: "APPROVAL_REQUIRED" },
      false,
    ],
    [
      "a refusal of the request",
      isChange,
      refusal(400, "710", "Failure due to input validation error"),
      { outcome: "REFUSED", refusal: "VALIDATION" },
      false,
    ],
    [
      "a refusal of the user",
      isChange,
      refusal(401, "605", "Package address token does not match"),
      { outcome: "REFUSED", refusal: "PERMISSION" },
      false,
    ],
    [
      "too many requests",
      isChange,
      { status: 429, body: "{}", headers: { "retry-after": "30" } },
      { outcome: "RETRY", afterMs: 30_000 },
      false,
    ],
    [
      "too many requests, while looking",
      isLook,
      { status: 429, body: "{}", headers: { "retry-after": "5" } },
      { outcome: "RETRY", afterMs: 5000 },
      false,
    ],
    ["a cut while looking", isLook, "CUT", { outcome: "RETRY" }, false],
  ])("%s", async (_, fits, fails, expected, isMade) => {
    const { trackingNumber, parcel } = ship();
    ups.failOn(fits, fails);
    expect(await ask(trackingNumber, RETURN)).toMatchObject(expected);
    expect(parcel.intercept !== null).toBe(isMade);
    const { status } = await upsIntercept.state(settings, trackingNumber);
    expect(status).toBe(isMade ? "REQUESTED" : "NONE");
    // A second try makes no second intercept.
    ups.forget();
    expect(await ask(trackingNumber, RETURN)).toMatchObject({ outcome: "ACCEPTED" });
    expect(changes()).toHaveLength(isMade ? 0 : 1);
  });

  test("to another address that stands there already is uncertain: UPS does not say which", async () => {
    const { trackingNumber } = ship();
    await ask(trackingNumber, REDIRECT);
    ups.forget();
    expect(await ask(trackingNumber, REDIRECT)).toMatchObject({ outcome: "UNCERTAIN" });
    expect(changes()).toHaveLength(0);
  });
});

test.each<[string, [string, string, string][], string]>([
  ["one that was only asked for", [["I", "DI", "A delivery intercept was requested"]], "REQUESTED"],
  [
    "one that turned the parcel around",
    [
      ["I", "RS", "The package is being returned to the sender"],
      ["I", "DI", "A delivery intercept was requested"],
    ],
    "DONE",
  ],
  ["one by UPS's type", [["RS", "RS", "Quux"]], "DONE"],
  [
    "a parcel that has another address",
    [
      ["D", "FS", "DELIVERED"],
      ["I", "DC", "The delivery change was completed"],
    ],
    "DONE",
  ],
  [
    "a parcel that was faster",
    [
      ["D", "FS", "DELIVERED"],
      ["I", "DI", "A delivery intercept was requested"],
    ],
    "FAILED",
  ],
  [
    "one that failed",
    [
      ["I", "DX", "We were unable to intercept the package"],
      ["I", "DI", "A delivery intercept was requested"],
    ],
    "FAILED",
  ],
  ["one that was taken back", [["I", "DX", "The delivery intercept was canceled"]], "FAILED"],
  ["none", [["I", "DP", "Departed from Facility"]], "NONE"],
  ["none, and delivered", [["D", "FS", "DELIVERED"]], "NONE"],
])("the state of %s", async (_, activities, status) => {
  const { trackingNumber } = ship({ activities });
  expect(await upsIntercept.state(settings, trackingNumber)).toMatchObject({ status });
});

test("a state that cannot be had is an error that says to come again", async () => {
  const { trackingNumber } = ship();
  await upsIntercept.state(settings, trackingNumber);
  for (const fails of ["CUT", "HALF", "SILENT", { status: 500, body: "" }] satisfies Failure[]) {
    ups.fail(fails);
    await expect(upsIntercept.state(settings, trackingNumber)).rejects.toMatchObject({
      next: { kind: "retry" },
    });
  }
});
