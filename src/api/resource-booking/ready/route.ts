import { route } from "../../utils/define-route"

/** For load balancers: no key, no login, no figures. */
export const GET = route({}, async ({ bookings }) => {
  const readiness = await bookings.checkReadiness()
  return { status: readiness.ready ? 200 : 503, body: readiness }
})
