import { booking, sdk } from "./client"
import type { Bookable, Kind, PriceMode, Resource, Span } from "./types"

export type Price = {
  variantId: string
  amount: number
  currency: string
  mode: PriceMode
  picture: string | null
}

/** Something on sale: a resource, or any of a group. */
export type Offer = Bookable & { kind: Kind; price: Price }
export type OfferDetails = Offer &
  Pick<Resource, "span" | "timezone" | "min_stay">

export type Search = { start: string; end: string; quantity: number }

/** In a product's metadata: the handle of what it sells. */
type Sells = { group_handle?: string; resource_handle?: string } | null

/** What a variant sells; each link says what the variant's price is for. */
type Linked = { booking_variant_links?: { price_mode: PriceMode }[] }

let region: Promise<string> | undefined
let prices: Promise<Map<string, Price>> | undefined

/** The first region, with its currency; remembered while the page is open. */
export function regionId(): Promise<string> {
  region ??= sdk.store.region
    .list({ order: "created_at", limit: 1 })
    .then(({ regions }) => regions[0]?.id ?? "")
  region.catch(() => (region = undefined))
  return region
}

/** What each group or resource costs, by kind and handle. */
function priceList(): Promise<Map<string, Price>> {
  prices ??= readPrices()
  prices.catch(() => (prices = undefined))
  return prices
}

async function readPrices(): Promise<Map<string, Price>> {
  const { products } = await sdk.store.product.list({
    region_id: await regionId(),
    limit: 100,
    fields:
      "id,thumbnail,metadata,*variants.calculated_price,variants.booking_variant_links.price_mode",
  })
  const list = new Map<string, Price>()
  for (const { thumbnail, metadata, variants } of products) {
    const { group_handle, resource_handle } = (metadata as Sells) ?? {}
    const [variant] = variants ?? []
    const amount = variant?.calculated_price?.calculated_amount
    if (variant && amount != null && (group_handle || resource_handle)) {
      const sold = group_handle
        ? `groups/${group_handle}`
        : `resources/${resource_handle}`
      list.set(sold, {
        variantId: variant.id,
        amount,
        currency: variant.calculated_price?.currency_code ?? "",
        mode:
          (variant as Linked).booking_variant_links?.[0]?.price_mode ??
          "per_date",
        picture: thumbnail,
      })
    }
  }
  return list
}

/** What is on sale; with dates, what is free for all of them. */
export async function searchOffers(search: Search | null): Promise<Offer[]> {
  const query = search
    ? {
        start_date: search.start,
        end_date: search.end,
        quantity: search.quantity,
        limit: 100,
      }
    : { limit: 100 }
  const [list, { groups }, { resources }] = await Promise.all([
    priceList(),
    booking<{ groups: Bookable[] }>("/groups", { query }),
    booking<{ resources: Bookable[] }>("/resources", { query }),
  ])
  return [
    ...groups.map((group) => offer("groups", group, list)),
    ...resources.map((resource) => offer("resources", resource, list)),
  ].filter((found) => found !== undefined)
}

/** @throws when there is none, with the server's sentence */
export async function readOffer(
  kind: Kind,
  handle: string
): Promise<OfferDetails> {
  const [list, sold] = await Promise.all([
    priceList(),
    kind === "groups" ? readGroup(handle) : readResource(handle),
  ])
  const found = offer(kind, sold.bookable, list)
  if (!found) {
    throw new Error("This is not on sale at the moment.")
  }
  const { span, timezone, min_stay } = sold.like
  return { ...found, span, timezone, min_stay }
}

async function readResource(handle: string) {
  const { resource } = await booking<{ resource: Resource }>(
    `/resources/${encodeURIComponent(handle)}`
  )
  return { bookable: resource, like: resource }
}

/** The members of a group are alike: the first one says how they are sold. */
async function readGroup(handle: string) {
  const { group } = await booking<{ group: Bookable }>(
    `/groups/${encodeURIComponent(handle)}`
  )
  const { resources } = await booking<{ resources: Resource[] }>("/resources", {
    query: { group_id: group.id, limit: 1 },
  })
  const [like] = resources
  if (!like) {
    throw new Error("Nothing belongs to this group.")
  }
  return { bookable: group, like }
}

function offer(
  kind: Kind,
  bookable: Bookable,
  list: Map<string, Price>
): Offer | undefined {
  const price = list.get(`${kind}/${bookable.handle}`)
  return price && { ...bookable, kind, price }
}

/** What a price is for. */
export function perWhat(span: Span, mode: PriceMode): string {
  return mode === "per_booking" ? "each" : `a ${span}`
}
