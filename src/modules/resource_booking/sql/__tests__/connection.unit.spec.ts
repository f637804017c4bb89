import { connectionOf, type SharedConnection } from "../connection"

const STORES = "postgres://localhost/store"
const OWN = "postgres://booking@localhost:6432/store"

const store = (
  config: Partial<SharedConnection["client"]["config"]> = {}
): SharedConnection => ({
  client: {
    config: { connection: { connectionString: STORES, ssl: true }, ...config },
  },
})

describe("connectionOf", () => {
  it("is the store's own, with its TLS and its schema", () => {
    expect(connectionOf(store({ searchPath: ["shop", "public"] }))).toEqual({
      connection: { connectionString: STORES, ssl: true },
      schema: "shop",
    })
  })

  it("is what the option says, and the store's where that says nothing", () => {
    expect(connectionOf(store({ searchPath: "shop" }), OWN)).toEqual({
      connection: { connectionString: OWN, ssl: true },
      schema: "shop",
    })
    const given = { connectionString: OWN, ssl: false, searchPath: "booking" }
    expect(connectionOf(store(), given)).toEqual({
      connection: { connectionString: OWN, ssl: false },
      schema: "booking",
    })
  })

  it("needs no URL of the store's where it has its own", () => {
    const without = store({ connection: {} })
    expect(connectionOf(without, OWN).connection).toEqual({
      ...{ connectionString: OWN, ssl: false },
    })
    expect(() => connectionOf(without)).toThrow(
      "resource_booking: the store has no database URL. Set the option connection."
    )
  })
})
