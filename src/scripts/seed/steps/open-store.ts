import {
  createApiKeysWorkflow,
  createRegionsWorkflow,
  createSalesChannelsWorkflow,
  linkSalesChannelsToApiKeyWorkflow,
  updateStoresWorkflow,
} from "@medusajs/medusa/core-flows"
import type { MedusaContainer, RegionDTO } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import {
  BUSINESS,
  CURRENCIES,
  PAYMENT_PROVIDER,
  REGIONS,
  type DemoRegion,
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

/** @returns the default region's id. A country is in one region at most. */
async function ensureRegions(container: MedusaContainer): Promise<string> {
  const service = container.resolve(Modules.REGION)
  const there = await service.listRegions({}, { relations: ["countries"] })
  const missing = REGIONS.filter(({ countries }) => !regionOf(there, countries))
  const created = missing.length ? await createRegions(container, missing) : []
  const [first] = REGIONS
  return (
    created.find(({ name }) => name === first.name) ??
    oneOf([regionOf(there, first.countries)])
  ).id
}

function regionOf(regions: RegionDTO[], countries: string[]) {
  return regions.find((region) =>
    region.countries.some(({ iso_2 }) => countries.includes(iso_2))
  )
}

async function createRegions(
  container: MedusaContainer,
  regions: DemoRegion[]
): Promise<RegionDTO[]> {
  const { result } = await createRegionsWorkflow(container).run({
    input: {
      regions: regions.map((region) => ({
        ...region,
        payment_providers: [PAYMENT_PROVIDER],
      })),
    },
  })
  return result
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
