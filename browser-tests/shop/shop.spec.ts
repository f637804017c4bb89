import assert from "node:assert/strict"
import { after, before, describe, it } from "node:test"

import type { Browser } from "playwright-core"

import { newCustomer, openBrowser } from "../browser"
import {
  endHolds,
  leaveFree,
  logInAsStaff,
  reopen,
  SHOP,
  someStay,
  somethingUnlinked,
} from "./demo"
import { addToCart, pay, search, secondsLeft, toCart } from "./steps"

describe("the example shop", { timeout: 240_000 }, () => {
  let browser: Browser
  before(async () => {
    browser = await openBrowser()
  })
  after(() => browser?.close())

  it("sells two rooms: search, countdown, order", async () => {
    const page = await newCustomer(browser)
    const wish = { name: "Garden Room", ...someStay(2), quantity: 2 }
    await search(page, wish)
    await toCart(page)
    const before = await secondsLeft(page)
    assert.ok(before > 800 && before <= 900, `15 minutes, not ${before} s`)
    await page.waitForTimeout(2_100)
    assert.ok((await secondsLeft(page)) < before, "it counts down")

    await page.reload()
    await page.locator(".deadline").waitFor()
    const reloaded = await secondsLeft(page)
    assert.ok(reloaded < before, "a reload does not begin anew")
    assert.ok(reloaded > before - 60)

    await pay(page)
    const booked = page.locator(".bookings li")
    assert.equal(await booked.count(), 2)
    for (const text of await booked.allInnerTexts()) {
      assert.match(text, /Room 10\d[\s\S]*2\snights[\s\S]*confirmed/)
    }
    assert.match(await page.locator(".summary").innerText(), /\$860/)
    await page.context().close()
  })

  it("sells what staff link a product to, at once", async () => {
    const raft = await somethingUnlinked(await logInAsStaff())
    const wish = { name: raft.name, ...someStay(1), quantity: 1 }
    const page = await newCustomer(browser)
    const its = `${SHOP}/resources/${raft.handle}`
    await page.goto(its)
    await page.getByText("This is not on sale at the moment.").waitFor()

    await raft.link()
    await page.reload()
    await page.getByRole("heading", { level: 1, name: raft.name }).waitFor()
    await search(page, wish)
    await toCart(page)
    await pay(page)
    assert.equal(await page.locator(".bookings li").count(), 1)

    await raft.unlink()
    await page.goto(its)
    await page.getByText("This is not on sale at the moment.").waitFor()
    await page.context().close()
  })

  it("is right about the time after a sleep, and on a wrong clock", async () => {
    const page = await newCustomer(browser)
    await page.clock.install({ time: Date.now() + 3 * 3_600_000 })
    await search(page, {
      name: "Garden Room",
      ...someStay(2),
      quantity: 1,
    })
    await toCart(page)
    const before = await secondsLeft(page)
    assert.ok(before > 800 && before <= 900, `15 minutes, not ${before} s`)
    await page.clock.fastForward(300_000) // asleep: no timer ran meanwhile
    await page.waitForTimeout(1_000)
    const after = await secondsLeft(page)
    assert.ok(after <= before - 300 && after > before - 330, `${after} s`)
    await page.context().close()
  })

  it("says when the time is over, and gets the dates again", async () => {
    const page = await newCustomer(browser)
    await search(page, {
      name: "Garden Room",
      ...someStay(3),
      quantity: 2,
    })
    await toCart(page)
    assert.ok((await endHolds()) >= 1)
    await page.reload()
    await page.getByText("The time to pay has run out.").waitFor()
    const checkOut = page.getByText("Check out")
    assert.equal(await checkOut.getAttribute("aria-disabled"), "true")

    await page.getByRole("button", { name: "Try again" }).click()
    await page.locator(".deadline").waitFor()
    assert.ok((await secondsLeft(page)) > 800)
    assert.equal(await page.locator(".line").count(), 1)
    await pay(page)
    assert.equal(await page.locator(".bookings li").count(), 2)
    await page.context().close()
  })

  it("says so if somebody else has the dates by then", async () => {
    const wish = { name: "Reef Suite", ...someStay(2), quantity: 1 }
    await leaveFree("reef-suite", 1)
    try {
      const late = await newCustomer(browser)
      await search(late, wish)
      await toCart(late)
      await endHolds()

      const other = await newCustomer(browser)
      await search(other, wish)
      await toCart(other)

      await late.reload()
      await late.getByRole("button", { name: "Try again" }).click()
      await late
        .getByRole("alert")
        .getByText(/sold out|free|left/)
        .waitFor()
      await Promise.all([late.context().close(), other.context().close()])
    } finally {
      await reopen("reef-suite")
    }
  })

  it("gives the last room to one of two, and refuses the other", async () => {
    const wish = { name: "Reef Suite", ...someStay(2), quantity: 1 }
    await leaveFree("reef-suite", 1)
    try {
      const pages = [await newCustomer(browser), await newCustomer(browser)]
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
      assert.equal(refusals.length, 1, outcomes.join(" | "))
      assert.match(
        refusals[0] ?? "",
        /sold out|availability for the whole stay/
      )
      await Promise.all(pages.map((page) => page.context().close()))
    } finally {
      await reopen("reef-suite")
    }
  })
})
