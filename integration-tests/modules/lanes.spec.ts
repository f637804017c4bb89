import { Client } from "@medusajs/framework/pg"
import type { Logger } from "@medusajs/framework/types"

import ResourceBookingService from "../../src/modules/resource_booking/service"
import type {
  Health,
  PlaceHold,
} from "../../src/modules/resource_booking/types"
import { auditInvariants, listConflicts, placeHold } from "../engine"
import { aResource, createContext, type TestContext } from "../helpers/context"
import { ADMIN, day, eventually, uniqueId } from "../helpers/world"

let t: TestContext
let side: Client
let request: () => PlaceHold
beforeAll(async () => {
  t = await createContext()
  side = new Client({ connectionString: t.world.url })
  await side.connect()
  const { id } = await aResource(t.call, { default_capacity: 9 })
  request = () => ({
    items: [{ resource_id: id, dates: [day(10)] }],
    idempotency_key: uniqueId("key"),
  })
  await placeHold(t.call, request())
})
afterAll(async () => {
  await side.end()
  await t.close()
})

/** While nobody can read conflicts: not a hold's business, but lists' and audits'. */
beforeEach(async () => {
  await side.query("begin; lock table booking_conflict")
})
afterEach(() => side.query("rollback"))

const times = (n: number, work: () => Promise<unknown>) =>
  Array.from({ length: n }, () => work().catch(() => undefined))

/** Nobody waits longer for a connection than a test should. */
const pool = { acquire_timeout_ms: 1_000 }

it("16 slow reads and 8 audits leave a server its connections for holds, reads not for audits, and upkeep for neither", async () => {
  const bookings = new ResourceBookingService(
    {
      logger: { warn: () => undefined } as unknown as Logger,
      __pg_connection__: {
        client: { config: { connection: { connectionString: t.world.url } } },
      },
    },
    {
      ...{ token_secret: "a secret of these tests", limits: "off", pool },
      default_timezone: "UTC",
    }
  )
  const figures = async (): Promise<Health["checks"]["pool"]> =>
    (await bookings.checkHealth()).checks.pool
  const audits = times(8, () => bookings.auditInvariants())
  await eventually(
    async () => (await figures()).reports?.waiting === 6,
    "all connections for reports to be in use"
  )
  expect(await bookings.listHolds()).toMatchObject({ count: 1 })

  const reads = times(16, () => bookings.listConflicts())
  await eventually(
    async () => (await figures()).reads?.waiting === 12,
    "all connections for reads to be in use"
  )
  const { hold } = await bookings.placeHold(request(), { actor: ADMIN })
  expect(hold.status).toBe("active")
  expect(await bookings.expireHolds()).toEqual({ expired: 0, skipped: 0 })
  expect(await bookings.checkHealth()).toMatchObject({ status: "healthy" })

  await side.query("rollback")
  await Promise.all([...reads, ...audits])
  await bookings.__hooks.onApplicationShutdown()
})

it("with one lane for all, they would make a hold busy", async () => {
  const process = t.world.process({ connections: 8, options: { pool } })
  const reads = times(16, () => listConflicts(process, {}))
  const audits = times(8, () => auditInvariants(process))
  await eventually(
    async () => process.db.stats().holds?.waiting === 16,
    "all connections to be in use"
  )
  await expect(
    placeHold({ ...process, actor: ADMIN }, request())
  ).rejects.toMatchObject({ code: "busy" })

  await side.query("rollback")
  await Promise.all([...reads, ...audits])
})
