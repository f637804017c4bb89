import type { MedusaContainer, StoreDTO } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { updateStoresWorkflow } from "@medusajs/medusa/core-flows"

import { oneOf } from "./one-of"

/** In the store's metadata, written when all is done. */
const SEEDED_AT = "demo_seeded_at"

export type DemoStore = Pick<
  StoreDTO,
  "id" | "default_sales_channel_id" | "metadata"
>

/** The store that Medusa makes when it starts for the first time. */
export async function readStore(
  container: MedusaContainer
): Promise<DemoStore> {
  const stores = await container
    .resolve(Modules.STORE)
    .listStores({}, { take: 1 })
  return oneOf(stores, "Medusa's store")
}

/** When the demo was filled to the end, or null. */
export function seededAt(store: DemoStore): string | null {
  const value: unknown = store.metadata?.[SEEDED_AT]
  return typeof value === "string" ? value : null
}

/** From now on the demo's data belongs to its user; a seed leaves it alone. */
export async function noteSeeded(
  container: MedusaContainer,
  store: DemoStore
): Promise<void> {
  await updateStoresWorkflow(container).run({
    input: {
      selector: { id: store.id },
      update: {
        metadata: { ...store.metadata, [SEEDED_AT]: new Date().toISOString() },
      },
    },
  })
}
