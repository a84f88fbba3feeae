/** True for an address that is listed, or whose domain is (`@hub.example`). */
export function isListed(address: string, list: readonly string[]): boolean {
  const wanted = address.toLowerCase();
  const domain = wanted.slice(wanted.lastIndexOf("@"));
  return list.some((listed) => listed.toLowerCase() === wanted || listed.toLowerCase() === domain);
}
