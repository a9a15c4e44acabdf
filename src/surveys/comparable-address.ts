import { BlockList, isIP, SocketAddress } from "node:net";

/** Addresses that name no place on the internet: a proxy of the house, a local network, nobody. */
const NOWHERE = new BlockList();
for (const [network, prefix] of [["0.0.0.0", 8], ["10.0.0.0", 8], ["100.64.0.0", 10], ["127.0.0.0", 8], ["169.254.0.0", 16], ["172.16.0.0", 12], ["192.168.0.0", 16]] as const) NOWHERE.addSubnet(network, prefix, "ipv4");
for (const [network, prefix] of [["::", 127], ["fc00::", 7], ["fe80::", 10]] as const) NOWHERE.addSubnet(network, prefix, "ipv6");

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/iu;

/**
 * What two answers from one place have in common: an IPv4 address, or the network of an IPv6 address (the rest of which a
 * telephone changes as it likes). Null where it names no place: behind a proxy that nobody said to trust, everybody would
 * seem to be one.
 */
export function comparableAddress(address: string): string | null {
  const plain = MAPPED.exec(address)?.[1] ?? address;
  if (isIP(plain) === 0 || NOWHERE.check(plain, isIP(plain) === 4 ? "ipv4" : "ipv6")) return null;
  return isIP(plain) === 4 ? plain : networkOf(new SocketAddress({ address: plain, family: "ipv6" }).address);
}

/** The first 64 bits. */
function networkOf(address: string): string {
  const [head = "", tail] = address.split("::");
  const first = head === "" ? [] : head.split(":");
  const last = tail === undefined || tail === "" ? [] : tail.split(":");
  const groups = tail === undefined ? first : [...first, ...Array.from({ length: 8 - first.length - last.length }, () => "0"), ...last];
  return `${groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}
