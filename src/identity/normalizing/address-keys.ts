import type { AddressFeatures } from "./features.js";

interface Located {
  readonly recordId: string;
  readonly features: { readonly address: AddressFeatures | null };
}

/**
 * One key for all spellings of one address. Road and number must be the same; then one town or one
 * postcode in common is enough, because sources write a town with its district, or leave either out.
 * Records without a road have no key: what they state is compared as it is written.
 */
export function addressKeys(records: readonly Located[]): ReadonlyMap<string, string> {
  const places: { readonly site: string; readonly members: Located[] }[] = [];
  for (const record of records.toSorted((a, b) => (a.recordId < b.recordId ? -1 : 1))) {
    const { address } = record.features;
    if (address?.road == null) continue;
    const site = `${address.road}|${address.houseNumber}`;
    const near = places.filter(
      (place) => place.site === site && place.members.some((one) => isOneTown(one, record)),
    );
    const [first, ...others] = near;
    if (first === undefined) {
      places.push({ site, members: [record] });
      continue;
    }
    // What this record ties together was one place all along.
    first.members.push(record, ...others.flatMap(({ members }) => members));
    for (const other of others) places.splice(places.indexOf(other), 1);
  }
  return new Map(
    places.flatMap(({ site, members }) => {
      const town = members.map(({ features }) => features.address?.city ?? "").sort()[0] ?? "";
      return members.map(({ recordId }) => [recordId, `${site}|${town}`] as const);
    }),
  );
}

function isOneTown({ features: a }: Located, { features: b }: Located): boolean {
  const [ours, theirs] = [a.address, b.address];
  if (ours === null || theirs === null) return false;
  if (ours.postcode !== null && ours.postcode === theirs.postcode) return true;
  if (ours.city === null || theirs.city === null) return ours.city === theirs.city;
  return ours.city.startsWith(theirs.city) || theirs.city.startsWith(ours.city);
}
