import { offerTour, openShop, posted } from "./checkout"
import type { Rates } from "./compared-rates"
import type { Figure } from "./figures"
import { lastUnit, openLocation } from "./last-unit"
import { startServer } from "./start-server"

const PLENTY = 1_000_000

/**
 * Holds beside Medusa's own inventory reservations, in the same store:
 * docs/internals/compared.md says what each is for.
 */
export async function compared(): Promise<Figure[]> {
  return [...(await rates()), ...(await lastUnit())]
}

async function rates(): Promise<Figure[]> {
  const server = await startServer("rates")
  try {
    const shop = await openShop(server)
    const location_id = await openLocation(shop)
    const stocked_quantity = PLENTY
    const { inventory_item } = await posted(
      shop.admin,
      "/admin/inventory-items",
      { location_levels: [{ location_id, stocked_quantity }] }
    )
    const { resource_id, date } = await offerTour(shop, PLENTY)
    const all = await server.compare({
      ...{ location_id, resource_id, date },
      inventory_item_id: inventory_item.id,
    })
    return all.map(figureOf)
  } finally {
    await server.stop()
  }
}

function figureOf({ clients, reservations, holds, ratio }: Rates): Figure {
  const said = ({ rate, cpu }: Rates["holds"]) =>
    `${rate.toFixed(0)}/s, ${cpu.toFixed(2)} ms of CPU each`
  return {
    name: `holds / Medusa's reservations, ${clients} clients`,
    measured: `× ${ratio.toFixed(1)} (holds ${said(holds)}; reservations ${said(reservations)})`,
    goal: "",
  }
}
