/** What staff do, by what they see. */
import { type Browser, expect, type Locator, type Page } from "@playwright/test"

import { demo } from "../demo"

/** What went wrong in the page, unseen. */
export type Desk = { page: Page; errors: string[] }

export type Look = {
  dark?: boolean
  width?: number
  height?: number
  language?: "en" | "de"
}

/** The dashboard, with an admin logged in. */
export async function sitDown(
  browser: Browser,
  { dark = false, width = 1280, height = 900, language = "en" }: Look = {}
): Promise<Desk> {
  const context = await browser.newContext({
    viewport: { width, height },
  })
  await context.addInitScript({
    content: `${LISTEN}
      localStorage.setItem("medusa_admin_theme", "${dark ? "dark" : "light"}")
      localStorage.setItem("lng", "${language}")
      document.cookie = "lng=${language};path=/"`,
  })
  const { url, admin } = demo()
  const login = await context.request.post(`${url}/auth/user/emailpass`, {
    data: admin,
  })
  const { token } = (await login.json()) as { token: string }
  await context.request.post(`${url}/auth/session`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const page = await context.newPage()
  const errors: string[] = []
  page.on("pageerror", (error) => errors.push(error.message))
  page.on("response", (response) => {
    const ours = response.url().includes("/admin/resource-booking")
    if (
      ours &&
      response.status() >= 500 &&
      !response.url().includes("health")
    ) {
      errors.push(`${response.status()} ${response.url()}`)
    }
  })
  return { page, errors }
}

export async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${demo().url}/app${path}`)
}

/** The list's or record's page is there, with what it shows. */
export async function titled(page: Page, title: string): Promise<void> {
  await page
    .getByRole("heading", { name: title, exact: true })
    .first()
    .waitFor()
}

export async function click(on: Page | Locator, name: string): Promise<void> {
  await on.getByRole("button", { name, exact: true }).click()
}

/** An entry of the three dots' menu, of a row or a section. */
export async function act(
  page: Page,
  within: Locator,
  entry: string
): Promise<void> {
  await within.getByRole("button", { name: "Actions" }).first().click()
  await page.getByRole("menuitem", { name: entry, exact: true }).click()
}

/** Keeps what the dashboard says: it is on the screen for seconds only. */
const LISTEN = `{
  window.said = []
  const heard = new Map()
  new MutationObserver(() => {
    for (const toast of document.querySelectorAll("[data-sonner-toast]")) {
      const text = toast.textContent
      if (text && heard.get(toast) !== text) {
        heard.set(toast, text)
        window.said.push(text)
      }
    }
  }).observe(document, { childList: true, subtree: true, characterData: true })
}`

/** What the dashboard says was done, at the corner of the screen; each once. */
export async function says(page: Page, text: string | RegExp): Promise<void> {
  const isIt =
    typeof text === "string"
      ? `said.includes(${JSON.stringify(text)})`
      : `${text}.test(said)`
  await page.waitForFunction(`{
    const at = window.said.findIndex((said) => ${isIt})
    at >= 0 && window.said.splice(at, 1).length === 1
  }`)
}

export function dialog(page: Page): Locator {
  return page.getByRole("dialog").last()
}

/** A date into a date field, as it is typed. */
export async function typeDate(
  within: Locator,
  label: string,
  date: string
): Promise<void> {
  const [year = "", month = "", dayOfMonth = ""] = date.split("-")
  const parts = { month, day: dayOfMonth, year }
  for (const [part, digits] of Object.entries(parts)) {
    const field = within.getByRole("spinbutton", { name: `${part}, ${label}` })
    await field.click()
    await field.pressSequentially(digits)
  }
}

/** One of many, found by typing. */
export async function pick(
  page: Page,
  within: Locator,
  label: string,
  text: string
): Promise<void> {
  const field = within.getByRole("combobox", { name: label, exact: true })
  await field.click()
  await field.fill(text)
  await page.getByRole("option", { name: text }).first().click()
}

/** One of few, from a menu. */
export async function select(
  page: Page,
  within: Locator,
  label: string,
  option: string
): Promise<void> {
  await within.getByRole("combobox", { name: label, exact: true }).click()
  await page.getByRole("option", { name: option, exact: true }).click()
}

/** Says yes to what the dashboard asks before it takes something away. */
export async function confirm(
  page: Page,
  button: string,
  name?: string
): Promise<void> {
  const prompt = page.getByRole("alertdialog")
  if (name) {
    await prompt.getByRole("textbox").fill(name)
  }
  await prompt.getByRole("button", { name: button, exact: true }).click()
}

/** A row of a table, by a text in it. */
export function row(page: Page, text: string | RegExp): Locator {
  return page.getByRole("row").filter({ hasText: text }).first()
}

/** A section of a page, by its heading. */
export function section(page: Page, title: string): Locator {
  const heading = page.getByRole("heading", { name: title, exact: true })
  return page.locator("div.shadow-elevation-card-rest").filter({ has: heading })
}

/** Nothing hangs over the screen's edge. */
export async function fitsTheScreen(page: Page): Promise<void> {
  const pixels = await page.evaluate<number>(
    "document.documentElement.scrollWidth - innerWidth"
  )
  expect(pixels, `over the edge at ${page.url()}`).toBeLessThanOrEqual(0)
}

/** The end of a test's work there: nothing went wrong unseen. */
export async function standUp({ page, errors }: Desk): Promise<void> {
  await page.context().close()
  expect(errors).toEqual([])
}
