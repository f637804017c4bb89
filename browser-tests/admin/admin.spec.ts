import path from "node:path"

import {
  type Browser,
  expect,
  type Locator,
  type Page,
  test,
} from "@playwright/test"

import type { AvailabilityEntry } from "../../src/modules/resource_booking/types"
import { type Api, day, openApi } from "../demo"
import {
  fillTheHouse,
  newHold,
  newOrder,
  newResource,
  raiseConflict,
  type Resource,
  someName,
} from "./demo"
import {
  act,
  click,
  confirm,
  type Desk,
  dialog,
  fitsTheScreen,
  open,
  pick,
  row,
  says,
  section,
  select,
  sitDown,
  standUp,
  titled,
  typeDate,
} from "./steps"

/** Every page, and how it is headed in English and German. */
const PAGES = [
  ["", "Calendar", "Kalender"],
  ["/front-desk", "Front desk", "Rezeption"],
  ["/housekeeping", "Housekeeping", "Reinigung"],
  ["/resources", "Resources", "Ressourcen"],
  ["/groups", "Groups", "Gruppen"],
  ["/holds", "Holds", "Vormerkungen"],
  ["/allocations", "Allocations", "Belegungen"],
  ["/blackouts", "Blackouts", "Sperrzeiten"],
  ["/conflicts", "Conflicts", "Konflikte"],
  ["/reports", "Reports", "Berichte"],
  ["/log", "Log", "Protokoll"],
  ["/health", "Health", "Systemstatus"],
] as const

