/**
 * `npm run bench:calendar`: 500 resources × 60 dates, a third of them sold or
 * held, in a browser. The figures are those of docs/internals/speed.md.
 */
import { randomUUID } from "node:crypto"

import { type Browser, expect, type Page, test } from "@playwright/test"

import { open, sitDown, standUp } from "../admin/steps"
import { type Api, day, openApi } from "../demo"

const RESOURCES = 500
const DATES = 60
/** Weeks that the page asks for: as many dates, and four more. */
const WEEKS = 8
const TYPE = "cabin"

const FIRST_PAINT_MS = 1_000
const STEP_MS = 50

const MARK = "booking-step"
const USER_TIMING = "blink.user_timing"

/** Notes when the first cell is on the screen. */
const WATCH = `new MutationObserver((_, observer) => {
  if (document.querySelector("[role=gridcell]")) {
    observer.disconnect()
    requestAnimationFrame(() => setTimeout(() => {
      window.paintedAt = performance.now()
    }))
  }
}).observe(document, { childList: true, subtree: true })`

/** From the answer's last byte to the screen. */
const FIRST_PAINT = `window.paintedAt - performance
  .getEntriesByType("resource")
  .find(({ name }) => name.includes("/resource-booking/calendar"))
  .responseEnd`

/** One step, until nothing is left to be drawn; it is marked in a trace. */
const SCROLL = (left: number, top: number) => `(async () => {
  performance.mark("${MARK}")
  document.querySelector("[role=grid]").scrollBy(${left}, ${top})
  const frames = async (count) => {
    for (let frame = 0; frame < count; frame++) {
      await new Promise(requestAnimationFrame)
    }
  }
  await frames(4)
  await new Promise(requestIdleCallback)
  await frames(2)
})()`

/** Of each step, in milliseconds of the page's main thread. */
type Steps = { cpu: number[]; longest: number[] }

/**
 * Scrolls by steps; for each, the CPU time of the page's main thread until it
 * stood still (listeners, React, style, layout, paint), and, in a second round
 * with a trace, its longest single task: that is how long a frame waits. Not
 * time by the clock: what else the machine does is no matter of the page's.
 */
async function scroll(
  page: Page,
  left: number,
  top: number,
  steps: number
): Promise<Steps> {
  const cpu = await cpuOf(page, SCROLL(left, top), steps)
  const browser = page.context().browser() as Browser
  await browser.startTracing(page, { categories: ["toplevel", USER_TIMING] })
  for (let step = 0; step < steps; step++) {
    // There and back: the second round is not to begin at the end.
    const way = step < steps / 2 ? -1 : 1
    await page.evaluate(SCROLL(way * left, way * top))
  }
  const trace = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: TraceEvent[]
  }
  return { cpu, longest: longestTasks(trace.traceEvents) }
}

async function cpuOf(
  page: Page,
  script: string,
  steps: number
): Promise<number[]> {
  const chromium = await page.context().newCDPSession(page)
  await chromium.send("Performance.enable", { timeDomain: "threadTicks" })
  const cpu = async () => {
    const { metrics } = await chromium.send("Performance.getMetrics")
    const task = metrics.find(({ name }) => name === "TaskDuration")
    return (task?.value ?? NaN) * 1_000
  }
  const times: number[] = []
  for (let step = 0; step < steps; step++) {
    const before = await cpu()
    await page.evaluate(script)
    times.push((await cpu()) - before)
  }
  await chromium.detach()
  return times
}

type TraceEvent = {
  name: string
  cat: string
  pid: number
  tid: number
  ts: number
  /** Of the thread's own clock, in microseconds. */
  tdur?: number
}

/** After each mark, the task that took the main thread longest. */
function longestTasks(events: TraceEvent[]): number[] {
  const marks = events
    .filter(({ name, cat }) => name === MARK && cat.includes(USER_TIMING))
    .sort((a, b) => a.ts - b.ts)
  const [first] = marks
  const tasks = events.filter(
    ({ name, pid, tid, tdur }) =>
      name === "ThreadControllerImpl::RunTask" &&
      tdur !== undefined &&
      pid === first?.pid &&
      tid === first.tid
  )
  expect(tasks.length, "tasks of the page in the trace").toBeGreaterThan(0)
  return marks.map(({ ts }, index) => {
    const end = marks[index + 1]?.ts ?? Infinity
    const own = tasks.filter((task) => task.ts >= ts && task.ts < end)
    return Math.max(0, ...own.map(({ tdur = 0 }) => tdur / 1_000))
  })
}

test.describe(`the calendar of ${RESOURCES} resources × ${DATES} dates`, () => {
  test("is painted within a second of its data, and scrolls smoothly", async ({
    browser,
  }) => {
    await fill(await openApi())
    const desk = await sitDown(browser)
    const { page } = desk
    await page.addInitScript({ content: WATCH })
    const paints: number[] = []
    for (let run = 0; run < 5; run++) {
      await open(
        page,
        `/bookings?type=${TYPE}&weeks=${WEEKS + 4}&start=${day(0)}`
      )
      await page.waitForFunction("window.paintedAt > 0")
      paints.push(await page.evaluate<number>(FIRST_PAINT))
    }
    await page.getByText(`of ${RESOURCES} resources`).waitFor()
    const steps = {
      "a wheel's notch down (100 px)": await scroll(page, 0, 100, 100),
      "a wheel's notch across (100 px)": await scroll(page, 100, 0, 40),
      "both ways (200 px)": await scroll(page, -200, 200, 30),
      "a screen up (560 px)": await scroll(page, 0, -560, 30),
    }
    console.log(`first paint: ${said(paints)}`)
    for (const [what, { cpu, longest }] of Object.entries(steps)) {
      console.log(`${what}, CPU in all: ${said(cpu)}`)
      console.log(`${what}, longest task: ${said(longest)}`)
    }
    await standUp(desk)
    expect(Math.max(...paints)).toBeLessThan(FIRST_PAINT_MS)
    for (const [what, { longest }] of Object.entries(steps)) {
      expect(Math.max(...longest), what).toBeLessThan(STEP_MS)
    }
  })
})

function said(times: number[]): string {
  const [middle, high, most] = [0.5, 0.95, 1].map((part) =>
    percentile(times, part).toFixed(1)
  )
  return `median ${middle} ms, p95 ${high} ms, most ${most} ms`
}

function percentile(times: number[], part: number): number {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.floor(part * (sorted.length - 1))] ?? 0
}

/** Once: the data are kept from run to run. */
async function fill(api: Api): Promise<void> {
  const path = "/resource-booking/resources"
  const { count } = await api.admin<{ count: number }>(
    "GET",
    `${path}?type=${TYPE}&limit=1`
  )
  for (let index = count; index < RESOURCES; index++) {
    const { resource } = await api.admin<{ resource: { id: string } }>(
      "POST",
      path,
      {
        name: `Cabin ${String(index + 1).padStart(3, "0")}`,
        type: TYPE,
        span: "night",
        default_capacity: 1 + (index % 4),
      }
    )
    const items = [0, 1, 2, 3].map((stay) => {
      const start = 2 + ((index * 7) % 11) + stay * (DATES / 4)
      return {
        resource_id: resource.id,
        start_date: day(start),
        end_date: day(start + 5),
      }
    })
    await api.admin("POST", "/resource-booking/allocations", {
      items,
      idempotency_token: randomUUID(),
    })
  }
}
