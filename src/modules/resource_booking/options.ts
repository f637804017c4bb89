import { isIP } from "node:net"

import { z } from "zod"

import { isTimezone } from "./domain/shared/calendar"
import { LATE_PAYMENT_POLICIES } from "./records/words"
import { ownSection } from "./sections"
import type { LineFacts, ValidateHold } from "./types"

const minutes = z
  .number()
  .positive()
  .max(7 * 24 * 60)
const limit = z.number().int().positive()

const limits = z
  .object({
    live_holds: limit.default(10),
    units: limit.default(50),
    resource_dates: limit.default(366),
    holds_per_minute: limit.default(30),
    address_holds_per_minute: limit.default(300),
    address_live_holds: limit.default(500),
    address_resource_dates: limit.default(1_500),
    address_share: z.number().positive().max(1).default(0.5),
    address_window_days: limit.max(366).default(28),
    address_reads_per_minute: limit.default(6_000),
  })
  .strict()

const health = z
  .object({
    overdue_hold_seconds: z.number().positive().default(180),
    outbox_lag_seconds: z.number().positive().default(60),
    reconciliation_seconds: z
      .number()
      .positive()
      .default(15 * 60),
    delivery_seconds: z
      .number()
      .positive()
      .default(5 * 60),
  })
  .strict()

const pool = z
  .object({
    max: z.number().int().min(2).max(100).default(8),
    reads: z.number().int().min(1).max(100).default(4),
    upkeep: z.number().int().min(2).max(100).default(3),
    reports: z.number().int().min(1).max(100).default(2),
    acquire_timeout_ms: z.number().int().min(100).max(30_000).default(2_000),
    prepared_statements: z.boolean().default(true),
    replica_url: z
      .string()
      .refine(isPostgresUrl, "must be a PostgreSQL URL")
      .optional(),
  })
  .strict()

function isPostgresUrl(text: string): boolean {
  const protocol = URL.canParse(text) ? new URL(text).protocol : ""
  return ["postgres:", "postgresql:"].includes(protocol)
}

const postgresUrl = z.string().refine(isPostgresUrl, "must be a PostgreSQL URL")

/** The fields that Medusa's own connection has them in. */
const connection = z.union(
  [
    postgresUrl,
    z.strictObject({
      connectionString: postgresUrl,
      ssl: z.union([z.boolean(), z.record(z.string(), z.unknown())]).optional(),
      searchPath: z.string().min(1).optional(),
    }),
  ],
  "must be a PostgreSQL URL, or an object with a connectionString"
)

const latePayment = z
  .object({
    policy: z.enum(LATE_PAYMENT_POLICIES).default("refund"),
    overbook_limit: z.number().int().nonnegative().max(1_000).default(1),
  })
  .strict()

/** As Express takes it: addresses, networks, or its names for some of them. */
function isProxyList(list: string): boolean {
  return list.split(",").every((entry) => {
    const [address = "", prefix] = entry.trim().split("/")
    const bits = isIP(address) === 4 ? 32 : 128
    const isPrefix =
      prefix === undefined || (/^\d+$/.test(prefix) && Number(prefix) <= bits)
    return (
      ["loopback", "linklocal", "uniquelocal"].includes(entry.trim()) ||
      (isIP(address) > 0 && isPrefix)
    )
  })
}

/** A text may come from the environment, which knows nothing else. */
const trustProxy = z.union([
  z.boolean(),
  z.number().int().nonnegative(),
  z.enum(["true", "false"]).transform((text) => text === "true"),
  z.string().regex(/^\d+$/, "must be a number of proxies").transform(Number),
  z.string().refine(isProxyList, "must be a list of IP addresses"),
])

const DEFAULT_TIMEZONE = "Australia/Brisbane"

/** Which variable it comes from is the store's choice; this one is the README's. */
const NO_SECRET =
  "is missing. Is RESOURCE_BOOKING_TOKEN_SECRET in the environment, or in .env? " +
  "openssl rand -hex 32 makes one"

/** A store's own code, which can't be in a file of settings. */
function functionOf<F>() {
  return z.custom<F>(
    (given) => typeof given === "function",
    "must be a function"
  )
}

