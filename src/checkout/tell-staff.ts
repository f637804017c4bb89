import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"

/** What the bell in Medusa's dashboard shows. */
export type News = { title: string; description: string }

/**
 * Tells staff in the dashboard of something that nobody else will put right. The
 * log has it all the same, where that can't be done.
 */
export async function tellStaff(
  container: MedusaContainer,
  news: News
): Promise<void> {
  try {
    await container.resolve(Modules.NOTIFICATION).createNotifications({
      ...{ to: "", channel: "feed", template: "admin-ui" },
      data: news,
    })
  } catch (error) {
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .error("resource_booking: staff could not be notified", error as Error)
  }
}
