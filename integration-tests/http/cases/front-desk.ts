import { randomUUID } from "node:crypto"

import type {
  AllocationDTO,
  BoardDTO,
  ResourceDTO,
} from "../../../src/modules/resource_booking/types"
import { dateInWords } from "../../engine"
import { anId, inDays, MOMENT } from "../../helpers/http-dates"
import {
  expectRefusal,
  missing,
  WHOLE_LIST,
  withoutChange,
} from "../../helpers/http-expect"
import { ADMIN, type Shop } from "../../helpers/http-shop"

const DESK = `${ADMIN}/front-desk`

export function frontDeskCases(shop: Shop): void {
  describe("the front desk (R41, R42, R43, R44, R45)", () => {
    let room: ResourceDTO

    const aRoom = (name: string) =>
      shop.createResource({
        ...{ name, type: "room", span: "night", default_capacity: 1 },
      })
    const post = (path: string, body: object, headers = {}) =>
      shop.admin.client.post(path, body, headers)
    const step = (name: string, allocation_id: string, more: object = {}) =>
      post(`${DESK}/${name}`, { allocation_id, ...more })
    const aStay = async (nights: number): Promise<AllocationDTO> => {
      const item = {
        ...{ resource_id: room.id, start_date: inDays(0) },
        end_date: inDays(nights),
      }
      const { body } = await post(
        `${ADMIN}/allocations`,
        { items: [item], guests: [{ name: "Ann", phone: "0123" }] },
        { "idempotency-key": randomUUID() }
      )
      return body.allocations[0]
    }
    const board = async (query: Record<string, string> = {}) => {
      const { status, body } = await shop.admin.client.get(DESK, query)
      expect(status).toBe(200)
      return body as BoardDTO
    }

    beforeEach(async () => {
      room = await aRoom("Room 101")
    })

    it("shows each room with what may be done, and why the rest may not", async () => {
      const stay = await aStay(2)
      const { name, type, group_id, timezone, span, is_active } = room
      const shown = {
        ...{ id: stay.id, resource_id: room.id, order_id: null },
        ...{ hold_id: stay.hold_id, start_date: inDays(0) },
        ...{ end_date: inDays(2), guests: stay.guests, note: null },
        ...{ email: null, state: "due", is_overdue: false },
        on_date: { is: "expected", arrives: true, leaves: false },
        ...{ arrived_at: null, departed_at: null, no_show_at: null },
      }
      const nobody = {
        ...{ code: "not_occupied", message: "Nobody is checked in." },
        details: { kind: "nobody_in" },
      }
      const allowed = { code: null, message: null, details: null }
      expect(await board({ type: "room" })).toEqual({
        rooms: [
          {
            resource: {
              ...{ id: room.id, name, type, group_id, timezone },
              ...{ span, is_active },
            },
            ...{ date: inDays(0), is_today: true, status: "booked" },
            ...{ housekeeping_status: "clean", occupant: null, task: null },
            occupancy: null,
            ...{ arrival: shown, departure: null, stays: [shown] },
            actions: [
              { action: "check_in", allocation_id: stay.id, ...allowed },
              { action: "check_out", allocation_id: null, ...nobody },
              { action: "move", allocation_id: null, ...nobody },
              { action: "no_show", allocation_id: stay.id, ...allowed },
              { action: "walk_in", allocation_id: null, ...allowed },
              {
                ...{ action: "undo", allocation_id: null },
                ...{
                  code: "not_occupied",
                  message: "There is nothing to undo.",
                  details: { kind: "nothing_to_undo" },
                },
              },
            ],
          },
        ],
        ...{ arrivals: [shown], departures: [], in_house: [] },
        ...{ count: 1, offset: 0, limit: 100, server_time: MOMENT },
      })
      const tomorrow = await board({ date: inDays(1) })
      const staying = { is: "expected", arrives: false, leaves: false }
      expect(tomorrow.rooms).toMatchObject([
        {
          ...{ date: inDays(1), is_today: false, status: "booked" },
          ...{ actions: [], stays: [{ ...shown, on_date: staying }] },
        },
      ])
      const later = await board({ date: inDays(2) })
      const leaving = { is: "expected", arrives: false, leaves: true }
      expect(later.departures).toEqual([{ ...shown, on_date: leaving }])
    })

    it("tells of another date who will be in by then, and not who is in now", async () => {
      const stay = await aStay(2)
      await step("check-in", stay.id)
      const next = await aRoom("Room 102")
      const days = [-1, 0, 1, 2, 3]
      const boards = await Promise.all(
        days.map((day) => board({ date: inDays(day) }))
      )
      expect(
        boards.map(({ in_house, departures, rooms }) => ({
          in_house: in_house.map(({ id }) => id),
          departures: departures.map(({ id }) => id),
          rooms: rooms.map((r) => [
            r.resource.id,
            r.status,
            ...r.stays.map(({ guests }) => guests[0]?.name),
          ]),
        }))
      ).toEqual(
        [
          { status: "available", is_in: false, leaves: false },
          { status: "occupied", is_in: true, leaves: false },
          { status: "occupied", is_in: true, leaves: false },
          { status: "available", is_in: true, leaves: true },
          { status: "available", is_in: false, leaves: false },
        ].map(({ status, is_in, leaves }) => ({
          in_house: is_in ? [stay.id] : [],
          departures: leaves ? [stay.id] : [],
          rooms: [
            [room.id, status, ...(is_in ? ["Ann"] : [])],
            [next.id, "available"],
          ],
        }))
      )
    })

    it("names who has checked out early, where the date is still theirs", async () => {
      const stay = await aStay(2)
      await step("check-in", stay.id)
      const { body } = await step("check-out", stay.id)
      const { rooms, departures } = await board()
      const left = { is: "departed", arrives: true, leaves: true }
      expect(rooms).toMatchObject([
        {
          status: "departed",
          stays: [
            {
              ...{ id: body.allocation.id, guests: [{ name: "Ann" }] },
              ...{ state: "departed", on_date: left },
            },
          ],
        },
      ])
      expect(departures).toMatchObject([{ id: body.allocation.id }])
    })

    it("leaves out what several have at once", async () => {
      await shop.createResource({ default_capacity: 12, name: "A tour" })
      const { rooms, count } = await board()
      expect(rooms.map((r) => r.resource.name)).toEqual(["Room 101"])
      expect(count).toBe(1)
    })

    it("checks in, says who is in, and checks out", async () => {
      const stay = await aStay(2)
      const into = await step("check-in", stay.id, { note: "at noon" })
      expect(into.status).toBe(200)
      expect(into.body).toEqual({
        allocation: { ...stay, arrived_at: MOMENT },
        replaced: null,
      })
      const { in_house, rooms } = await board()
      expect(in_house).toMatchObject([
        { id: stay.id, guests: [{ name: "Ann", phone: "0123" }] },
      ])
      expect(rooms[0]).toMatchObject({
        status: "occupied",
        occupancy: {
          ...{ checked_in_at: MOMENT, actor_type: "user" },
          ...{ actor_id: shop.admin.id, expected_check_out: inDays(2) },
        },
      })
      const out = await step("check-out", stay.id)
      expect(out.body).toMatchObject({
        allocation: { dates: [inDays(0)], segment: 2, departed_at: MOMENT },
        replaced: { id: stay.id, status: "canceled" },
        task: { id: anId("btask"), status: "open", due_date: inDays(0) },
      })
      const { body } = await shop.admin.client.get(
        `${ADMIN}/housekeeping-tasks`,
        { date: inDays(0), status: "open" }
      )
      expect(body).toEqual({
        housekeeping_tasks: [out.body.task],
        ...{ count: 1, ...WHOLE_LIST },
      })
    })

    it("refuses with a code and a sentence, and changes nothing", async () => {
      const stay = await aStay(1)
      const { body } = await post(
        `${ADMIN}/resources/${room.id}/housekeeping`,
        {
          status: "dirty",
        }
      )
      expect(body).toEqual({
        ...{ resource_id: room.id, housekeeping_status: "dirty" },
        ...{ blackout: null, holds_released: 0, allocations_affected: [] },
      })
      await withoutChange(shop, async () => {
        expectRefusal(
          await step("check-in", stay.id),
          "room_dirty",
          "Room 101 is not clean yet.",
          { resource_id: room.id, name: "Room 101" }
        )
        expectRefusal(
          await step("check-out", stay.id),
          "not_occupied",
          "The guest is not in Room 101.",
          { kind: "not_in", name: "Room 101" }
        )
        const id = "balloc_none"
        expectRefusal(await step("check-in", id), ...missing("allocation", id))
      })
    })

    it("moves somebody to another room for the rest of the stay", async () => {
      const other = await aRoom("Room 102")
      const stay = await aStay(2)
      await step("check-in", stay.id)
      const { status, body } = await step("move", stay.id, {
        ...{ resource_id: other.id, note: "a leak" },
      })
      expect(status).toBe(200)
      expect(body.allocation).toMatchObject({
        ...{ resource_id: other.id, dates: stay.dates, arrived_at: MOMENT },
      })
      const { rooms } = await board()
      expect(rooms.map((r) => [r.status, r.housekeeping_status])).toEqual([
        ["available", "dirty"],
        ["occupied", "clean"],
      ])
      // "Who gave room 102 away, and why?"
      const log = await shop.admin.client.get(`${ADMIN}/operations`, {
        ...{ resource_id: other.id, operation: "occupancy.moved" },
      })
      expect(log.body.operations).toMatchObject([
        { actor_id: shop.admin.id, reason: "a leak" },
      ])
    })

    it("takes in somebody without a booking, once for a key", async () => {
      const request = {
        ...{ resource_id: room.id, end_date: inDays(1) },
        guests: [{ name: "Bo" }],
      }
      const key = { "idempotency-key": randomUUID() }
      const first = await post(`${DESK}/walk-in`, request, key)
      expect(first.status).toBe(201)
      expect(first.body.allocation).toMatchObject({
        ...{ order_id: null, arrived_at: MOMENT, guests: [{ name: "Bo" }] },
      })
      const again = await post(`${DESK}/walk-in`, request, key)
      expect(again.status).toBe(200)
      expect(again.body).toEqual({
        ...first.body,
        idempotent_replay: true,
      })
    })

    it("undoes a no-show on the same day", async () => {
      const stay = await aStay(3)
      const gone = await step("no-show", stay.id)
      const { id, dates } = gone.body.allocation as AllocationDTO
      expect(dates).toEqual([inDays(0)])
      const back = await step("undo", id)
      expect(back.body.allocation.dates).toEqual(stay.dates)
    })

    it("closes what is out of order, and lists who has booked it", async () => {
      const stay = await aStay(2)
      const { body } = await post(
        `${ADMIN}/resources/${room.id}/housekeeping`,
        { status: "out_of_order", until: inDays(3), note: "the lift" }
      )
      expect(body).toMatchObject({
        housekeeping_status: "out_of_order",
        blackout: { kind: "out_of_order", note: "the lift" },
        allocations_affected: [{ id: stay.id }],
      })
      expectRefusal(
        await shop.tryHold({
          items: [{ resource_id: room.id, dates: [inDays(3)] }],
        }),
        "blackout",
        `Room 101 is closed on ${dateInWords(inDays(3))}.`,
        { dates: [inDays(3)], resource_id: room.id, name: "Room 101" }
      )
      expectRefusal(
        await step("check-in", stay.id),
        "room_out_of_order",
        "Room 101 is out of order.",
        { kind: "out_of_order", resource_id: room.id, name: "Room 101" }
      )
    })

    it("works a task: assigned, started, finished, inspected", async () => {
      await post(`${ADMIN}/resources/${room.id}/housekeeping`, {
        status: "dirty",
      })
      const [task] = (await board()).rooms.map((r) => r.task)
      const work = async (action: string, more: object = {}) =>
        post(`${ADMIN}/housekeeping-tasks/${task?.id}`, { action, ...more })
      const assigned = await work("assign", { assignee_id: "user_2" })
      expect(assigned.body.housekeeping_task).toMatchObject({
        ...{ status: "open", assignee_id: "user_2", resource_name: "Room 101" },
      })
      expectRefusal(
        await work("assign"),
        "invalid_data",
        "Give an assignee_id, or null for nobody.",
        {}
      )
      expectRefusal(
        await work("inspect"),
        "task_state",
        "This task is not finished yet.",
        { kind: "unfinished", status: "open" }
      )
      await work("start")
      await work("finish")
      const { body } = await work("inspect")
      expect(body.housekeeping_task).toMatchObject({
        ...{ status: "inspected", assignee_id: "user_2" },
        ...{ started_at: MOMENT, finished_at: MOMENT, inspected_at: MOMENT },
      })
      expect((await board()).rooms[0]?.housekeeping_status).toBe("inspected")
    })
  })
}
