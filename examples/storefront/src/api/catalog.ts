import type {
  PriceMode,
  Span,
  StoreGroup,
  StoreResource,
} from "medusa-resource-booking/client"

import { bookings, sdk } from "./client"

export type Kind = "groups" | "resources"

type Bookable = StoreGroup | StoreResource

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
  Pick<StoreResource, "span" | "timezone" | "min_stay">

export type Search = { start: string; end: string; quantity: number }

/** What a variant sells; each link says what the variant's price is for. */
type Linked = { booking_variant_links?: { price_mode: PriceMode }[] }

let region: Promise<string> | undefined
/** By variant, if already loaded; kept while the page is open. */
const prices = new Map<string, Price>()

/** The first region, with its currency; kept while the page is open. */
export function regionId(): Promise<string> {
  region ??= sdk.store.region
    .list({ order: "created_at", limit: 1 })
    .then(({ regions }) => regions[0]?.id ?? "")
  region.catch(() => (region = undefined))
  return region
}

/** Medusa's limit for a page of products. */
const PAGE = 100

/** Loads the prices of variants that have not been loaded yet. */
async function readPrices(bookables: Bookable[]): Promise<void> {
  const asked = bookables.flatMap(({ variants }) => variants)
  const unknown = asked.filter(({ id }) => !prices.has(id))
  const ids = [...new Set(unknown.map(({ product_id }) => product_id))]
  const region_id = await regionId()
  for (let from = 0; from < ids.length; from += PAGE) {
    const { products } = await sdk.store.product.list({
      region_id,
      id: ids.slice(from, from + PAGE),
      limit: PAGE,
      fields:
        "id,thumbnail,*variants.calculated_price,variants.booking_variant_links.price_mode",
    })
    for (const { thumbnail, variants } of products) {
      for (const variant of variants ?? []) {
        const { id, calculated_price } = variant
        const { booking_variant_links: links } = variant as Linked
        const amount = calculated_price?.calculated_amount
        if (amount != null) {
          const currency = calculated_price?.currency_code ?? ""
          prices.set(id, {
            variantId: id,
            amount,
            currency,
            mode: links?.[0]?.price_mode ?? "per_date",
            picture: thumbnail,
          })
        }
      }
    }
  }
}

/** What is on sale; with dates, only what is free on all of them. */
export async function searchOffers(search: Search | null): Promise<Offer[]> {
  const query = search
    ? {
        start_date: search.start,
        end_date: search.end,
        quantity: search.quantity,
        limit: 100,
      }
    : { limit: 100 }
  const [{ groups }, { resources }] = await Promise.all([
    bookings.groups.list(query),
    bookings.resources.list(query),
  ])
  const alone = withoutGroups(resources, groups)
  await readPrices([...groups, ...alone])
  return [
    ...groups.map((group) => offer("groups", group)),
    ...alone.map((resource) => offer("resources", resource)),
  ].filter((found) => found !== undefined)
}

/** What sells a group sells each of its members: the group is the offer. */
function withoutGroups(
  resources: StoreResource[],
  groups: StoreGroup[]
): StoreResource[] {
  const sold = groups.flatMap(({ variants }) => variants.map(({ id }) => id))
  return resources.map((resource) => ({
    ...resource,
    variants: resource.variants.filter(({ id }) => !sold.includes(id)),
  }))
}

/** @throws when there is none, with the server's message */
export async function readOffer(
  kind: Kind,
  handle: string
): Promise<OfferDetails> {
  const sold = await (kind === "groups"
    ? readGroup(handle)
    : readResource(handle))
  await readPrices([sold.bookable])
  const found = offer(kind, sold.bookable)
  if (!found) {
    throw new Error("This is not on sale at the moment.")
  }
  const { span, timezone, min_stay } = sold.like
  return { ...found, span, timezone, min_stay }
}

async function readResource(handle: string) {
  const { resource } = await bookings.resources.retrieve(handle)
  return { bookable: resource, like: resource }
}

/** A group's members are alike: the first one says how they are sold. */
async function readGroup(handle: string) {
  const { group } = await bookings.groups.retrieve(handle)
  const { resources } = await bookings.resources.list({
    group_id: group.id,
    limit: 1,
  })
  const [like] = resources
  if (!like) {
    throw new Error("This group has nothing to book.")
  }
  return { bookable: group, like }
}

/** With the price of the first variant that has one. */
function offer(kind: Kind, bookable: Bookable): Offer | undefined {
  const [price] = bookable.variants.flatMap(({ id }) => prices.get(id) ?? [])
  return price && { ...bookable, kind, price }
}

/** What a price is for. */
export function perWhat(span: Span, mode: PriceMode): string {
  return mode === "per_booking" ? "each" : `a ${span}`
}
