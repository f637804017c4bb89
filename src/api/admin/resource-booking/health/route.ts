import { route } from "../../../utils/define-route"

/** 503 when degraded, so that a probe needs to read nothing else. */
export const GET = route({}, async ({ bookings }) => {
  const health = await bookings.checkHealth()
  return { status: health.status === "healthy" ? 200 : 503, body: health }
})
