import Big from "big.js";
import type { PostalAddress } from "../../domain/address.js";
import { excerptOf, jsonIn, type NotTaken } from "../execution-client.js";
import type { InterceptRequest } from "../intercept.js";
import { firstText } from "../reading/json/tree-path.js";
import { interceptRequest, type Send, tokenFor, wordsIn } from "./api.js";
import { upsAddress } from "./new-address.js";
import type { UpsSettings } from "./settings.js";

/** Says no to what would cost more than it may; null if the price is right, or none was set. */
export async function tooDear(
  settings: UpsSettings,
  look: Send,
  request: InterceptRequest,
): Promise<NotTaken | null> {
  const { chargeMax, shipFrom } = settings;
  if (chargeMax === undefined) return null;
  const goesTo = request.labelShipTo;
  if (shipFrom === undefined || goesTo === undefined)
    return needsApproval("nobody can say what it costs: UPS has to know from where to where the parcel goes");
  const from: PostalAddress = {
    ...{ recipient: null, department: null, lines: [shipFrom.line], city: shipFrom.city, phone: null },
    ...{ region: shipFrom.state ?? null, postalCode: shipFrom.postalCode, country: shipFrom.country },
  };
  const { wish } = request;
  const redirectAddress =
    wish.kind === "REDIRECT" ? { redirectAddress: upsAddress(wish.shipTo, settings) } : {};
  const body = {
    ratingRequest: [
      {
        ...{ ...redirectAddress, fromAddress: infoOf(from, settings), toAddress: infoOf(goesTo, settings) },
        trackInfo: { interceptOption: wish.kind === "REDIRECT" ? "AA" : "RS" },
      },
    ],
  };
  const token = await tokenFor(settings, look);
  const path = `charges/${request.trackingNumber}`;
  const answer = await look(
    interceptRequest(settings, token, `charges:${request.idempotencyKey}`, path, body),
  );
  const said = jsonIn(answer);
  const total = firstText(said, ["response.chargeInfo.totalCharge"]);
  const currency = firstText(said, ["response.chargeInfo.chargeCurrency"]);
  if (total === null || !/^\d+(\.\d+)?$/.test(total))
    return needsApproval(`UPS does not say what it costs: ${wordsIn(said) ?? excerptOf(answer)}`);
  const isCheap = currency === chargeMax.currency && new Big(total).lte(chargeMax.amount);
  return isCheap
    ? null
    : needsApproval(
        `it costs ${total} ${currency ?? ""}, and may cost ${chargeMax.amount} ${chargeMax.currency}`,
      );
}

const infoOf = (address: PostalAddress, settings: UpsSettings) => upsAddress(address, settings).addressInfo;

const needsApproval = (nativeMessage: string): NotTaken => ({
  ...{ outcome: "REFUSED", refusal: "APPROVAL_REQUIRED", nativeMessage },
});
