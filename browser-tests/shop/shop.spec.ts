import { expect, test } from "@playwright/test"

import { demo, openApi } from "../demo"
import {
  endHolds,
  leaveFree,
  reopen,
  someStay,
  somethingUnlinked,
} from "./demo"
import { addToCart, pay, search, secondsLeft, toCart } from "./steps"

/** The two ways in which a stay is refused whose dates others have. */
const NOT_FREE = /sold out|not enough availability in Reef Suite/

test.describe("the example shop", () => {
  test("sells two rooms: search, countdown, order", async ({ page }) => {
    const wish = { name: "Garden Room", ...someStay(2), quantity: 2 }
    await search(page, wish)
    await toCart(page)
    const before = await secondsLeft(page)
    expect(before).toBeGreaterThan(800)
    expect(before).toBeLessThanOrEqual(900)
    await expect.poll(() => secondsLeft(page)).toBeLessThan(before)

    await page.reload()
    await page.locator(".deadline").waitFor()
    const reloaded = await secondsLeft(page)
    expect(reloaded, "a reload does not begin anew").toBeLessThan(before)
    expect(reloaded).toBeGreaterThan(before - 60)

    await pay(page)
    const booked = page.locator(".bookings li")
    const room = /Room 10\d[\s\S]*2\snights[\s\S]*confirmed/
    await expect(booked).toHaveText([room, room], { useInnerText: true })
    await expect(page.locator(".summary")).toHaveText(/\$860/)
  })

  test("sells what staff link a product to, at once", async ({ page }) => {
    const raft = await somethingUnlinked(await openApi())
    const wish = { name: raft.name, ...someStay(1), quantity: 1 }
    const its = `${demo().shop}/resources/${raft.handle}`
    await page.goto(its)
    await page.getByText("This is not on sale at the moment.").waitFor()

    await raft.link()
    await page.reload()
    await page.getByRole("heading", { level: 1, name: raft.name }).waitFor()
    await search(page, wish)
    await toCart(page)
    await pay(page)
    await expect(page.locator(".bookings li")).toHaveCount(1)

    await raft.unlink()
    await page.goto(its)
    await page.getByText("This is not on sale at the moment.").waitFor()
  })

  test("is right about the time after a sleep, and on a wrong clock", async ({
    page,
  }) => {
    await page.clock.install({ time: Date.now() + 3 * 3_600_000 })
    await search(page, {
      name: "Garden Room",
      ...someStay(2),
      quantity: 1,
    })
    await toCart(page)
    const before = await secondsLeft(page)
    expect(before).toBeGreaterThan(800)
    expect(before).toBeLessThanOrEqual(900)
    await page.clock.fastForward(300_000) // asleep: no timer ran meanwhile
    await expect.poll(() => secondsLeft(page)).toBeLessThanOrEqual(before - 300)
    expect(await secondsLeft(page)).toBeGreaterThan(before - 330)
  })

  test("says when the time is over, and gets the dates again", async ({
    page,
  }) => {
    await search(page, {
      name: "Garden Room",
      ...someStay(3),
      quantity: 2,
    })
    await toCart(page)
    expect(await endHolds()).toBeGreaterThanOrEqual(1)
    await page.reload()
    await page.getByText("The time to pay has run out.").waitFor()
    const checkOut = page.getByText("Check out")
    await expect(checkOut).toHaveAttribute("aria-disabled", "true")

    await page.getByRole("button", { name: "Try again" }).click()
    await page.locator(".deadline").waitFor()
    expect(await secondsLeft(page)).toBeGreaterThan(800)
    await expect(page.locator(".line")).toHaveCount(1)
    await pay(page)
    await expect(page.locator(".bookings li")).toHaveCount(2)
  })

  test("says so if somebody else has the dates by then", async ({
    browser,
  }) => {
    const wish = { name: "Reef Suite", ...someStay(2), quantity: 1 }
    await leaveFree("reef-suite", 1)
    try {
      const late = await browser.newPage()
      await search(late, wish)
      await toCart(late)
      await endHolds()

      const other = await browser.newPage()
      await search(other, wish)
      await toCart(other)

      await late.reload()
      await late.getByRole("button", { name: "Try again" }).click()
      await late.getByRole("alert").getByText(NOT_FREE).waitFor()
      await Promise.all([late.context().close(), other.context().close()])
    } finally {
      await reopen("reef-suite")
    }
  })

  test("gives the last room to one of two, and refuses the other", async ({
    browser,
  }) => {
    const wish = { name: "Reef Suite", ...someStay(2), quantity: 1 }
    await leaveFree("reef-suite", 1)
    try {
      const pages = [await browser.newPage(), await browser.newPage()]
      await Promise.all(pages.map((page) => search(page, wish)))
      await Promise.all(pages.map((page) => addToCart(page)))
      const outcomes = await Promise.all(
        pages.map((page) =>
          Promise.race([
            page
              .getByRole("heading", { name: "Your cart" })
              .waitFor()
              .then(() => "got it"),
            page
              .locator(".panel [role=alert]")
              .innerText()
              .then((sentence) => sentence),
          ])
        )
      )
      const refusals = outcomes.filter((outcome) => outcome !== "got it")
      expect(refusals, outcomes.join(" | ")).toEqual([
        expect.stringMatching(NOT_FREE),
      ])
      await Promise.all(pages.map((page) => page.context().close()))
    } finally {
      await reopen("reef-suite")
    }
  })
})
