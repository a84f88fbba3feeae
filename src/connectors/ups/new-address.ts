import type { PostalAddress } from "../../domain/address.js";
import type { UpsSettings } from "./settings.js";

/** How long UPS lets the lines of an address be. */
const LINE_CHARS = [50, 35, 35] as const;
const CITY_CHARS = 30;
const STATE_CHARS = 5;
const PHONE_DIGITS = 13;

/** What UPS would not take of an address, in words; null if it takes it. Nothing is cut: half a street is another street. */
export function faultOfAddress({ lines, city, region, country }: PostalAddress): string | null {
  if (lines.length === 0 || lines.length > LINE_CHARS.length)
    return `UPS takes one to ${LINE_CHARS.length} lines of address`;
  const long = lines.find((line, at) => line.length > (LINE_CHARS[at] ?? 0));
  if (long !== undefined) return `"${long}" is longer than UPS takes`;
  if (city === null || city.length > CITY_CHARS) return `UPS needs a city of up to ${CITY_CHARS} characters`;
  if (country === null || !/^[A-Z]{2}$/.test(country)) return "UPS needs the country as a code";
  if (country === "US" && (region === null || region.length > STATE_CHARS))
    return "UPS needs the state as a code";
  return null;
}

/** An address as UPS writes it; one that has no fault. */
export function upsAddress(address: PostalAddress, { requester }: UpsSettings) {
  const { recipient, department, lines, city, region, postalCode, country } = address;
  const phoneNumber = phoneOf(address.phone) ?? requester?.telephone ?? "";
  const name = recipient ?? department ?? lines[0] ?? "";
  return {
    ...{
      addressNickName: "New address",
      nameOrCompanyName: name,
      contactName: department ?? name,
      phoneNumber,
    },
    addressInfo: {
      ...Object.fromEntries(lines.map((line, at) => [`addressLine${at + 1}`, line])),
      ...{ city: city ?? "", countryCode: country ?? "" },
      ...(region === null || region.length > STATE_CHARS ? {} : { state: region }),
      ...(postalCode === null ? {} : { postalCode }),
    },
  };
}

function phoneOf(phone: string | null): string | null {
  const digits = (phone ?? "").replace(/\D/g, "");
  return (phone ?? "").trim().startsWith("+") && digits.length > 0 && digits.length <= PHONE_DIGITS
    ? `+${digits}`
    : null;
}
