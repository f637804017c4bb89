import { addressKey } from "../client-address"

describe("addressKey", () => {
  it.each<[string, string, string]>([
    ["an IPv4 address", "203.0.113.7", "203.0.113.7"],
    ["an IPv4 address written as IPv6", "::ffff:203.0.113.7", "203.0.113.7"],
    ["the same in hexadecimal", "::FFFF:cb00:7107", "203.0.113.7"],
    [
      "the network of an IPv6 address",
      "2001:db8:1:2:3:4:5:6",
      "2001:db8:1:2::/64",
    ],
    ["the same of a short one", "2001:DB8:1:2::9", "2001:db8:1:2::/64"],
    ["zeros inside the network", "2001:db8::1", "2001:db8:0:0::/64"],
    ["this machine", "::1", "0:0:0:0::/64"],
    ["a link's own, whatever its interface", "fe80::1%eth0", "fe80:0:0:0::/64"],
    ["what is no address", "unknown", "unknown"],
    ["what only looks like one", "12:34", "12:34"],
  ])("is %s", (_, address, key) => {
    expect(addressKey(address)).toBe(key)
  })
})
