import { randomUUID } from "node:crypto"

import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"

import {
  RESOURCE_BOOKING_MODULE,
  type ResourceBookingService,
} from "../src/modules/resource_booking"
import { median, rate } from "./figures"

const CLIENTS = [1, 8, 32]
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7)
const CALLS = 150

/** What is reserved, with more than enough of it. */
export type Rated = {
  inventory_item_id: string
  location_id: string
  resource_id: string
  date: string
}

/** Calls a second, and CPU milliseconds of this process a call. */
export type Rates = {
  clients: number
  reservations: Speed
  holds: Speed
  /** Holds a second by reservations a second, median of the rounds. */
  ratio: number
}
type Speed = { rate: number; cpu: number }

/**
 * Runs in the server: one unit at a time of one inventory item, under Medusa's
 * lock of it as its checkout does, and holds of one unit of one date. In turns.
 */
export async function measureRates(
  container: MedusaContainer,
  rated: Rated
): Promise<Rates[]> {
  const calls = {
    reservations: reserving(container, rated),
    holds: holding(container, rated),
  }
  const all: Rates[] = []
  for (const clients of CLIENTS) {
    const seen: Record<keyof typeof calls, Speed[]> = {
      reservations: [],
      holds: [],
    }
    for (let round = -1; round < ROUNDS; round++) {
      const turns: (keyof typeof calls)[] = ["reservations", "holds"]
      for (const kind of round % 2 === 0 ? turns : turns.reverse()) {
        const speed = await speedOf(clients, calls[kind])
        if (round >= 0) {
          seen[kind].push(speed)
        }
      }
    }
    const { reservations, holds } = seen
    all.push({
      clients,
      reservations: middleOf(reservations),
      holds: middleOf(holds),
      ratio: median(
        holds.map((speed, i) => speed.rate / (reservations[i]?.rate ?? 0))
      ),
    })
  }
  return all
}

async function speedOf(
  clients: number,
  call: () => Promise<unknown>
): Promise<Speed> {
  const before = process.cpuUsage()
  const perSecond = await rate(clients, CALLS, call)
  const { user, system } = process.cpuUsage(before)
  return { rate: perSecond, cpu: (user + system) / 1_000 / CALLS }
}

function middleOf(speeds: Speed[]): Speed {
  return {
    rate: median(speeds.map((speed) => speed.rate)),
    cpu: median(speeds.map((speed) => speed.cpu)),
  }
}

function reserving(container: MedusaContainer, rated: Rated) {
  const inventory = container.resolve(Modules.INVENTORY)
  const locking = container.resolve(Modules.LOCKING)
  const { inventory_item_id, location_id } = rated
  return () =>
    locking.execute([inventory_item_id], () =>
      inventory.createReservationItems([
        {
          ...{ inventory_item_id, location_id, quantity: 1 },
          line_item_id: randomUUID(),
        },
      ])
    )
}

function holding(container: MedusaContainer, { resource_id, date }: Rated) {
  const bookings = container.resolve<ResourceBookingService>(
    RESOURCE_BOOKING_MODULE
  )
  const items = [{ resource_id, dates: [date] }]
  const by = { actor: { type: "system", id: null } } as const
  return () => bookings.placeHold({ items, idempotency_key: randomUUID() }, by)
}