test.describe("the admin's pages", () => {
  let api: Api
  let desk: Desk
  let page: Page
  test.beforeAll(async () => {
    api = await openApi()
  })
  test.beforeEach(async ({ browser }) => {
    desk = await sitDown(browser)
    page = desk.page
  })
  test.afterEach(() => standUp(desk))

  const capacityOf = async ({ id }: Resource, date: string) => {
    const { capacity } = await api.admin<{ capacity: [AvailabilityEntry] }>(
      "GET",
      `/resource-booking/resources/${id}/capacity?start_date=${date}&end_date=${date}`
    )
    return capacity[0]
  }

  const takePictures = async (browser: Browser, folder: string) => {
    await fillTheHouse(api)
    const take = (name: string, of: Page) =>
      of.screenshot({
        path: path.join(folder, `admin-${name}.png`),
        animations: "disabled",
      })
    const dark = await sitDown(browser, { dark: true })
    for (const each of [desk, dark]) {
      await open(each.page, `/bookings?start=${day(0)}`)
      await each.page.locator("#booking-cell-3-3").waitFor()
      await take(each === dark ? "calendar-dark" : "calendar", each.page)
    }
    await standUp(dark)
    for (const address of ["/holds", "/reports", "/health"]) {
      await open(page, `/bookings${address}`)
      await page.waitForLoadState("networkidle")
      await expect(page.locator("main .animate-pulse")).toHaveCount(0)
      await take(address.slice(1), page)
    }
  }
  const { SCREENSHOTS } = process.env
  if (SCREENSHOTS) {
    test("show the way they look", ({ browser }) =>
      takePictures(browser, SCREENSHOTS))
  }

  test("are all there, in the menu and by their address", async () => {
    await open(page, "/bookings")
    const menu = page.getByRole("navigation")
    for (const [, title] of PAGES.slice(1)) {
      await menu.getByRole("link", { name: title, exact: true }).click()
      await titled(page, title)
    }
  })

  test("speak German, in the dark, and on a narrow screen", async ({
    browser,
  }) => {
    const other = await sitDown(browser, {
      dark: true,
      width: 768,
      language: "de",
    })
    for (const [address, , title] of PAGES) {
      await open(other.page, `/bookings${address}`)
      await titled(other.page, title)
      await fitsTheScreen(other.page)
    }
    await standUp(other)
  })

  test("create, change, freeze, delete and bring back a resource (R1, R31)", async () => {
    const name = someName("Raft")
    await open(page, "/bookings/resources")
    await click(page, "Create")
    await click(dialog(page), "Create")
    await dialog(page).getByText("This field is required.").first().waitFor()
    await dialog(page).getByLabel("Name").fill(name)
    await dialog(page).getByLabel("Type").fill("raft")
    await click(dialog(page), "Create")
    await says(page, `${name} was created`)
    await titled(page, name)

    const head = section(page, name)
    await act(page, head, "Edit")
    await dialog(page).getByLabel("Description").fill("For six")
    await click(dialog(page), "Save")
    await says(page, `${name} was updated`)
    await head.getByText("For six").waitFor()

    await section(page, "Rules").getByRole("button", { name: "Edit" }).click()
    await dialog(page).getByLabel("Minimum stay").fill("3")
    await dialog(page).getByLabel("Maximum stay").fill("2")
    await click(dialog(page), "Save")
    await dialog(page).getByText("shorter than the minimum").waitFor()
    await dialog(page).getByLabel("Maximum stay").fill("9")
    await click(dialog(page), "Save")
    await says(page, `${name} was updated`)

    await section(page, "Images and amenities")
      .getByRole("button", { name: "Edit" })
      .click()
    await dialog(page).getByLabel("Amenities").fill("Paddles\nVests")
    await click(dialog(page), "Save")
    await page.getByText("Vests", { exact: true }).waitFor()

    await act(page, head, "Freeze")
    await dialog(page).getByLabel("Note").fill("A hole")
    await click(dialog(page), "Freeze")
    await says(page, `${name} is closed until further notice`)
    await head.getByText("A hole").waitFor()
    await act(page, head, "Unfreeze")
    await says(page, `${name} is open again`)

    await act(page, head, "Delete")
    await confirm(page, "Delete", name)
    await says(page, `${name} was deleted`)
    // It goes by itself: no wait until it stands still.
    await page.getByRole("button", { name: "Undo" }).dispatchEvent("click")
    await says(page, `${name} was restored`)
  })

  test("find resources by search, filter and order", async () => {
    const resource = await newResource(api)
    await open(page, "/bookings/resources")
    await page.getByPlaceholder("Search").fill(resource.name)
    await row(page, resource.name).click()
    await titled(page, resource.name)
    await open(page, "/bookings/resources?type=canoe&order=-name")
    await row(page, resource.name).waitFor()
    await open(page, "/bookings/resources?q=no-such-thing")
    await page.getByText("No results").waitFor()
  })

  test("set and adjust capacity, and say why not (R3)", async () => {
    const resource = await newResource(api)
    await newHold(api, resource, 40)
    await open(page, `/bookings/resources/${resource.id}`)
    await click(page, "Set capacity")
    await typeDate(dialog(page), "First date", day(40))
    await typeDate(dialog(page), "Last date", day(42))
    await dialog(page).getByLabel("Capacity", { exact: true }).fill("0")
    await click(dialog(page), "Save")
    await dialog(page)
      .getByRole("alert")
      .getByText(/already held or sold/)
      .waitFor()
    await dialog(page).getByLabel("Capacity", { exact: true }).fill("3")
    await click(dialog(page), "Save")
    await says(page, "Capacity was set for 3 dates")
    expect((await capacityOf(resource, day(42))).max_capacity).toBe(3)
    expect((await capacityOf(resource, day(43))).max_capacity).toBe(5)

    await click(page, "Adjust capacity")
    await typeDate(dialog(page), "First date", day(42))
    await typeDate(dialog(page), "Last date", day(42))
    await dialog(page).getByLabel("Units to add or remove").fill("-2")
    await dialog(page).getByLabel("Reason").fill("One sank")
    await click(dialog(page), "Save")
    await says(page, "Capacity was adjusted for 1 date")
    expect((await capacityOf(resource, day(42))).max_capacity).toBe(1)
  })

  test("create, change and delete a group (R2)", async () => {
    const name = someName("Fleet")
    await open(page, "/bookings/groups")
    await click(page, "Create")
    await dialog(page).getByLabel("Name").fill(name)
    await dialog(page).getByLabel("Type").fill("canoe")
    await click(dialog(page), "Create")
    await titled(page, name)
    await act(page, section(page, name), "Edit")
    await dialog(page).getByLabel("Description").fill("All the same")
    await click(dialog(page), "Save")
    await says(page, `${name} was updated`)
    await act(page, section(page, name), "Delete")
    await confirm(page, "Delete", name)
    await says(page, `${name} was deleted`)
  })

  test("link a variant to what it sells, from either side (R27)", async () => {
    const resource = await newResource(api)
    await open(page, `/bookings/resources/${resource.id}`)
    const soldAs = section(page, "Sold as")
    await soldAs.getByRole("button", { name: "Link" }).click()
    await pick(page, dialog(page), "Variant", "Camp Kitchen")
    await click(dialog(page), "Link")
    await says(
      page,
      "Linked. Customers can now book it wherever the product is sold."
    )
    await soldAs.getByRole("link", { name: /Camp Kitchen/ }).click()

    const widget = section(page, "Bookable resources")
    await widget.getByText("Bundle: one of each").waitFor()
    const link = widget.getByRole("listitem").filter({ hasText: resource.name })
    await link.getByRole("button", { name: "Unlink" }).click()
    await confirm(page, "Unlink")
    await says(page, "The variant was unlinked")
    await link.waitFor({ state: "detached" })

    await widget.getByRole("button", { name: "Link" }).first().click()
    await pick(page, dialog(page), "Resource", resource.name)
    await click(dialog(page), "Link")
    await link.waitFor()
    await link.getByRole("button", { name: "Unlink" }).click()
    await confirm(page, "Unlink")
    await link.waitFor({ state: "detached" })
  })

  test("black out dates, change that, and lift it (R30)", async () => {
    const resource = await newResource(api)
    await newHold(api, resource, 50)
    await open(page, "/bookings/blackouts")
    await click(page, "Create")
    await pick(page, dialog(page), "Resource", resource.name)
    await typeDate(dialog(page), "First date", day(50))
    await typeDate(dialog(page), "Last date", day(51))
    await dialog(page).getByLabel("Reason").fill("A flood")
    await dialog(page).getByLabel("Release active holds on these dates").click()
    await click(dialog(page), "Black out")
    await says(page, /Holds released: 1/)
    expect((await capacityOf(resource, day(51))).reason).toBe("blackout")

    await act(page, row(page, resource.name), "Edit")
    await typeDate(dialog(page), "Last date", day(52))
    await click(dialog(page), "Save")
    await says(page, /Blackout updated/)
    expect((await capacityOf(resource, day(52))).reason).toBe("blackout")
    await act(page, row(page, resource.name), "Lift")
    await confirm(page, "Lift")
    await says(page, "The dates are open again")
    expect((await capacityOf(resource, day(52))).is_available).toBe(true)
  })

  test("extend and release a hold, whose time runs (R14)", async () => {
    const resource = await newResource(api)
    await newHold(api, resource, 45)
    await open(page, `/bookings/holds?resource_id=${resource.id}`)
    const held = row(page, "ann@example.com")
    const before = await held.getByRole("timer").innerText()
    await expect(held.getByRole("timer")).not.toHaveText(before)
    await act(page, held, "Extend")
    await says(page, /Extended until/)
    await act(page, held, "Release")
    await confirm(page, "Release")
    await says(page, "The hold was released")
    await row(page, "Released").waitFor()
    expect((await capacityOf(resource, day(45))).held).toBe(0)
  })

  test("book for a customer, name guests, move and cancel (R45)", async () => {
    const resource = await newResource(api)
    await open(page, "/bookings/allocations")
    await click(page, "Book")
    await pick(page, dialog(page), "Resource", resource.name)
    await typeDate(dialog(page), "First date", day(60))
    await typeDate(dialog(page), "Last date", day(61))
    await dialog(page).getByLabel("Quantity").fill("9")
    await click(dialog(page), "Book")
    await dialog(page)
      .getByRole("alert")
      .getByText(/only 5 left/)
      .waitFor()
    await dialog(page).getByLabel("Quantity").fill("2")
    await click(dialog(page), "Add guest")
    await dialog(page).getByLabel("Name").fill("Ann Example")
    await click(dialog(page), "Book")
    await says(page, `${resource.name} is booked`)
    expect((await capacityOf(resource, day(61))).allocated).toBe(2)

    await act(page, row(page, resource.name), "Guests")
    await click(dialog(page), "Add guest")
    await dialog(page).getByLabel("Name").last().fill("Ben Example")
    await click(dialog(page), "Save")
    await says(page, "2 guests were saved")
    await row(page, /Ann Example, Ben Example/).waitFor()

    await act(page, row(page, resource.name), "Move…")
    await typeDate(dialog(page), "Start", day(70))
    await typeDate(dialog(page), "End", day(71))
    await dialog(page).getByLabel("Reason").fill("Rain")
    await click(dialog(page), "Move")
    await says(page, /Moved to/)
    expect((await capacityOf(resource, day(61))).allocated).toBe(0)
    expect((await capacityOf(resource, day(71))).allocated).toBe(2)

    await open(
      page,
      `/bookings/allocations?resource_id=${resource.id}&status=confirmed`
    )
    await act(page, row(page, resource.name), "Cancel…")
    await click(dialog(page), "Cancel booking")
    await says(page, "1 booking was canceled")
    expect((await capacityOf(resource, day(71))).allocated).toBe(0)
  })

  test("show an order's bookings on its page, and settle a conflict (R25)", async () => {
    const order = await newOrder(api)
    await open(page, `/orders/${order.id}`)
    const widget = section(page, "Bookings")
    await widget.getByRole("link", { name: "Satellite Phone" }).waitFor()
    await widget.getByText("Confirmed").waitFor()

    await raiseConflict(order.id)
    await open(page, "/bookings/conflicts?status=open")
    const conflict = row(page, `#${order.number}`)
    await conflict.getByRole("button", { name: "Resolve" }).click()
    await select(page, dialog(page), "Outcome", "Refunded")
    await click(dialog(page), "Resolve")
    await dialog(page).getByRole("alert").waitFor()
    await select(page, dialog(page), "Outcome", "Dismissed")
    await dialog(page).getByLabel("Note").fill("She has them after all")
    await click(dialog(page), "Resolve")
    await says(page, "The conflict is resolved")
  })

  test("read the log by what, and in full (R50)", async () => {
    const resource = await newResource(api)
    await open(page, `/bookings/log?resource_id=${resource.id}`)
    await row(page, "resource.created").click()
    await dialog(page).getByText("After").waitFor()
    await dialog(page).getByText(resource.name).first().waitFor()
    await open(
      page,
      `/bookings/log?resource_id=${resource.id}&operation=hold.placed`
    )
    await page.getByText("No results").waitFor()
  })

  test("say how it is, reconcile and audit (R51, R53)", async () => {
    await open(page, "/bookings/health")
    await page.getByText("Healthy").waitFor()
    // An earlier run's process may still be listed.
    await page.getByText("Server and worker").first().waitFor()
    for (const button of ["Dry run", "Run now"]) {
      await page.getByRole("button", { name: button, exact: true }).click()
      await says(page, /checked, \d+ fixed/)
      // The first run's words may still be there when the second is on its way.
      await dialog(page).waitFor()
      await page.keyboard.press("Escape")
      await dialog(page).waitFor({ state: "detached" })
    }
    await click(page, "Run audit")
    await page
      .getByText(/All figures are correct|violation/)
      .first()
      .waitFor()
  })

  test("report, and give the report as CSV (R61)", async () => {
    await newOrder(api)
    const range = `start_date=${day(-5)}&end_date=${day(300)}&group_by=month`
    await open(page, `/bookings/reports?${range}`)
    for (const tab of [
      "Utilization",
      "Hold funnel",
      "Expirations",
      "Revenue",
      "Allocations",
    ]) {
      await page.getByRole("tab", { name: tab }).click()
      await page
        .getByRole("tabpanel")
        // What has expired, if anything, is of an earlier run.
        .getByText(/Satellite Phone|Expired holds|No data for these dates/)
        .first()
        .waitFor()
      const download = page.waitForEvent("download")
      await click(page, "Download CSV")
      expect((await download).suggestedFilename()).toMatch(/\.csv$/)
      await says(page, "The file was downloaded")
    }
  })

  test.describe("the calendar", () => {
    let resource: Resource
    test.beforeEach(async () => {
      resource = await newResource(api)
      await newHold(api, resource, 3)
      await open(
        page,
        `/bookings?q=${encodeURIComponent(resource.name)}&start=${day(1)}`
      )
      await page.getByRole("link", { name: resource.name }).waitFor()
    })
    const cell = (column: number): Locator =>
      page.locator(`#booking-cell-0-${column}`)
    const choose = async (from: number, to: number) => {
      const start = await cell(from).boundingBox()
      const end = await cell(to).boundingBox()
      if (!start || !end) {
        throw new Error("The dates are not on the screen")
      }
      await page.mouse.move(start.x + 30, start.y + 20)
      await page.mouse.down()
      await page.mouse.move(end.x + 30, end.y + 20, { steps: 6 })
      await page.mouse.up()
    }

    test("says what a date is, and who has it", async () => {
      await expect(cell(2)).toHaveText(/4\/5\s*Held/)
      await expect(cell(3)).toHaveText(/5\/5\s*Free/)
      await cell(2).click()
      await dialog(page).getByText("ann@example.com").waitFor()
      await dialog(page).getByRole("timer").waitFor()
      await click(dialog(page), "Close")
    })

    test("sets capacity, blacks out, freezes and books what is chosen", async () => {
      await choose(5, 7)
      await page.getByText(/3 dates/).waitFor()
      await page.getByRole("button", { name: /^Set capacity/ }).click()
      await dialog(page).getByLabel("Capacity", { exact: true }).fill("2")
      await click(dialog(page), "Save")
      await says(page, "Capacity was set for 3 dates")
      await cell(6).getByText("2/2").waitFor()

      await choose(8, 9)
      await page.getByRole("button", { name: /^Black out/ }).click()
      await dialog(page).getByLabel("Reason").fill("A wedding")
      await click(dialog(page), "Black out")
      await cell(9).getByText("Closed").waitFor()

      await choose(5, 6)
      await page.getByRole("button", { name: /^Book A/ }).click()
      await click(dialog(page), "Book")
      await says(page, `${resource.name} is booked`)
      await cell(5).getByText("1/2").waitFor()
      await cell(7).getByText("2/2").waitFor()

      await choose(0, 1)
      await page.getByRole("button", { name: /^Freeze/ }).click()
      await click(dialog(page), "Freeze")
      await cell(1).getByText("Frozen").waitFor()
      await cell(2).getByText("Held").waitFor()
    })

    test("is used by the keyboard alone, and jumps to a date", async () => {
      await page.getByRole("grid").focus()
      await page.keyboard.press("ArrowRight")
      await page.keyboard.press("ArrowRight")
      await page.keyboard.press("Shift+ArrowRight")
      await page.getByText(/2 dates/).waitFor()
      await page.keyboard.press("Escape")
      await page.getByText(/2 dates/).waitFor({ state: "detached" })
      await page.keyboard.press("End")
      await cell(55).waitFor()
      await page.keyboard.press("Enter")
      await dialog(page)
        .getByText("No holds or bookings on this date")
        .waitFor()
      await click(dialog(page), "Close")

      const heads = page.getByRole("columnheader")
      await typeDate(page.locator("body"), "Jump to date", day(30))
      await heads
        .filter({ hasText: String(Number(day(30).slice(8))) })
        .first()
        .waitFor()
      await page.getByRole("button", { name: "Today", exact: true }).click()
      await page.locator('[role=columnheader][aria-current="date"]').waitFor()
    })
  })
})
