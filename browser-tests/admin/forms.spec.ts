import { randomUUID } from "node:crypto"

import { expect, type Locator, type Page, test } from "@playwright/test"

import { type Api, day, demo, openApi } from "../demo"
import {
  newOrder,
  newResource,
  raiseConflict,
  type Resource,
  someName,
} from "./demo"
import {
  click,
  type Desk,
  dialog,
  open,
  row,
  says,
  sitDown,
  standUp,
  titled,
} from "./steps"

test.describe("the admin's forms", () => {
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

  const isAt = (address: string) => {
    const path = () => new URL(page.url()).href.slice(demo().url.length)
    return expect.poll(path).toBe(`/app${address}`)
  }
  const isClosed = () => dialog(page).waitFor({ state: "detached" })
  const goBack = () => page.evaluate("history.back()")
  const question = () => page.getByRole("alertdialog")
  const field = (label: string) => dialog(page).getByLabel(label)

  test("close by Back, and leave the list below as it was", async () => {
    const { name } = await newResource(api)
    await open(page, "/bookings/resources?type=canoe&order=-name")
    await row(page, name).waitFor()
    await click(page, "Create")
    await isAt("/bookings/resources/create?type=canoe&order=-name")
    await field("Name").waitFor()
    await goBack()
    await isClosed()
    await isAt("/bookings/resources?type=canoe&order=-name")
    await row(page, name).waitFor()

    await open(page, "/bookings/allocations?status=confirmed")
    await click(page, "Book")
    await isAt("/bookings/allocations?status=confirmed&form=book")
    await field("Quantity").waitFor()
    await page.keyboard.press("Escape")
    await isClosed()
    await isAt("/bookings/allocations?status=confirmed")
  })

  test("ask before Escape, Cancel or Back throws away what was typed", async () => {
    const { id } = await newResource(api)
    await open(page, `/bookings/resources/${id}`)
    await click(page, "Set capacity")
    const capacity = dialog(page).getByLabel("Capacity", { exact: true })
    await capacity.fill("7")
    const leave: [string, () => Promise<unknown>][] = [
      ["Escape", () => page.keyboard.press("Escape")],
      ["Cancel", () => click(dialog(page), "Cancel")],
      ["Back", goBack],
    ]
    for (const [, by] of leave) {
      await by()
      await question().getByText("Discard your changes?").waitFor()
      await click(question(), "Keep editing")
      await question().waitFor({ state: "detached" })
      await expect(capacity).toHaveValue("7")
    }
    await goBack()
    await question().waitFor()
    await page.keyboard.press("Escape")
    await question().waitFor({ state: "detached" })
    await expect(capacity).toHaveValue("7")
    for (const [, by] of leave) {
      await by()
      await click(question(), "Discard")
      await isClosed()
      await isAt(`/bookings/resources/${id}`)
      await click(page, "Set capacity")
      await capacity.fill("8")
    }
    await click(dialog(page), "Save")
    await says(page, /Capacity was set/)
    await isClosed()
  })

  test("don't ask when nothing was typed, or when it was taken back", async () => {
    const { id, name } = await newResource(api)
    await open(page, `/bookings/resources/${id}/edit`)
    const named = field("Name")
    await named.fill("Something else")
    await named.fill(name)
    await page.keyboard.press("Escape")
    await isClosed()
    await isAt(`/bookings/resources/${id}`)
    await expect(question()).toHaveCount(0)
  })

  test("go from a room's sheet to a form, and back by the same steps", async () => {
    const room = await newRoom(api)
    const board = `/bookings/front-desk?type=${room.type}`
    await open(page, board)
    await page.locator(`[data-room="${room.name}"]`).click()
    await isAt(`${board}&form=room&of=${room.id}`)
    await dialog(page).locator('[data-action="walk_in"]').click()
    await field("Guest").waitFor()
    await goBack()
    await dialog(page).locator('[data-action="walk_in"]').click()
    await field("Guest").fill("Ina Example")
    await click(dialog(page), "Check in")
    await says(page, `Ina Example is checked in to ${room.name}`)
    await isClosed()
    await isAt(board)
  })

  test.describe("open by a link, for a colleague:", () => {
    let forms: [address: string, title: string | RegExp][]
    test.beforeAll(async () => {
      forms = await everyForm(api)
    })

    test("each of them, and Escape closes it again", async () => {
      test.slow()
      for (const [address, title] of forms) {
        await open(page, address)
        const heading = dialog(page).getByRole("heading", { name: title })
        await heading.first().waitFor()
        await page.keyboard.press("Escape")
        await isClosed()
        expect(page.url()).not.toMatch(/form=|create|edit|rules|media/)
      }
    })
  })

  test("say when what they are about is not there", async () => {
    await open(page, "/bookings/allocations?form=move&of=balloc_none")
    await dialog(page).getByText("This couldn't be loaded").first().waitFor()
    await page.keyboard.press("Escape")
    await isClosed()
    await titled(page, "Allocations")
  })

  test.describe("the combobox", () => {
    let one: Resource
    let two: Resource
    let resource: Locator
    const options = () => page.getByRole("option")
    const active = (name: string) =>
      page.locator("[data-active-item]").filter({ hasText: name })
    test.beforeEach(async () => {
      const name = someName("Twin")
      one = await newResource(api, `${name} A`)
      two = await newResource(api, `${name} B`)
      await open(page, "/bookings/allocations?form=book")
      resource = dialog(page).getByRole("combobox", { name: "Resource" })
      await resource.press("ArrowDown")
      await resource.pressSequentially(name)
      await active(one.name).waitFor()
    })

    test("finds by typing, and takes what the arrows chose", async () => {
      await options().filter({ hasText: two.name }).waitFor()
      await expect(options()).toHaveCount(2)
      await resource.press("ArrowDown")
      await active(two.name).waitFor()
      await resource.press("ArrowUp")
      await active(one.name).waitFor()
      await resource.press("ArrowDown")
      await resource.press("Enter")
      await options().first().waitFor({ state: "detached" })
      await expect(resource).toHaveValue(two.name)
      await dialog(page).waitFor()
    })

    test("closes its list by Escape, and nothing else", async () => {
      await resource.press("Enter")
      await expect(resource).toHaveValue(one.name)
      await resource.press("ArrowDown")
      await options().first().waitFor()
      await resource.press("Escape")
      await options().first().waitFor({ state: "detached" })
      await expect(resource).toHaveValue(one.name)
      await expect(question()).toHaveCount(0)
      await resource.press("Escape")
      await click(question(), "Discard")
      await isClosed()
    })
  })
})

