import { created, deleted, ok } from "../../../../../utils/answers"
import { route } from "../../../../../utils/define-route"
import { checkVariant } from "../../../../../utils/variants"
import { AdminLinkVariant } from "./validators"

/** What the variant sells, in the order in which it was linked. */
export const GET = route({}, async ({ id, bookings, req }) => {
  await checkVariant(req, id)
  return ok({ resources: await bookings.listVariantLinks([id]) })
})

/** One thing more; 200 when the variant sells it already. */
export const POST = route(
  { body: AdminLinkVariant },
  async ({ id, body, bookings, by, req }) => {
    await checkVariant(req, id)
    const { link, repeated } = await bookings.linkVariant(id, body, by)
    return repeated ? ok({ resource: link }) : created({ resource: link })
  }
)

/** By the query, since a body of a DELETE gets lost on the way. */
export const DELETE = route(
  { query: AdminLinkVariant },
  async ({ id, query, bookings, by, req }) => {
    await checkVariant(req, id)
    const linkId = await bookings.unlinkVariant(id, query, by)
    return deleted("booking_variant_link", linkId)
  }
)