/** The module's options; docs/reference/options.md describes each. */
export const optionsSchema = z
  .object({
    default_timezone: z
      .string()
      .refine(
        isTimezone,
        `must be a time zone name such as ${DEFAULT_TIMEZONE}`
      )
      .default(DEFAULT_TIMEZONE),
    hold_ttl_minutes: minutes.default(30),
    hold_lifetime_minutes: minutes.default(120),
    checkout_grace_minutes: minutes.default(15),
    expiring_notice_minutes: minutes.default(5),
    late_payment: latePayment.prefault({}),
    on_payment_failure: z.enum(["keep", "release"]).default("keep"),
    limits: z
      .union([limits, z.literal("off")], 'must be an object, or "off"')
      .prefault({}),
    trust_proxy: trustProxy.default(false),
    lock_timeout_ms: z.number().int().min(50).max(10_000).default(2_000),
    statement_timeout_ms: z.number().int().min(100).max(60_000).default(5_000),
    expiry_batch: z.number().int().min(1).max(5_000).default(500),
    clock: z.boolean().default(true),
    health: health.prefault({}),
    hooks: z.boolean().default(true),
    line_title: functionOf<(facts: LineFacts) => string>().optional(),
    validate_hold: functionOf<ValidateHold>().optional(),
    validate_hold_timeout_ms: z
      .number()
      .int()
      .min(50)
      .max(10_000)
      .default(2_000),
    show_unlinked: z.boolean().default(true),
    connection: connection.optional(),
    pool: pool.prefault({}),
    personal_data_retention_days: z
      .number()
      .int()
      .nonnegative()
      .max(3_650)
      .default(30),
    log_retention_months: z.number().int().min(1).max(1_200).default(24),
    ended_hold_retention_days: z
      .number()
      .int()
      .nonnegative()
      .max(3_650)
      .default(90),
    token_secret: z
      .string({
        error: ({ input }) => (input === undefined ? NO_SECRET : undefined),
      })
      .min(
        16,
        "must have at least 16 characters; openssl rand -hex 32 makes a good one"
      ),
  })
  .strict()
  .refine((o) => o.hold_ttl_minutes <= o.hold_lifetime_minutes, {
    message: "must not be longer than hold_lifetime_minutes",
    path: ["hold_ttl_minutes"],
  })

export type ResourceBookingOptions = z.input<typeof optionsSchema>
export type Options = z.output<typeof optionsSchema>
export type Limits = Exclude<Options["limits"], "off">

type Environment = Partial<
  Record<"RESOURCE_BOOKING_LIMITS" | "RESOURCE_BOOKING_CLOCK", string>
>

/**
 * Checks the options at start and fills in the defaults.
 *
 * @param given the module's own, or a plugin's: see sections.ts
 * @throws Error with one line for each option that is wrong
 */
export function parseOptions(given: unknown, env: Environment = {}): Options {
  const { own, strays } = ownSection(given)
  const parsed = optionsSchema.safeParse(own)
  const lines = [
    ...strays.map(
      (name) => `  - ${name}: belongs in the section resource_booking`
    ),
    ...(parsed.error?.issues ?? [])
      .flatMap(insideUnion)
      .map(
        ({ path, message }) => `  - ${path.join(".") || "options"}: ${message}`
      ),
  ]
  if (!parsed.success || lines.length > 0) {
    throw new Error(
      `The options of the resource_booking module are not valid:\n${lines.join("\n")}`
    )
  }
  return {
    ...parsed.data,
    ...(env.RESOURCE_BOOKING_LIMITS === "off" ? { limits: "off" } : {}),
    ...(env.RESOURCE_BOOKING_CLOCK === "off" ? { clock: false } : {}),
  }
}

/** What a store should hear at its start about options that it has not set. */
export function adviceOn(given: unknown): string[] {
  const { own } = ownSection(given)
  const { default_timezone } = (own ?? {}) as { default_timezone?: unknown }
  return default_timezone === undefined
    ? [
        "resource_booking: the option default_timezone is not set: new resources " +
          `and reports use ${DEFAULT_TIMEZONE}`,
      ]
    : []
}

type Issue = z.core.$ZodIssue

/** Of alternatives, what is wrong inside the one that was meant, if any was. */
function insideUnion(issue: Issue): Issue[] {
  const branches = issue.code === "invalid_union" ? issue.errors : []
  const meant = branches.find((inner) =>
    inner.every((i) => i.path.length > 0 || i.code === "unrecognized_keys")
  )
  return (
    meant?.map((i) => ({ ...i, path: [...issue.path, ...i.path] })) ?? [issue]
  )
}
