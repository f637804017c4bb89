import { randomUUID } from "node:crypto"

import { Modules } from "@medusajs/framework/utils"

import tick from "../../../src/jobs/tick"
import type { ReconciliationDTO } from "../../../src/modules/resource_booking/types"
import { reconcile } from "../../../src/reconciliation/reconcile"
import { dateInWords } from "../../engine"
import {
  book,
  complete,
  createCart,
  createRegions,
  createVariant,
  openPayment,
  type Variant,
} from "../../helpers/checkout"
import { expectRefusal } from "../../helpers/http-expect"
import { ADMIN, expectStatus, type Shop } from "../../helpers/http-shop"
import {
  findingsOn,
  reconciled,
  removeQuietly,
  withoutConfirmation,
} from "../../helpers/orders"
import { day, eventually, pastTheTriggers } from "../../helpers/world"

const MON = day(30)
const ROUTE = `${ADMIN}/reconciliation`
const SYSTEM = { actor: { type: "system", id: null } } as const

/** What a crash leaves behind, and who finds it (R51). */
export function reconciliationCases(shop: Shop): void {
  describe("reconciliation", () => describeReconciliation(shop))
}

function describeReconciliation(shop: Shop): void {
  let region: string
  let variant: Variant
  let resource: string
  beforeAll(async () => {
    region = (await createRegions(shop)).au
    variant = await createVariant(shop, { aud: 50 })
  })
  beforeEach(async () => {
    resource = (await shop.createResource({ default_capacity: 1 })).id
    const sells = `${ADMIN}/variants/${variant.id}/resources`
    const thing = { resource_id: resource }
    expectStatus(201, await shop.admin.client.post(sells, thing))
  })
  afterEach(() => jest.restoreAllMocks())

  const run = (body: object = {}) => shop.admin.client.post(ROUTE, body)

  /** What it found about something: other tests' orders are still there. */
  const found = (subject: string, body: object = {}) =>
    findingsOn(shop, subject, body)

  /** The same by a run that nobody asked for. */
  async function foundBy(trigger: "start" | "schedule", subject: string) {
    let details: ReconciliationDTO["details"] = []
    await eventually(
      () =>
        reconcile(shop.container, { trigger, dry_run: false }, SYSTEM).then(
          (report) => ((details = report.details), true),
          () => false
        ),
      "nobody else reconciles"
    )
    return details.filter((finding) => finding.subject === subject)
  }

  async function sql(text: string, ...values: unknown[]): Promise<void> {
    await shop.database.query(text, values)
  }

  const makeOld = (table: string, id: string) =>
    sql(
      `update "${table}" set created_at = now() - interval '10 minutes'
        where id = $1`,
      id
    )

  const items = () => [{ resource_id: resource, dates: [MON] }]

  async function booked(dates = [MON]) {
    const cart_id = await createCart(shop.anyone, region)
    const wish = [{ resource_id: resource, dates }]
    const body = { variant_id: variant.id, items: wish }
    const answer = await book(shop.anyone, cart_id, body)
    const { hold, cart } = expectStatus(201, answer).body
    return { cart_id, hold, line: cart.items[0].id as string }
  }

  async function ordered(made?: Awaited<ReturnType<typeof booked>>) {
    const { cart_id, hold } = made ?? (await booked())
    await openPayment(shop.anyone, cart_id)
    const { order } = expectStatus(
      200,
      await complete(shop.anyone, cart_id)
    ).body
    await makeOld("order", order.id)
    return { order: order.id as string, hold, cart_id }
  }

  /** As if the process had been killed after the payment. */
  async function unconfirmed(...made: Parameters<typeof ordered>) {
    return withoutConfirmation(shop, () => ordered(...made))
  }

  const allocationsOf = async (order_id: string) =>
    (await shop.bookings.listAllocations({ order_id })).rows

  const isFree = async () => {
    const query = { resource_id: resource, start_date: MON, end_date: MON }
    const { dates } = await shop.bookings.readAvailability(query)
    return dates[0]?.available_capacity === 1
  }

  describe("an order that is paid and has no allocation", () => {
    it("gets its dates, once", async () => {
      const { order, hold } = await unconfirmed()
      expect(await found(order)).toMatchObject([
        { check: "unconfirmed_orders", action: "fixed" },
      ])
      expect(await allocationsOf(order)).toMatchObject([
        { hold_id: hold.id, status: "confirmed", dates: [MON] },
      ])
      expect(await found(order)).toEqual([])
    })

    it("is what the audit finds before two periods are over (I12)", async () => {
      const { order } = await unconfirmed()
      const audit = async () => {
        const answer = await shop.admin.client.get(`${ADMIN}/audit`)
        const { violations } = expectStatus(200, answer).body
        return violations.filter(
          (v: { subject: string }) => v.subject === order
        )
      }
      expect(await audit()).toEqual([])
      await sql(
        `update "order" set created_at = now() - interval '13 minutes'
          where id = $1`,
        order
      )
      expect(await audit()).toMatchObject([{ invariant: "I12" }])
      await reconciled(shop)
      expect(await audit()).toEqual([])
    })

    it("gets its dates though its product was deleted meanwhile (R91)", async () => {
      const { order, hold } = await unconfirmed()
      await sql(
        `update order_line_item l set variant_id = null, product_id = null
          from order_item i where i.item_id = l.id and i.order_id = $1`,
        order
      )
      await shop.bookings.unlinkVariant(
        variant.id,
        { resource_id: resource },
        SYSTEM
      )
      expect(await found(order)).toMatchObject([
        { check: "unconfirmed_orders", action: "fixed" },
      ])
      expect(await allocationsOf(order)).toMatchObject([
        { hold_id: hold.id, status: "confirmed", dates: [MON] },
      ])
    })

    it("is named when its dates are gone, though its variant was unlinked (R91)", async () => {
      const { order, hold } = await unconfirmed()
      await shop.bookings.unlinkVariant(
        variant.id,
        { resource_id: resource },
        SYSTEM
      )
      await shop.expire(hold.id)
      await shop.placeHold({ items: items() })
      expect(await found(order)).toMatchObject([
        { check: "unconfirmed_orders", action: "flagged" },
      ])
      const query = { order_id: order }
      expect((await shop.bookings.listConflicts(query)).rows).toMatchObject([
        { hold_id: hold.id, status: "open", dates: [MON] },
      ])
    })

    it("gets its dates by the clock, though unlinked, and placed long before it was taken again", async () => {
      const made = await booked()
      const { hold } = made
      await sql(
        `update booking_hold set created_at = now() - interval '9 days'
          where id = $1`,
        hold.id
      )
      await shop.expire(hold.id)
      const { order } = await unconfirmed(made)
      await shop.bookings.unlinkVariant(
        variant.id,
        { resource_id: resource },
        SYSTEM
      )
      expect(await foundBy("schedule", order)).toMatchObject([
        { check: "unconfirmed_orders", action: "fixed" },
      ])
      expect(await allocationsOf(order)).toMatchObject([
        { hold_id: hold.id, status: "confirmed", dates: [MON] },
      ])
    })

    it("gets its dates when a line of a deleted product names the same hold", async () => {
      const { order, hold } = await unconfirmed()
      await sql(
        `update order_line_item l set variant_id = null
          from order_item i where i.item_id = l.id and i.order_id = $1`,
        order
      )
      const orders = shop.container.resolve(Modules.ORDER)
      const [known] = await orders.createOrderLineItems(order, [
        {
          ...{ title: "A booking", quantity: 1, unit_price: 0 },
          variant_id: variant.id,
          metadata: { resource_booking: { hold_id: hold.id } },
        },
      ])
      await found(order)
      expect(await allocationsOf(order)).toMatchObject([
        { hold_id: hold.id, line_item_id: known?.id, status: "confirmed" },
      ])
    })

    it("gets them again when its hold has ended", async () => {
      const { order, hold } = await unconfirmed()
      await shop.expire(hold.id)
      await shop.bookings.expireHolds()
      expect(await found(order)).toMatchObject([{ action: "fixed" }])
      expect(await allocationsOf(order)).toHaveLength(1)
    })

    it("is shown to staff, run after run, when they are gone", async () => {
      const { order, hold } = await unconfirmed()
      await shop.expire(hold.id)
      await booked()
      const words = { message: expect.stringContaining(dateInWords(MON)) }
      const dates = { message: expect.stringContaining(MON) }
      expect(await found(order)).toMatchObject([
        { check: "unconfirmed_orders", action: "flagged", ...words },
      ])
      for (let i = 0; i < 2; i++) {
        expect(await found(order)).toMatchObject([
          { check: "open_conflicts", action: "flagged", ...dates },
        ])
      }
      expect(await allocationsOf(order)).toEqual([])
    })

    it("is left alone while its checkout may still go on", async () => {
      const { order } = await unconfirmed()
      await sql(`update "order" set created_at = now() where id = $1`, order)
      expect(await found(order)).toEqual([])
      expect(await allocationsOf(order)).toEqual([])
    })

    it("is left alone when staff have canceled what it had", async () => {
      const { order } = await ordered()
      await shop.bookings.cancelAllocations({ order_id: order }, SYSTEM)
      expect(await found(order)).toEqual([])
      expect(await isFree()).toBe(true)
    })

    it("is shown to staff when nothing was ever held for it", async () => {
      const orders = shop.container.resolve(Modules.ORDER)
      const { id } = await orders.createOrders({
        currency_code: "aud",
        items: [
          {
            ...{ title: "A booking", quantity: 1, unit_price: 0 },
            variant_id: variant.id,
          },
        ],
      })
      await makeOld("order", id)
      expect(await found(id)).toMatchObject([
        { check: "unconfirmed_orders", action: "flagged" },
      ])
    })
  })

  describe("an order with bookings and without payment", () => {
    it("is shown to staff", async () => {
      const orders = shop.container.resolve(Modules.ORDER)
      const { id } = await orders.createOrders({
        currency_code: "aud",
        items: [
          {
            ...{ title: "A booking", quantity: 1, unit_price: 50 },
            variant_id: variant.id,
          },
        ],
      })
      expect(await found(id)).toEqual([])
      await makeOld("order", id)
      expect(await found(id)).toMatchObject([
        { check: "unpaid_orders", action: "flagged" },
      ])
      await orders.cancel([id])
      expect(await found(id)).toEqual([])
    })
  })

  describe("allocations of an order", () => {
    it("are canceled when it was, without our hook", async () => {
      const { order } = await ordered()
      const [allocation] = await allocationsOf(order)
      await makeOld("booking_allocation", allocation?.id as string)
      expect(await found(order)).toEqual([])
      await shop.container.resolve(Modules.ORDER).cancel([order])
      expect(await found(order)).toMatchObject([
        { check: "orphaned_allocations", action: "fixed" },
      ])
      expect(await isFree()).toBe(true)
      expect(await found(order)).toEqual([])
    })

    it("are canceled by the clock: at once if that was just now, else in their turn", async () => {
      await foundBy("schedule", "nothing")
      const canceled = async (ago: string) => {
        const { order } = await ordered()
        const [allocation] = await allocationsOf(order)
        await makeOld("booking_allocation", allocation?.id as string)
        await shop.container.resolve(Modules.ORDER).cancel([order])
        await sql(
          `update "order" set updated_at = now() - interval '${ago}'
            where id = $1`,
          order
        )
        return order
      }
      const orphaned = { check: "orphaned_allocations", action: "fixed" }
      const sweep = jest.spyOn(shop.bookings, "listSoldOrders")
      sweep.mockResolvedValue([])
      const now = await canceled("0 seconds")
      expect(await foundBy("schedule", now)).toMatchObject([orphaned])
      const before = await canceled("1 hour")
      expect(await foundBy("schedule", before)).toEqual([])
      sweep.mockRestore()
      expect(await foundBy("schedule", before)).toMatchObject([orphaned])
    })

    it("are kept, and shown to staff, when it is gone", async () => {
      const { hold } = await shop.placeHold({ items: items() })
      const order_id = `order_${randomUUID()}`
      const sold = { hold_id: hold.id, order_id }
      const { allocations } = await shop.bookings.confirmHold(sold, SYSTEM)
      await makeOld("booking_allocation", allocations[0]?.id as string)
      expect(await found(order_id)).toMatchObject([
        { check: "orphaned_allocations", action: "flagged" },
      ])
      expect(await isFree()).toBe(false)
    })
  })

  describe("a live hold whose line is gone", () => {
    it("is released", async () => {
      const { hold, line } = await booked()
      await makeOld("booking_hold", hold.id)
      expect(await found(hold.id)).toEqual([])
      await removeQuietly(shop, line)
      expect(await found(hold.id)).toMatchObject([
        { check: "vanished_lines", action: "fixed" },
      ])
      expect(await isFree()).toBe(true)
    })

    it("is released when the line is not even among the deleted ones", async () => {
      const { hold, line } = await booked()
      await makeOld("booking_hold", hold.id)
      await sql("delete from cart_line_item where id = $1", line)
      expect(await found(hold.id)).toMatchObject([
        { check: "vanished_lines", action: "fixed" },
      ])
      expect(await isFree()).toBe(true)
    })

    it("is left alone while the line may still be coming", async () => {
      const { hold, line } = await booked()
      await removeQuietly(shop, line)
      expect(await found(hold.id)).toEqual([])
      expect(await isFree()).toBe(false)
    })

    it("is left alone until the line has been gone for 120 seconds", async () => {
      const { hold, line } = await booked()
      await makeOld("booking_hold", hold.id)
      await removeQuietly(shop, line, "110 seconds")
      expect(await found(hold.id)).toEqual([])
      expect(await isFree()).toBe(false)
      await removeQuietly(shop, line, "121 seconds")
      expect(await found(hold.id)).toMatchObject([{ action: "fixed" }])
    })
  })

  describe("events that nobody published", () => {
    it("are published", async () => {
      // The store's own job publishes as well, and may be the faster one.
      await eventually(async () => {
        await sql(`
          insert into booking_outbox (event_name, event_data, occurred_at)
          values ('test.done', '{}', clock_timestamp() - interval '10 minutes')`)
        const [would] = await found("outbox", { dry_run: true })
        const [did] = await found("outbox")
        expect(await shop.bookings.countLateEvents()).toBe(0)
        return [would, did].every((one) => one?.action === "fixed")
      }, "our own run has published them")
      expect(await found("outbox")).toEqual([])
    })
  })

  describe("a counter that differs from its claims", () => {
    const writeHeld = async (held: number) => {
      await sql("alter table booking_capacity disable trigger user")
      await sql(
        "update booking_capacity set held = $2 where resource_id = $1",
        ...[resource, held]
      )
      await sql("alter table booking_capacity enable trigger user")
    }

    it("is shown to staff, and not guessed at", async () => {
      await shop.placeHold({ items: items() })
      await writeHeld(0)
      expect(await found(`${resource} ${MON}`)).toMatchObject([
        { check: "counters", action: "flagged" },
      ])
      expect(await found(`${resource} ${MON}`)).toHaveLength(1)
      await writeHeld(1)
    })
  })

  describe("what the module finds by itself", () => {
    /** Somebody who was to leave yesterday, as far as the rows say. */
    async function anOverstay() {
      const { id: room } = await shop.createResource({
        ...{ default_capacity: 1, type: "room", span: "night" },
        timezone: "UTC",
      })
      const { allocations } = await shop.bookings.createAllocations(
        {
          items: [{ resource_id: room, start_date: day(0), end_date: day(1) }],
          idempotency_key: randomUUID(),
        },
        SYSTEM
      )
      const id = allocations[0]?.id as string
      await shop.bookings.checkIn({ allocation_id: id }, SYSTEM)
      const write = (date: string) =>
        sql(
          pastTheTriggers(
            `update booking_allocation set dates = array[date '${date}']
              where id = '${id}'`
          )
        )
      await write(day(-2))
      const repair = async () => {
        await write(day(0))
        await shop.bookings.checkOut({ allocation_id: id }, SYSTEM)
      }
      return { id, repair }
    }

    /** Its claim is left behind, and the log says otherwise. */
    const all = ["overstays", "stray_claims", "invariants", "invariants"]
    const names = (findings: ReconciliationDTO["details"]) =>
      findings.map(({ check }) => check)

    it("is flagged on demand, and a dry run says the same", async () => {
      const { id, repair } = await anOverstay()
      const before = await shop.state()
      const dry = await found(id, { dry_run: true })
      expect(names(dry)).toEqual(all)
      expect(await shop.state()).toEqual(before)
      expect(await found(id)).toEqual(dry)
      const { body } = await shop.admin.client.get(`${ROUTE}?q=${id}`)
      expect(body.reconciliations[0].details).toEqual(
        expect.arrayContaining(dry)
      )
      await repair()
      expect(await found(id)).toEqual([])
    })

    it("is flagged at start, and by the clock", async () => {
      const { id, repair } = await anOverstay()
      const checksBy = async (trigger: "start" | "schedule") =>
        names(await foundBy(trigger, id))
      expect(await checksBy("start")).toEqual(all)
      expect(await checksBy("schedule")).toEqual(all)
      await repair()
    })
  })

  describe("a dry run", () => {
    it("says the same and changes nothing", async () => {
      const { order } = await unconfirmed()
      const { hold, line } = await booked([day(31)])
      await makeOld("booking_hold", hold.id)
      await removeQuietly(shop, line)
      await shop.bookings.publishEvents()
      const before = await shop.state()
      const report = await reconciled(shop, { dry_run: true })
      expect(await shop.state()).toEqual(before)
      const fixed = (subject: string) =>
        report.details.filter(
          (one) => one.subject === subject && one.action === "fixed"
        )
      expect(report.dry_run).toBe(true)
      expect(fixed(order)).toHaveLength(1)
      expect(fixed(hold.id)).toHaveLength(1)
    })
  })

  describe("its report", () => {
    it("is the answer, in the list, and in the health", async () => {
      const report = await reconciled(shop)
      expect(report).toMatchObject({
        trigger: "demand",
        ...{ actor_type: "user", actor_id: shop.admin.id },
        checked: expect.any(Number),
        flagged: report.details.filter((d) => d.action === "flagged").length,
      })
      const { body } = await shop.admin.client.get(ROUTE)
      expect(body.reconciliations).toContainEqual(report)
      expect(body).toMatchObject({ offset: 0, limit: 20 })
      const health = await shop.admin.client.get(`${ADMIN}/health`)
      const { last_reconciliation } = health.body.checks
      expect(last_reconciliation >= (report.finished_at ?? "")).toBe(true)
    })

    it("says which check failed, and has what the others found", async () => {
      const { order } = await unconfirmed()
      jest
        .spyOn(shop.bookings, "listHeldLines")
        .mockRejectedValue(new Error("a defect"))
      const { details } = await reconciled(shop)
      expect(details).toContainEqual({
        ...{ check: "vanished_lines", subject: "vanished_lines" },
        action: "flagged",
        message: "The check could not be completed. The log says why.",
      })
      expect(details).toContainEqual(
        expect.objectContaining({ subject: order, action: "fixed" })
      )
    })
  })

  describe("two at once", () => {
    it("are one, and the other is told to wait", async () => {
      let end = () => {}
      const ended = new Promise<void>((resolve) => (end = resolve))
      const held = jest.spyOn(shop.bookings, "listHeldLines")
      held.mockImplementation(() => ended.then(() => []))
      const first = reconciled(shop)
      await eventually(
        () => Promise.resolve(held.mock.calls.length > 0),
        "the first one runs"
      )
      const message = "A reconciliation is already running."
      expectRefusal(await run(), "busy", message, { retry_after: 5 })
      end()
      expect((await first).finished_at).not.toBeNull()
    })
  })

  describe("a process that has started", () => {
    const starts = async () => {
      const query = { order: "started_at", limit: 100 }
      const { rows } = await shop.bookings.listReconciliations(query)
      return rows.filter((r) => r.trigger === "start" && r.finished_at).length
    }

    /** It says so, and the clock of a worker comes by. */
    async function aStart(): Promise<void> {
      const before = await starts()
      await shop.bookings.__hooks.onApplicationStart()
      await eventually(async () => {
        await tick(shop.container)
        return (await starts()) > before
      }, "it has reconciled")
    }

    it("has it done by the next worker whose clock comes by", async () => {
      await aStart()
      const { order } = await unconfirmed()
      expect(await allocationsOf(order)).toEqual([])
      await aStart()
      expect(await allocationsOf(order)).toHaveLength(1)
    })
  })
}
