import { type Answer, type Asked, startJsonServer } from "./json-server.js";

const CLIENT = "client";
const SECRET = "secret";

/** A parcel as UPS knows it. */
export interface UpsParcel {
  /** Newest first: type, code and words. */
  activities: [type: string, code: string, words: string][];
  eligible: boolean;
  intercept: { readonly kind: "AA" | "RS"; readonly body: Record<string, unknown> } | null;
  /** What an intercept costs, in USD. */
  charge: string;
}

/** UPS's APIs for tokens, intercepts and tracking, as its published descriptions say they answer. */
export async function startUpsApi() {
  const parcels = new Map<string, UpsParcel>();
  const tokens = new Set<string>();
  let issued = 0;

  const token = ({ headers, body }: Asked): Answer => {
    const expected = `Basic ${Buffer.from(`${CLIENT}:${SECRET}`).toString("base64")}`;
    if (headers.authorization !== expected || !body.includes("grant_type=client_credentials"))
      return gateway(401, "10401", "ClientId is Invalid");
    const value = `token-${++issued}`;
    tokens.add(value);
    return {
      status: 200,
      body: { token_type: "Bearer", access_token: value, expires_in: "14399", status: "approved" },
    };
  };

  const eligibility = (parcel: UpsParcel): Answer => {
    const says = (is: boolean) => (is ? "ELIGIBLE" : "NOT_ELIGIBLE");
    const of = (interceptFeature: string, kind: "AA" | "RS", more: object = {}) => ({
      interceptFeature,
      eligibilityValue: {
        createEligibility: says(parcel.eligible && parcel.intercept === null),
        modifyEligibility: says(false),
        cancelEligibility: says(parcel.intercept?.kind === kind),
        ...more,
      },
    });
    const commonEligibilityMap = [
      of("RD", "AA"),
      of("RTS", "RS", { reasonOptionsForRTS: [{ id: "AN", value: "Duplicate Order" }, { id: "FA" }] }),
    ];
    const head = { transactionId: "b2e514fc8a2", statusCode: "000", statusMsg: "SUCCESS", success: true };
    return {
      status: 200,
      body: { response: { ...head, errors: null, warnings: null, commonEligibilityMap } },
    };
  };

  const intercept = (parcel: UpsParcel, kind: "AA" | "RS", body: Record<string, unknown>): Answer => {
    const contact = body.requesterContactInfo as { name?: string; telephone?: string } | undefined;
    if (body.requestType !== kind || !contact?.name || !/^\+\d{1,13}$/.test(contact.telephone ?? ""))
      return refusal(400, "710", "Failure due to input validation error");
    if (kind === "RS" && !["AN", "FA"].includes(String(body.reasonForReturn)))
      return refusal(400, "710", "Failure due to input validation error");
    // Its refusals call themselves a success.
    if (!parcel.eligible) return failure("1201", "Package is not eligible for the requested intercept");
    if (parcel.intercept !== null) return failure("1202", "An intercept was already requested");
    parcel.intercept = { kind, body };
    parcel.activities.unshift(["I", "DI", "A delivery intercept was requested"]);
    return done;
  };

  const charges = (parcel: UpsParcel, body: Record<string, unknown>): Answer => {
    const [rating] = (body.ratingRequest ?? []) as Record<string, { city?: string }>[];
    if (!rating?.fromAddress?.city || !rating.toAddress?.city)
      return refusal(400, "710", "Failure due to input validation error");
    const chargeInfo = [{ trackingNumber: "", totalCharge: parcel.charge, chargeCurrency: "USD" }];
    return {
      status: 200,
      body: { response: { transactionId: "ASR1212", statusCode: "000", success: true, chargeInfo } },
    };
  };

  const track = (trackingNumber: string, parcel: UpsParcel): Answer => {
    const activity = parcel.activities.map(([type, code, description], at) => ({
      ...{ date: "20261129", time: String(200_000 - at).padStart(6, "0") },
      status: { type, code, description },
    }));
    return {
      status: 200,
      body: {
        trackResponse: {
          shipment: [{ inquiryNumber: trackingNumber, package: [{ trackingNumber, activity }] }],
        },
      },
    };
  };

  const server = await startJsonServer((asked): Answer => {
    const { url, headers, method } = asked;
    if (url.pathname === "/security/v1/oauth/token") return token(asked);
    if (!tokens.has((headers.authorization ?? "").replace("Bearer ", "")))
      return gateway(401, "250002", "Invalid Authentication Information.");
    const trackingNumber = url.pathname.split("/").at(-1) ?? "";
    const parcel = parcels.get(trackingNumber);
    const body = asked.body === "" ? {} : JSON.parse(asked.body);
    const path = url.pathname.replace(`/${trackingNumber}`, "");
    if (path === "/api/track/v1/details")
      return parcel === undefined
        ? gateway(404, "TW0001", "Tracking Information Not Found")
        : track(trackingNumber, parcel);
    const id = headers.transid;
    if (
      typeof id !== "string" ||
      !/^[a-zA-Z0-9-.]{3,14}$/.test(id) ||
      headers.platformtype !== "XOLT" ||
      headers.inquirytype !== "U"
    )
      return refusal(400, "710", "Failure due to input validation error");
    if (parcel === undefined) return refusal(400, "1301", "No tracking information found");
    if (method === "GET" && path === "/api/deliveryintercept/v2/eligibility/intercept")
      return eligibility(parcel);
    if (path === "/api/deliveryintercept/v2/charges") return charges(parcel, body);
    if (path === "/api/deliveryintercept/v2/redirect/address") return intercept(parcel, "AA", body);
    if (path === "/api/deliveryintercept/v2/return") return intercept(parcel, "RS", body);
    return gateway(404, "9999", "no such resource");
  });

  return {
    ...server,
    /** Puts a parcel on its way. */
    ship(trackingNumber: string, more: Partial<UpsParcel> = {}): UpsParcel {
      const parcel: UpsParcel = {
        activities: [["I", "DP", "Departed from Facility"]],
        eligible: true,
        intercept: null,
        charge: "21.00",
        ...more,
      };
      parcels.set(trackingNumber, parcel);
      return parcel;
    },
    /** As UPS does when it takes tokens back. */
    endTokens: () => tokens.clear(),
    settings: {
      ...{ url: server.url, clientId: CLIENT, clientSecret: SECRET, timeoutMs: 3_000 },
      requester: { name: "Dispatch", telephone: "+4940123456" },
    },
  };
}

const done: Answer = {
  status: 200,
  body: {
    transactionId: "ASR1212",
    statusCode: "000",
    statusMsg: "Success",
    success: true,
    errors: null,
    subStatusCode: "",
  },
};
/** An error inside a success, as the intercept answers it. */
export const failure = (errorCode: string, errorMessage: string): Answer => ({
  status: 200,
  body: {
    ...{
      transactionId: "ASR1212",
      statusCode: "000",
      statusMsg: "Success",
      success: false,
      subStatusCode: "",
    },
    errors: [{ errorCode, errorMessage }],
  },
});
export const refusal = (status: number, code: string, message: string): Answer => ({
  status,
  body: { response: { transactionId: "ASR1212", statusCode: String(status), errors: [{ code, message }] } },
});
const gateway = (status: number, code: string, message: string): Answer => ({
  status,
  body: { response: { errors: [{ code, message }] } },
});
