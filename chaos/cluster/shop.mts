import { spawnSync } from "node:child_process"

import {
  type Answer,
  HttpClient,
} from "../../integration-tests/helpers/http.js"
import { bin, ROOT } from "../../scripts/lib/paths.mjs"
import { publishableKey } from "../../scripts/setup/database-steps.mjs"

/** A throwaway shop's own member of staff. */
const STAFF = { email: "staff@example.com", password: "cluster-password" }

const RESOURCES = 5
const DATES = 20
export const CAPACITY = 3

export type Shop = {
  anyone: HttpClient
  admin: HttpClient
  region_id: string
  offers: { resource_id: string; variant_id: string }[]
  dates: string[]
}

/** Makes the tables, and a member of staff. */
export function prepare(databaseUrl: string, secrets: NodeJS.ProcessEnv): void {
  const env = {
    ...process.env,
    ...secrets,
    DATABASE_URL: databaseUrl,
    MEDUSA_DISABLE_TELEMETRY: "true",
    LOG_LEVEL: "error",
  }
  const commands = [
    ["db:migrate", "--execute-safe-links"],
    ["user", "-e", STAFF.email, "-p", STAFF.password],
  ]
  for (const args of commands) {
    const done = spawnSync(process.execPath, [bin("medusa"), ...args], {
      ...{ cwd: ROOT, env, encoding: "utf8" },
    })
    if (done.status !== 0) {
      throw new Error(`medusa ${args[0]} failed:\n${done.stdout}${done.stderr}`)
    }
  }
}

/** What it sells: tours with few places, whose holds end after a minute. */
export async function openShop(
  url: string,
  databaseUrl: string
): Promise<Shop> {
  const anybody = new HttpClient(() => url, {})
  const key = await publishableKey(databaseUrl)
  const anyone = anybody.with({ "x-publishable-api-key": key })
  const { token } = await posted(anybody, "/auth/user/emailpass", STAFF)
  const admin = anybody.with({ authorization: `Bearer ${token}` })
  const { region } = await posted(admin, "/admin/regions", {
    ...{ name: "Australia", currency_code: "aud", countries: ["au"] },
    payment_providers: ["pp_system_default"],
  })
  const { body } = await admin.get("/admin/sales-channels")
  const channel = body.sales_channels[0].id as string
  const offers: Shop["offers"] = []
  for (let n = 1; n <= RESOURCES; n++) {
    offers.push(await openTour(admin, channel, `Tour ${n}`))
  }
  const dates = Array.from({ length: DATES }, (_, n) => dateIn(30 + n))
  return { anyone, admin, region_id: region.id, offers, dates }
}

async function openTour(admin: HttpClient, channel: string, title: string) {
  const { product } = await posted(admin, "/admin/products", {
    ...{ title, status: "published", sales_channels: [{ id: channel }] },
    options: [{ title: "Kind", values: ["Usual"] }],
    variants: [
      {
        ...{ title: "Usual", options: { Kind: "Usual" } },
        manage_inventory: false,
        prices: [{ currency_code: "aud", amount: 80 }],
      },
    ],
  })
  const { resource } = await posted(
    admin,
    "/admin/resource-booking/resources",
    {
      ...{ name: title, type: "tour", span: "day", hold_ttl_minutes: 1 },
      default_capacity: CAPACITY,
    }
  )
  const variant_id = product.variants[0].id as string
  const resource_id = resource.id as string
  const path = `/admin/resource-booking/variants/${variant_id}/resources`
  await posted(admin, path, { resource_id })
  return { resource_id, variant_id }
}

async function posted(
  client: HttpClient,
  path: string,
  body: object
): Promise<Answer["body"]> {
  const answer = await client.post(path, body)
  if (answer.status >= 300) {
    const said = JSON.stringify(answer.body)
    throw new Error(`${path} answered ${answer.status}: ${said}`)
  }
  return answer.body
}

function dateIn(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
}
