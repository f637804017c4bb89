/** What customers do, using what they see. */
import type { Page } from "@playwright/test"

import { demo } from "../demo"

export type Wish = {
  name: string
  start: string
  end: string
  quantity: number
}

export async function search(page: Page, wish: Wish): Promise<void> {
  const { name, start, end, quantity } = wish
  await page.goto(demo().shop)
  await page.getByLabel("From").fill(start)
  await page.getByLabel("To", { exact: true }).fill(end)
  await page.getByLabel("How many").fill(String(quantity))
  await page.getByRole("button", { name: "Search" }).click()
  await page.getByText(/free from/).waitFor()
  await page.getByRole("link", { name }).click()
  await page.getByRole("heading", { level: 1, name }).waitFor()
}

export async function addToCart(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Add to cart" }).click()
}

export async function toCart(page: Page): Promise<void> {
  await addToCart(page)
  await page.getByRole("heading", { name: "Your cart" }).waitFor()
}

export async function pay(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Check out" }).click()
  await page.getByLabel("E-mail").fill("guest@example.com")
  await page.getByRole("button", { name: "Place the order" }).click()
  await page.getByText("your dates are booked").waitFor()
}

/** The seconds that a countdown shows. */
export async function secondsLeft(page: Page): Promise<number> {
  const text = await page.locator(".deadline [role=timer]").innerText()
  const [minutes = 0, seconds = 0] = text.split(":").map(Number)
  return minutes * 60 + seconds
}
