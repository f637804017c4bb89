/** What one customer of a provider has of IPv6: half of the bits. */
const NETWORK_GROUPS = 4
const GROUPS = 8

/**
 * As whom the limits count a client: its IPv4 address, also where that is
 * written as IPv6; of IPv6 the /64 network, since every client has 2^64
 * addresses in its own. What is no address stays as it is.
 */
export function addressKey(address: string): string {
  const [plain = ""] = address.split("%")
  const groups = groupsOf(plain)
  if (!groups) {
    return address
  }
  const mapped = groups.slice(0, 5).every((group) => group === 0)
  if (mapped && groups[5] === 0xffff) {
    const [high, low] = groups.slice(6) as [number, number]
    return [high >> 8, high & 255, low >> 8, low & 255].join(".")
  }
  const network = groups.slice(0, NETWORK_GROUPS)
  return `${network.map((group) => group.toString(16)).join(":")}::/64`
}

/** The eight numbers of an IPv6 address; null for anything else. */
function groupsOf(address: string): number[] | null {
  if (!address.includes(":") || !URL.canParse(`http://[${address}]`)) {
    return null
  }
  // Every way to write an address has become one.
  const { hostname } = new URL(`http://[${address}]`)
  const [head = "", tail] = hostname.slice(1, -1).split("::")
  const numbers = (text: string) =>
    text === "" ? [] : text.split(":").map((group) => parseInt(group, 16))
  const [before, after] = [numbers(head), numbers(tail ?? "")]
  const missing = GROUPS - before.length - after.length
  return [...before, ...Array<number>(missing).fill(0), ...after]
}
