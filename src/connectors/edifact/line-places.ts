import type { Findings } from "../reading/edi/findings.js";
import { type EdiParty, mergedParty } from "../reading/edi/party.js";
import { distinct } from "../reading/values/clean-text.js";
import { type PlacedParty, partiesOf, placesOfDelivery } from "./party.js";
import type { Group } from "./segment.js";

const PLACES_SHOWN_MAX = 5;

/**
 * Where the goods go by the lines, for an order whose heading names no place: the one place of all of them.
 * Lines that go to several places are a doubt, for the order has one.
 */
export function placeOfLines(groups: readonly Group[], findings: Findings): PlacedParty | null {
  const places = groups.map(placeOfLine);
  const names = distinct(places.map((place) => (place === null ? null : nameOf(place.party))));
  if (names.length > 1) {
    const named = names.slice(0, PLACES_SHOWN_MAX).join(", ");
    findings.doubts.push(`The lines go to several places (${named}); the order has one place of delivery.`);
    return null;
  }
  return places.includes(null) ? null : (places[0] ?? null);
}

/** A line's party of delivery; beside a place of delivery, whoever is called the customer there is its address. */
function placeOfLine({ body }: Group): PlacedParty | null {
  const [place, ...others] = placesOfDelivery(body, "buyer");
  if (others.length > 0) return null;
  const roles = place === undefined ? ["DP", "ST"] : ["DP", "ST", "UD"];
  const party = partiesOf(body, "buyer").find((one) => roles.includes(one.party.role));
  if (party === undefined) return place ?? null;
  return place === undefined ? party : { ...party, party: mergedParty(party.party, [place.party]) };
}

const nameOf = ({ name, codes: [code] }: EdiParty): string | null => code?.value ?? name;
