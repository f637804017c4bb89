import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import {
  createApiKeysWorkflow,
  createRegionsWorkflow,
  createSalesChannelsWorkflow,
  linkSalesChannelsToApiKeyWorkflow,
  updateRegionsWorkflow,
  updateStoresWorkflow,
} from "@medusajs/medusa/core-flows"

import {
  BUSINESS,
  CURRENCIES,
  type DemoRegion,
  PAYMENT_PROVIDER,
  REGIONS,
} from "../business"
import { oneOf } from "../one-of"
import type { DemoStore } from "../store"

/**
 * Makes Medusa's first store the demo's: its name, currencies, regions, and a
 * sales channel that the publishable key opens. What is there already, such
 * as what Medusa makes at its first start, is used.
 *
 * @returns the sales channel's id
 */
export async function openStore(
  container: MedusaContainer,
  store: DemoStore
): Promise<string> {
  const regionId = await ensureRegions(container)
  const channelId =
    store.default_sales_channel_id ?? (await createChannel(container))
  await ensureKey(container, channelId)
  await updateStoresWorkflow(container).run({
    input: {
      selector: { id: store.id },
      update: {
        name: BUSINESS,
        supported_currencies: CURRENCIES.map((currency_code, i) => ({
          currency_code,
          is_default: i === 0,
        })),
        default_region_id: regionId,
        default_sales_channel_id: channelId,
      },
    },
  })
  return channelId
}

/** @returns the default region's id */
async function ensureRegions(container: MedusaContainer): Promise<string> {
  const ids: string[] = []
  for (const region of REGIONS) {
    ids.push(await ensureRegion(container, region))
  }
  return oneOf(ids)
}

/** A country is in one region at most: one that has it already will do. */
async function ensureRegion(
  container: MedusaContainer,
  region: DemoRegion
): Promise<string> {
  const there = await container
    .resolve(Modules.REGION)
    .listRegions({}, { relations: ["countries"] })
  const same = there.find(({ countries }) =>
    countries.some(({ iso_2 }) => region.countries.includes(iso_2))
  )
  const payment_providers = [PAYMENT_PROVIDER]
  const { result } = same
    ? await updateRegionsWorkflow(container).run({
        input: { selector: { id: same.id }, update: { payment_providers } },
      })
    : await createRegionsWorkflow(container).run({
        input: { regions: [{ ...region, payment_providers }] },
      })
  return oneOf(result).id
}

async function createChannel(container: MedusaContainer): Promise<string> {
  const { result } = await createSalesChannelsWorkflow(container).run({
    input: { salesChannelsData: [{ name: BUSINESS }] },
  })
  return oneOf(result).id
}

/** To link what is linked already changes nothing. */
async function ensureKey(
  container: MedusaContainer,
  channelId: string
): Promise<void> {
  const keys = await container
    .resolve(Modules.API_KEY)
    .listApiKeys({ type: "publishable" }, { order: { created_at: "ASC" } })
  const key = keys.find(({ revoked_at }) => !revoked_at)
  await linkSalesChannelsToApiKeyWorkflow(container).run({
    input: {
      id: key?.id ?? (await createKey(container)),
      add: [channelId],
    },
  })
}

async function createKey(container: MedusaContainer): Promise<string> {
  const { result } = await createApiKeysWorkflow(container).run({
    input: {
      api_keys: [{ title: BUSINESS, type: "publishable", created_by: "" }],
    },
  })
  return oneOf(result).id
}
