import { BlockList, isIP } from "node:net";

/** Networks that are nobody's on the internet: this machine, houses, links, tests, groups, and ways around to them. */
// biome-ignore format: a list of networks reads best in few lines
const INSIDE: readonly (readonly [network: string, bits: number])[] = [
  ["0.0.0.0", 8], ["10.0.0.0", 8], ["100.64.0.0", 10], ["127.0.0.0", 8], ["169.254.0.0", 16], ["172.16.0.0", 12],
  ["192.0.0.0", 24], ["192.0.2.0", 24], ["192.88.99.0", 24], ["192.168.0.0", 16], ["198.18.0.0", 15],
  ["198.51.100.0", 24], ["203.0.113.0", 24], ["224.0.0.0", 3],
];
/** IPv6 that is not 2000::/3 is not public; of that, these are not either: tunnels end anywhere. */
const INSIDE_6: readonly (readonly [network: string, bits: number])[] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
];

const inside = new BlockList();
for (const [network, bits] of INSIDE) inside.addSubnet(network, bits, "ipv4");
for (const [network, bits] of INSIDE_6) inside.addSubnet(network, bits, "ipv6");
const world6 = new BlockList();
world6.addSubnet("2000::", 3, "ipv6");

/** True for an address that belongs to somebody on the internet. */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, "");
  if (isIP(bare) === 4) return !inside.check(bare, "ipv4");
  // Everything else IPv6 holds, also IPv4 in its clothes, lies outside of 2000::/3.
  return isIP(bare) === 6 && world6.check(bare, "ipv6") && !inside.check(bare, "ipv6");
}
