import bookingModule from ".."
import { adviceOn, parseOptions } from "../options"

const token_secret = "16 characters, at"

/** What is missing, where it is set, and how one is made. */
const NO_SECRET =
  "  - token_secret: is missing. Is RESOURCE_BOOKING_TOKEN_SECRET in the environment, or in .env? openssl rand -hex 32 makes one"

/** The lines of the message that wrong options end in. */
function complaints(options: unknown): string[] {
  try {
    parseOptions(options)
  } catch (error) {
    const [title, ...lines] = (error as Error).message.split("\n")
    expect(title).toBe(
      "The options of the resource_booking module are not valid:"
    )
    return lines
  }
  throw new Error("the options were taken")
}

describe("parseOptions", () => {
  it("fills in the defaults (R10, R17)", () => {
    expect(parseOptions({ token_secret })).toEqual({
      default_timezone: "Australia/Brisbane",
      hold_ttl_minutes: 30,
      hold_lifetime_minutes: 120,
      checkout_grace_minutes: 15,
      expiring_notice_minutes: 5,
      late_payment: { policy: "refund", overbook_limit: 1 },
      on_payment_failure: "keep",
      show_unlinked: true,
      limits: {
        live_holds: 10,
        units: 50,
        resource_dates: 366,
        holds_per_minute: 30,
        address_holds_per_minute: 300,
        address_live_holds: 500,
        address_resource_dates: 1_500,
        address_share: 0.5,
        address_window_days: 28,
        address_reads_per_minute: 6_000,
      },
      trust_proxy: false,
      lock_timeout_ms: 2_000,
      statement_timeout_ms: 5_000,
      expiry_batch: 500,
      hooks: true,
      validate_hold_timeout_ms: 2_000,
      clock: true,
      health: {
        overdue_hold_seconds: 180,
        outbox_lag_seconds: 60,
        reconciliation_seconds: 900,
        delivery_seconds: 300,
      },
      pool: {
        ...{ max: 8, reads: 4, upkeep: 3, reports: 2 },
        ...{ acquire_timeout_ms: 2_000, prepared_statements: true },
      },
      personal_data_retention_days: 30,
      ended_hold_retention_days: 90,
      log_retention_months: 24,
      token_secret,
    })
  })

  it("keeps what is given, and fills in beside it", () => {
    const options = parseOptions({
      token_secret,
      default_timezone: "Europe/Berlin",
      hold_ttl_minutes: 0.5,
      limits: { live_holds: 3 },
      pool: { max: 20 },
      trust_proxy: 1,
    })
    expect(options).toMatchObject({
      default_timezone: "Europe/Berlin",
      hold_ttl_minutes: 0.5,
      limits: { live_holds: 3, units: 50 },
      pool: {
        ...{ max: 20, reads: 4, upkeep: 3, reports: 2 },
        ...{ acquire_timeout_ms: 2_000, prepared_statements: true },
      },
      trust_proxy: 1,
    })
  })

  it("turns the limits off by the option or the environment", () => {
    const off = parseOptions({ token_secret, limits: "off" })
    expect(off.limits).toBe("off")
    const env = { RESOURCE_BOOKING_LIMITS: "off" }
    const given = { token_secret, limits: { live_holds: 3 } }
    expect(parseOptions(given, env).limits).toBe("off")
  })

  it.each([undefined, "", "on", "0", "OFF"])(
    "leaves the limits on when the environment says %j",
    (RESOURCE_BOOKING_LIMITS) => {
      const env = { RESOURCE_BOOKING_LIMITS }
      const { limits } = parseOptions({ token_secret }, env)
      expect(limits).toMatchObject({ live_holds: 10 })
    }
  )

  it("stops the clock by the option or the environment", () => {
    expect(parseOptions({ token_secret, clock: false }).clock).toBe(false)
    const env = { RESOURCE_BOOKING_CLOCK: "off" }
    expect(parseOptions({ token_secret }, env).clock).toBe(false)
    const on = { RESOURCE_BOOKING_CLOCK: "on" }
    expect(parseOptions({ token_secret, clock: false }, on).clock).toBe(false)
  })

  it.each([
    ["true", true],
    ["false", false],
    ["2", 2],
    ["10.0.0.0/8, loopback", "10.0.0.0/8, loopback"],
    [undefined, false],
  ])("takes trust_proxy from an environment: %j", (text, meant) => {
    const { trust_proxy } = parseOptions({ token_secret, trust_proxy: text })
    expect(trust_proxy).toBe(meant)
  })

  it("ignores the connection that Medusa adds", () => {
    const database = { clientUrl: "postgres://localhost/store" }
    const options = parseOptions({ token_secret, database })
    expect(options).toEqual(parseOptions({ token_secret }))
    expect(options).not.toHaveProperty("database")
  })

  it.each(["line_title", "validate_hold"] as const)(
    "takes a function for %s, and nothing else",
    (name) => {
      const own = () => "Two nights"
      expect(parseOptions({ token_secret, [name]: own })[name]).toBe(own)
      expect(complaints({ token_secret, [name]: "Two nights" })).toEqual([
        `  - ${name}: must be a function`,
      ])
    }
  )

  it("reads its own section of a plugin's options", () => {
    const own = { token_secret, hold_ttl_minutes: 7 }
    const database = { clientUrl: "postgres://localhost/store" }
    const options = parseOptions({ database, resource_booking: own })
    expect(options).toEqual(parseOptions(own))
    expect(options.hold_ttl_minutes).toBe(7)
  })

  it("refuses what is beside its section, and in none", () => {
    const own = { token_secret, color: "red" }
    expect(complaints({ resource_booking: own, clock: false }).sort()).toEqual([
      "  - clock: belongs in the section resource_booking",
      expect.stringMatching(/^ {2}- options: .*"color"/),
    ])
    expect(complaints({ resource_booking: null })).toEqual([
      expect.stringMatching(/^ {2}- options: /),
    ])
  })

  it.each([
    "postgres://booking:secret@127.0.0.1:6432/store",
    {
      connectionString: "postgresql://db.example.com/store",
      ssl: { rejectUnauthorized: false },
      searchPath: "shop",
    },
  ])("takes a connection of its own: %j", (connection) => {
    const options = parseOptions({ token_secret, connection })
    expect(options.connection).toEqual(connection)
  })

  it("asks for the secret when no options are given at all", () => {
    for (const given of [undefined, null, {}]) {
      expect(complaints(given)).toEqual([NO_SECRET])
    }
  })

  it("has a line for each option that is wrong", () => {
    const lines = complaints({
      token_secret: "short",
      default_timezone: "Brisbane",
      pool: { max: 1 },
      color: "red",
    })
    expect(lines.sort()).toEqual([
      "  - default_timezone: must be a time zone name such as Australia/Brisbane",
      expect.stringMatching(/^ {2}- options: .*"color"/),
      expect.stringMatching(/^ {2}- pool\.max: .*2/),
      "  - token_secret: must have at least 16 characters; openssl rand -hex 32 makes a good one",
    ])
  })

  it("says what is wrong inside the limits", () => {
    const limits = { units: 0, live_holds: "x", color: 1 }
    expect(complaints({ token_secret, limits }).sort()).toEqual([
      expect.stringMatching(/^ {2}- limits.live_holds: .*number/),
      expect.stringMatching(/^ {2}- limits.units: .*>0/),
      expect.stringMatching(/^ {2}- limits: .*"color"/),
    ])
    for (const wrong of ["none", 5, null]) {
      expect(complaints({ token_secret, limits: wrong })).toEqual([
        '  - limits: must be an object, or "off"',
      ])
    }
  })

  it("refuses holds that are longer than they may live", () => {
    const options = { hold_ttl_minutes: 60, hold_lifetime_minutes: 59 }
    expect(complaints({ token_secret, ...options })).toEqual([
      "  - hold_ttl_minutes: must not be longer than hold_lifetime_minutes",
    ])
  })

  it.each<[string, Record<string, unknown>]>([
    ["hold_ttl_minutes", { hold_ttl_minutes: 0 }],
    ["hold_ttl_minutes", { hold_ttl_minutes: "30" }],
    ["hold_lifetime_minutes", { hold_lifetime_minutes: 7 * 24 * 60 + 1 }],
    ["checkout_grace_minutes", { checkout_grace_minutes: NaN }],
    ["expiring_notice_minutes", { expiring_notice_minutes: -1 }],
    ["limits.live_holds", { limits: { live_holds: 0 } }],
    ["lock_timeout_ms", { lock_timeout_ms: 49 }],
    ["statement_timeout_ms", { statement_timeout_ms: 1.5 }],
    ["validate_hold_timeout_ms", { validate_hold_timeout_ms: 49 }],
    ["expiry_batch", { expiry_batch: 5_001 }],
    ["health.outbox_lag_seconds", { health: { outbox_lag_seconds: 0 } }],
    ["connection", { connection: "mysql://localhost/store" }],
    ["connection.connectionString", { connection: {} }],
    ["pool.max", { pool: { max: 101 } }],
    ["pool.reads", { pool: { reads: 0 } }],
    ["pool.upkeep", { pool: { upkeep: 1 } }],
    ["pool.reports", { pool: { reports: 1.5 } }],
    ["pool.prepared_statements", { pool: { prepared_statements: "no" } }],
    ["pool.replica_url", { pool: { replica_url: "" } }],
    ["pool.replica_url", { pool: { replica_url: "mysql://standby/store" } }],
    ["pool.replica_url", { pool: { replica_url: "postgres://a:b@c:d" } }],
    ["personal_data_retention_days", { personal_data_retention_days: -1 }],
    ["ended_hold_retention_days", { ended_hold_retention_days: 3_651 }],
    ["log_retention_months", { log_retention_months: 0 }],
    ["trust_proxy", { trust_proxy: -1 }],
  ])("refuses a wrong %s: %j", (name, wrong) => {
    const [line, ...more] = complaints({ token_secret, ...wrong })
    expect(line?.startsWith(`  - ${name}: `)).toBe(true)
    expect(more).toEqual([])
  })
})

describe("a migration", () => {
  it("makes no table for a store without the secret", () => {
    const nowhere = { clientUrl: "postgres://127.0.0.1:1/none" }
    const run = () =>
      bookingModule.runMigrations({ options: { database: nowhere } })
    expect(run).toThrow(NO_SECRET)
  })
})

describe("adviceOn", () => {
  it("names the zone that a store has, if it has chosen none", () => {
    for (const given of [undefined, {}, { default_timezone: undefined }]) {
      expect(adviceOn(given)).toEqual([
        "resource_booking: the option default_timezone is not set: new resources and reports use Australia/Brisbane",
      ])
    }
  })

  it("says nothing to a store that has chosen", () => {
    for (const default_timezone of ["Europe/Berlin", "Australia/Brisbane"]) {
      expect(adviceOn({ default_timezone })).toEqual([])
      expect(adviceOn({ resource_booking: { default_timezone } })).toEqual([])
    }
  })
})
