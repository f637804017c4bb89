import { MAX_ITEMS } from "../../shared/demand"
import { checkVariantLink, decideVariantLink } from "../decide-variant-link"

describe("checkVariantLink", () => {
  it("takes a resource or a group", () => {
    expect(checkVariantLink("v", { resource_id: "r" }).ok).toBe(true)
    expect(checkVariantLink("v", { group_id: "g" }).ok).toBe(true)
  })

  it.each([
    ["v", {}],
    ["v", { resource_id: "r", group_id: "g" }],
    ["", { resource_id: "r" }],
    ["v\0", { resource_id: "r" }],
    ["v".repeat(256), { resource_id: "r" }],
    ["v", { resource_id: "" }],
  ])("refuses %j with %j", (variantId, thing) => {
    expect(checkVariantLink(variantId, thing)).toMatchObject({
      ok: false,
      code: "invalid_data",
    })
  })
})

describe("decideVariantLink", () => {
  it("takes whatever comes first", () => {
    expect(decideVariantLink([], "day").ok).toBe(true)
    expect(decideVariantLink([], null).ok).toBe(true)
  })

  it("takes another thing with the same span", () => {
    expect(decideVariantLink(["day", "day"], "day").ok).toBe(true)
    expect(decideVariantLink(["day"], "night").ok).toBe(false)
  })

  it("takes anything beside a group without members", () => {
    expect(decideVariantLink([null], "night").ok).toBe(true)
    expect(decideVariantLink(["day"], null).ok).toBe(true)
    expect(decideVariantLink([null, "day"], "night").ok).toBe(false)
  })

  it("takes no more things than a hold has items", () => {
    const spans = (n: number) => Array.from({ length: n }, () => null)
    expect(decideVariantLink(spans(MAX_ITEMS - 1), null).ok).toBe(true)
    expect(decideVariantLink(spans(MAX_ITEMS), null).ok).toBe(false)
  })
})
