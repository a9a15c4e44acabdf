import { comparableAddress } from "../../src/surveys/comparable-address";

test.each([
  ["82.178.10.20", "82.178.10.20"],
  ["::ffff:82.178.10.20", "82.178.10.20"],
  ["2a00:5400:1:2:aaaa:bbbb:cccc:dddd", "2a00:5400:1:2::/64"],
  ["2a00:5400:1:2::9", "2a00:5400:1:2::/64"],
  ["2a00:5400::9", "2a00:5400:0:0::/64"],
])("%s is compared as %s", (address, compared) => {
  expect(comparableAddress(address)).toBe(compared);
});

test.each(["127.0.0.1", "::1", "10.1.2.3", "172.20.0.1", "192.168.1.1", "100.64.3.4", "169.254.1.1", "fe80::1", "fd00::1", "::ffff:10.0.0.1", "nobody", ""])("%s names no place", (address) => {
  expect(comparableAddress(address)).toBeNull();
});
