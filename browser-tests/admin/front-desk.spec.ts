import { randomUUID } from "node:crypto"
import path from "node:path"

import {
  type Browser,
  expect,
  type Locator,
  type Page,
  test,
} from "@playwright/test"

import { addDays } from "../../integration-tests/engine"
import type {
  AllocationDTO,
  BoardDTO,
} from "../../src/modules/resource_booking/types"
import { type Api, day, openApi } from "../demo"
import { beganDaysAgo, ignoreRefusal, type Resource, someName } from "./demo"
import {
  act,
  click,
  confirm,
  type Desk,
  dialog,
  fitsTheScreen,
  open,
  row,
  says,
  section,
  sitDown,
  standUp,
  typeDate,
} from "./steps"

const BOARD = "/bookings/front-desk"

test.describe("the front desk's pages", () => {
  let api: Api
  let desk: Desk
  let page: Page
  /** Of one test's rooms alone, so that the board shows no others. */
  let type: string
  test.beforeAll(async () => {
    api = await openApi()
  })
  test.beforeEach(async ({ browser }) => {
    type = `room-${randomUUID().slice(0, 6)}`
    desk = await sitDown(browser, { width: 1180 })
    page = desk.page
  })
  test.afterEach(() => standUp(desk))

  /** UTC, so that its today is that of `day`. */
  const newRoom = async (): Promise<Resource> => {
    const { resource } = await api.admin<{ resource: Resource }>(
      "POST",
      "/resource-booking/resources",
      {
        ...{ name: someName("Room"), type, span: "night", timezone: "UTC" },
        default_capacity: 1,
      }
    )
    return resource
  }
  const book = async ({ id }: Resource, nights: number, guest: string) => {
    const { allocations } = await api.admin<{ allocations: [AllocationDTO] }>(
      "POST",
      "/resource-booking/allocations",
      {
        idempotency_token: randomUUID(),
        items: [{ resource_id: id, start_date: day(0), end_date: day(nights) }],
        guests: [{ name: guest }],
      }
    )
    return allocations[0]
  }
  const setHousekeeping = ({ id }: Resource, status: string) =>
    api.admin("POST", `/resource-booking/resources/${id}/housekeeping`, {
      status,
    })
  const openBoard = async (first: Resource) => {
    await open(page, `${BOARD}?type=${type}`)
    await tile(first).waitFor()
  }
  const tile = ({ name }: Resource): Locator =>
    page.locator(`[data-room="${name}"]`)
  const is = (room: Resource, status: string, text?: string | RegExp) =>
    tile(room)
      .and(page.locator(`[data-status="${status}"]`))
      .filter(text === undefined ? {} : { hasText: text })
      .waitFor()
  const isHouseKept = (room: Resource, status: string) =>
    tile(room)
      .and(page.locator(`[data-housekeeping="${status}"]`))
      .waitFor()
  const button = (action: string) =>
    dialog(page).locator(`[data-action="${action}"]`)
  /** Two taps: the room, and what to do. */
  const tap = async (room: Resource, action: string) => {
    await tile(room).click()
    await button(action).click()
  }
  const closeSheet = async () => {
    await click(dialog(page), "Close")
    await dialog(page).waitFor({ state: "detached" })
  }
  /** The date in the field for it. */
  const shows = (date: string) =>
    page
      .getByRole("spinbutton", { name: "day, Jump to date" })
      .filter({ hasText: new RegExp(`^0?${Number(date.slice(8))}$`) })
      .waitFor()
  const refused = async (action: string, code: string, sentence: string) => {
    await button(action)
      .and(page.locator(`[data-code="${code}"]`))
      .waitFor()
    await expect(button(action)).toBeDisabled()
    await dialog(page).getByText(sentence, { exact: true }).first().waitFor()
  }

  const takePictures = async (browser: Browser, folder: string) => {
    await fillTheDesk(api)
    const take = (name: string, of: Page) =>
      of.screenshot({
        path: path.join(folder, `admin-${name}.png`),
        animations: "disabled",
      })
    const looks = [
      ["front-desk", { width: 1180, height: 820 }],
      ["front-desk-dark", { width: 1180, height: 820, dark: true }],
      ["front-desk-phone", { width: 390, height: 844 }],
    ] as const
    for (const [name, look] of looks) {
      const other = await sitDown(browser, look)
      await open(other.page, `${BOARD}?type=room`)
      await other.page.locator('[data-room="Room 102"]').waitFor()
      await other.page.waitForLoadState("networkidle")
      if (name === "front-desk-dark") {
        await other.page.locator('[data-room="Room 102"]').click()
        await dialog(other.page).waitFor()
      }
      await take(name, other.page)
      await standUp(other)
    }
    await open(page, "/bookings/housekeeping")
    await page.waitForLoadState("networkidle")
    await take("housekeeping", page)
  }
  const { SCREENSHOTS } = process.env
  if (SCREENSHOTS) {
    test("look as they do on a tablet, in the dark and on a phone", ({
      browser,
    }) => takePictures(browser, SCREENSHOTS))
  }

  test("check an arrival in by two taps, and take that back (R41, R43)", async () => {
    const room = await newRoom()
    await book(room, 2, "Ann Example")
    await openBoard(room)
    await is(room, "booked", /Ann Example/)
    await page
      .getByRole("button", { name: /^Arrivals 1 1 to arrive/ })
      .waitFor()
    await tap(room, "check_in")
    await says(page, `Ann Example is checked in to ${room.name}`)
    await is(room, "occupied", /Until/)
    await page.getByRole("button", { name: /^In house 1/ }).click()
    await page
      .getByRole("list", { name: "In house" })
      .getByRole("button", { name: `${room.name} Ann Example` })
      .click()
    await click(dialog(page), "Undo check-in")
    await is(room, "booked", /Ann Example/)
  })

  test("refuse a check-in to a dirty room with the reason, until it is clean (R42, R44)", async () => {
    const room = await newRoom()
    await book(room, 1, "Cem Example")
    await openBoard(room)
    await tile(room).click()
    await button("check_in").waitFor()
    // Somebody else finds it dirty just now: the server says no.
    await setHousekeeping(room, "dirty")
    await button("check_in").click()
    await says(page, `${room.name} is not clean yet.`)
    await refused("check_in", "room_dirty", `${room.name} is not clean yet.`)
    await click(dialog(page), "Start")
    await says(page, `${room.name} is being cleaned`)
    await tile(room).filter({ hasText: "Being cleaned" }).waitFor()
    await tile(room).click()
    await click(dialog(page), "Finish")
    await says(page, `${room.name} is clean`)
    await isHouseKept(room, "clean")
    await tap(room, "check_in")
    await is(room, "occupied", /Leaving|Until/)
  })

  test("let a walk-in in, and move them to another room (R41)", async () => {
    const [first, second] = [await newRoom(), await newRoom()]
    await openBoard(first)
    await tap(first, "walk_in")
    await dialog(page).getByLabel("Guest").fill("Bo Walker")
    await typeDate(dialog(page), "Check-out", day(3))
    await click(dialog(page), "Check in")
    await says(page, `Bo Walker is checked in to ${first.name}`)
    await is(first, "occupied", /Bo Walker/)

    await tap(first, "move")
    await dialog(page).getByLabel("Reason").fill("A leak")
    await dialog(page).getByRole("radio", { name: second.name }).check()
    await click(dialog(page), `Move to ${second.name}`)
    await says(page, `Bo Walker now has ${second.name} until`)
    await is(second, "occupied", /Bo Walker/)
    await is(first, "available")
    await isHouseKept(first, "dirty")

    // Who gave the room away, and why.
    await open(page, `/bookings/resources/${first.id}`)
    const entry = section(page, "History").getByRole("row", {
      name: /Room or end date changed/,
    })
    await entry
      .filter({ hasText: "A leak" })
      .filter({ hasText: `${first.name} → ${second.name}` })
      .filter({ hasNotText: /Staff|System/ })
      .waitFor()
    await open(
      page,
      `/bookings/log?resource_id=${second.id}&operation=occupancy.moved`
    )
    await row(page, "A leak").waitFor()
  })

  test("ask before an early check-out and say what it frees; undo it", async () => {
    const room = await newRoom()
    await book(room, 3, "Dora Example")
    await openBoard(room)
    await tap(room, "check_in")
    await is(room, "occupied")
    await tap(room, "check_out")
    await page
      .getByRole("alertdialog")
      .getByText(/^This frees 2 nights right away/)
      .waitFor()
    await confirm(page, "Check out")
    await says(page, `${room.name} needs cleaning`)
    await isHouseKept(room, "dirty")
    const { rooms } = await api.admin<BoardDTO>(
      "GET",
      `/resource-booking/front-desk?type=${type}&date=${day(1)}`
    )
    expect(rooms[0]?.status).toBe("available")

    await tile(room).click()
    await click(dialog(page), "Undo check-out")
    await is(room, "occupied", /Dora Example/)
    await isHouseKept(room, "clean")
  })

  test("mark a no-show after a question, and undo it", async () => {
    const room = await newRoom()
    await book(room, 2, "Eve Example")
    await openBoard(room)
    await tap(room, "no_show")
    await page
      .getByRole("alertdialog")
      .getByText(/^This frees 1 night right away/)
      .waitFor()
    await confirm(page, "No-show")
    await says(page, "Eve Example was marked as a no-show")
    await is(room, "no_show", /Eve Example/)
    await tile(room).click()
    await refused("check_in", "no_allocation", "Nobody is expected.")
    await click(dialog(page), "Undo no-show")
    await is(room, "booked", /Eve Example/)
  })

  test("want a reason for who comes late, and show who is overdue", async () => {
    const room = await newRoom()
    const { id } = await book(room, 3, "Finn Example")
    await beganDaysAgo(id, 1)
    await openBoard(room)
    await tile(room).filter({ hasText: "Expected on" }).waitFor()
    await tap(room, "check_in")
    await click(dialog(page), "Check in")
    await dialog(page).getByText("This field is required.").waitFor()
    await dialog(page)
      .getByLabel("Reason for the late arrival")
      .fill("A strike")
    await click(dialog(page), "Check in")
    await says(page, `Finn Example is checked in to ${room.name}`)
    await is(room, "occupied")
    await beganDaysAgo(id, 3)
    await page.reload()
    await tile(room).filter({ hasText: "Overdue" }).waitFor()
  })

  test("put a room out of order, and open it again where that is shown (R42)", async () => {
    const room = await newRoom()
    await openBoard(room)
    await tile(room).click()
    await click(dialog(page), "Out of order")
    await dialog(page).getByLabel("Reason").fill("No hot water")
    await click(dialog(page), "Out of order")
    await is(room, "out_of_order")
    await tile(room).click()
    await refused(
      "walk_in",
      "room_out_of_order",
      `${room.name} is out of order.`
    )
    await closeSheet()

    await open(page, "/bookings/blackouts?kind=out_of_order")
    const closed = row(page, room.name)
    await closed.getByText("Out of order · No hot water").waitFor()
    await act(page, closed, "Reopen as dirty")
    await says(page, "The dates are open again")
    await openBoard(room)
    await is(room, "available")
    await isHouseKept(room, "dirty")
  })

  test("give out the cleaning, and work it off row by row (R42)", async () => {
    const room = await newRoom()
    await setHousekeeping(room, "dirty")
    await open(page, `/bookings/housekeeping?resource_id=${room.id}`)
    const task = row(page, room.name)
    await task.getByText("Unassigned").waitFor()
    await act(page, task, "Assign to me")
    await says(page, `The assignment of ${room.name} was updated`)
    await page.getByRole("combobox", { name: "Assignee" }).click()
    await page.getByRole("option", { name: "My tasks" }).click()
    await click(page, "To do")
    for (const [step, done] of [
      ["Start", `${room.name} is being cleaned`],
      ["Finish", `${room.name} is clean`],
    ] as const) {
      await task.getByRole("button", { name: step, exact: true }).click()
      await says(page, done)
    }
    await page.getByText("No results").waitFor()
    await open(page, `/bookings/housekeeping?resource_id=${room.id}`)
    await task.getByRole("button", { name: "Inspect", exact: true }).click()
    await says(page, `${room.name} was inspected`)
    await openBoard(room)
    await isHouseKept(room, "inspected")
  })

  test("set the housekeeping status on a room's own page", async () => {
    const room = await newRoom()
    await open(page, `/bookings/resources/${room.id}`)
    const own = section(page, "Housekeeping")
    await own.getByText("Clean").waitFor()
    await act(page, own, "Dirty")
    await says(page, `${room.name}: Dirty`)
    await own.getByText("Dirty").waitFor()
    await section(page, "History")
      .getByRole("row", { name: /Housekeeping status set.*Clean → Dirty/ })
      .waitFor()
  })

  test("show another date without its actions, and read by themselves", async () => {
    const room = await newRoom()
    await openBoard(room)
    await is(room, "available")
    // What a colleague does elsewhere comes here without a reload.
    await book(room, 2, "Gil Example")
    await is(room, "booked", /Gil Example/)
    await click(page, "Next day")
    await shows(day(1))
    await tile(room).click()
    await dialog(page)
      .getByText(/only .* on the current date/)
      .waitFor()
    await expect(button("check_in")).toHaveCount(0)
    await closeSheet()
    await click(page, "Today")
    await shows(day(0))
    await is(room, "booked", /Arriving/)
  })

  test("are used by the keyboard alone, and on a phone", async ({
    browser,
  }) => {
    const room = await newRoom()
    await book(room, 1, "Hana Example")
    const phone = await sitDown(browser, { width: 390, dark: true })
    await open(phone.page, `${BOARD}?type=${type}`)
    const here = phone.page.locator(`[data-room="${room.name}"]`)
    await here.focus()
    await phone.page.keyboard.press("Enter")
    const sheet = dialog(phone.page)
    await sheet.waitFor()
    await phone.page.keyboard.press("Escape")
    await sheet.waitFor({ state: "detached" })
    await here.press("Enter")
    await sheet.locator('[data-action="check_in"]').press("Enter")
    await says(phone.page, `Hana Example is checked in to ${room.name}`)
    for (const address of [BOARD, "/bookings/housekeeping"]) {
      await open(phone.page, address)
      await phone.page.getByRole("heading", { level: 1 }).waitFor()
      await fitsTheScreen(phone.page)
    }
    await standUp(phone)
  })

  test("say when the board can't be read again, and keep what they know", async () => {
    const room = await newRoom()
    await openBoard(room)
    await page.route("**/resource-booking/front-desk*", (route) =>
      route.abort()
    )
    await page
      .getByRole("alert")
      .getByText(/couldn't be refreshed/)
      .waitFor({
        timeout: 60_000,
      })
    await tile(room).waitFor()
    await page.unroute("**/resource-booking/front-desk*")
    await click(page, "Try again")
    await page.getByRole("alert").waitFor({ state: "detached" })
  })
})

/** A busy morning in the demo's lodge, in its rooms that are still free. */
async function fillTheDesk(api: Api): Promise<void> {
  const { rooms } = await api.admin<BoardDTO>(
    "GET",
    "/resource-booking/front-desk?type=room"
  )
  const guests: [name: string, nights: number, ago: number | null][] = [
    ["Mia Hansen", 2, 2],
    ["Leo Novak", 2, 3],
    ["Clara Weber", 1, null],
    ["Omar Haddad", 4, 1],
    ["June Park", 3, 0],
  ]
  const free = rooms.filter(
    ({ status, housekeeping_status }) =>
      status === "available" && housekeeping_status === "clean"
  )
  for (const [index, [name, nights, ago]] of guests.entries()) {
    const room = free[index]
    if (!room) {
      continue
    }
    const stay = {
      resource_id: room.resource.id,
      end_date: addDays(room.date, nights),
    }
    const who = { guests: [{ name }], idempotency_token: randomUUID() }
    const path =
      ago === null
        ? "/resource-booking/allocations"
        : "/resource-booking/front-desk/walk-in"
    const body =
      ago === null
        ? { items: [{ ...stay, start_date: room.date }], override_rules: true }
        : stay
    type Answer = { allocation?: { id: string } }
    const { allocation } = await api
      .admin<Answer>("POST", path, { ...body, ...who })
      .catch(ignoreRefusal)
    if (ago && allocation) {
      await beganDaysAgo(allocation.id, ago)
    }
  }
  for (const room of free.slice(guests.length, guests.length + 2)) {
    await api.admin(
      "POST",
      `/resource-booking/resources/${room.resource.id}/housekeeping`,
      { status: "dirty" }
    )
  }
  const { housekeeping_tasks } = await api.admin<{
    housekeeping_tasks: { id: string }[]
  }>("GET", "/resource-booking/housekeeping-tasks?status=open&limit=1")
  for (const { id } of housekeeping_tasks) {
    await api.admin("POST", `/resource-booking/housekeeping-tasks/${id}`, {
      action: "start",
    })
  }
}