type Room = Resource & { type: string }

async function newRoom(api: Api): Promise<Room> {
  const type = `room-${randomUUID().slice(0, 6)}`
  const { resource } = await api.admin<{ resource: Room }>(
    "POST",
    "/resource-booking/resources",
    {
      ...{ name: someName("Room"), type, span: "night", timezone: "UTC" },
      default_capacity: 1,
    }
  )
  return resource
}

/** The address of each form, about something that is there. */
async function everyForm(api: Api): Promise<[string, string | RegExp][]> {
  const send = <T>(path: string, body: unknown) =>
    api.admin<T>("POST", `/resource-booking${path}`, body)
  const { id, name } = await newResource(api)
  const room = await newRoom(api)
  const items = [{ resource_id: id, start_date: day(5), end_date: day(6) }]
  const { allocations } = await send<{ allocations: [{ id: string }] }>(
    "/allocations",
    { items, idempotency_token: randomUUID(), guests: [{ name: "Ann" }] }
  )
  const { blackout } = await send<{ blackout: { id: string } }>("/blackouts", {
    ...{ resource_id: id, start_date: day(20), end_date: day(21) },
    reason: "Paint",
  })
  const { group } = await send<{ group: Resource }>("/groups", {
    ...{ name: someName("Fleet"), type: "canoe" },
  })
  await send(`/resources/${room.id}/housekeeping`, { status: "dirty" })
  const { housekeeping_tasks } = await api.admin<{
    housekeeping_tasks: [{ id: string }]
  }>("GET", `/resource-booking/housekeeping-tasks?resource_id=${room.id}`)
  const order = await newOrder(api)
  await raiseConflict(order.id)
  const { conflicts } = await api.admin<{ conflicts: [{ id: string }] }>(
    "GET",
    "/resource-booking/conflicts?status=open&limit=1"
  )
  const { variants } = await api.admin<{
    variants: [{ id: string; product_id: string }]
  }>("GET", "/product-variants?limit=1")
  const [{ id: variant, product_id }] = variants
  const booked = allocations[0].id
  const resource = `/bookings/resources/${id}`
  const fleet = `/bookings/groups/${group.id}`
  const board = `/bookings/front-desk?type=${room.type}&of=${room.id}&form`
  const tasks = `/bookings/housekeeping?resource_id=${room.id}&form`
  const dates = `from=${day(30)}&to=${day(31)}`
  return [
    ["/bookings/resources/create", "Create resource"],
    [`${resource}/edit`, "General"],
    [`${resource}/rules`, "Rules"],
    [`${resource}/media`, "Images and amenities"],
    [`${resource}?form=freeze`, `Freeze ${name}`],
    [`${resource}?form=capacity&${dates}`, "Set capacity"],
    [`${resource}?form=adjust&${dates}`, "Adjust capacity"],
    [`${resource}?form=blackout`, "Black out dates"],
    [`${resource}?form=book`, "Book for a customer"],
    [`${resource}?form=link-variant`, "Link a variant"],
    [`/bookings/resources/${room.id}?form=out_of_order`, /^Out of order: /],
    ["/bookings/groups/create", "Create group"],
    [`${fleet}/edit`, "Edit group"],
    [`${fleet}?form=blackout`, "Black out dates"],
    ["/bookings/blackouts?form=blackout", "Black out dates"],
    [
      `/bookings/blackouts?form=edit-blackout&of=${blackout.id}`,
      "Edit blackout",
    ],
    ["/bookings/allocations?form=book", "Book for a customer"],
    [`/bookings/allocations?form=move&of=${booked}`, "Move booking"],
    [`/bookings/allocations?form=guests&of=${booked}`, "Guests"],
    [`/bookings/allocations?form=cancel&of=${booked}`, "Cancel this booking"],
    [
      `/bookings/conflicts?form=resolve&of=${conflicts[0].id}`,
      "Resolve conflict",
    ],
    [`${tasks}=assign&of=${housekeeping_tasks[0].id}`, /Who cleans/],
    [`${board}=room`, room.name],
    [`${board}=walk-in`, `Walk-in: ${room.name}`],
    [`${board}=maintenance`, /^Maintenance: /],
    [`/bookings?form=freeze&of=${id}&${dates}`, `Freeze ${name}`],
    [`/orders/${order.id}?form=guests&of=${booked}`, "Guests"],
    [`/products/${product_id}?form=link-resource&of=${variant}`, /Link/],
  ]
}
