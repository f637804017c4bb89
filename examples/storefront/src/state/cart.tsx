import type {
  HoldItemInput,
  ReadCartBookings,
} from "medusa-resource-booking/client"
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from "react"

import { type Cart, createCart, readCart } from "../api/checkout"
import { bookings } from "../api/client"
import { offsetOf, secondsUntil, useReturn } from "../lib/clock"
import { wishOf } from "../lib/stay"

const STORED = "cart_id"

/** The cart as the server last reported it. */
export type CartState = {
  /** Null when there is none; undefined before the first answer. */
  cart: Cart | null | undefined
  booked: ReadCartBookings["bookings"]
  /** When the cart's holds end, all at once; null if none is alive. */
  expiresAt: string | null
  /** How far the server's clock is ahead of ours, in milliseconds. */
  offset: number
}

type CartActions = {
  refresh: () => Promise<CartState>
  add: (variantId: string, item: HoldItemInput, key: string) => Promise<void>
  /** Takes the dates of a line whose time is up again. */
  retry: (lineItemId: string) => Promise<void>
  remove: (lineItemId: string) => Promise<void>
  /** It has become an order. */
  forget: () => void
}

const EMPTY = { booked: [], expiresAt: null, offset: 0 }
const Context = createContext<(CartState & CartActions) | null>(null)

export function CartProvider({ children }: { children: ReactNode }) {
  const [state, setState] = useState<CartState>({ cart: undefined, ...EMPTY })

  const refresh = useCallback(async () => {
    const next = await readState()
    setState(next)
    return next
  }, [])
  const again = useCallback(() => void refresh().catch(() => {}), [refresh])
  useEffect(again, [again])
  useReturn(again)
  useAtTheEnd(state, again)

  const actions = useMemo(
    (): CartActions => ({
      refresh,
      async add(variantId, item, key) {
        const id = (await readState()).cart?.id ?? (await startCart())
        await bookings.carts.addBooking(
          id,
          { variant_id: variantId, items: [item] },
          { idempotencyKey: key }
        )
        await refresh()
      },
      async retry(lineItemId) {
        const { cart, booked } = await readState()
        const over = booked.find((entry) => entry.line_item_id === lineItemId)
        if (cart && over) {
          const items = wishOf(over.hold)
          await bookings.carts.changeBooking(cart.id, lineItemId, { items })
        }
        await refresh()
      },
      async remove(lineItemId) {
        const id = localStorage.getItem(STORED)
        if (id) {
          await bookings.carts.removeBooking(id, lineItemId)
        }
        await refresh()
      },
      forget() {
        localStorage.removeItem(STORED)
        setState({ cart: null, ...EMPTY })
      },
    }),
    [refresh]
  )
  const value = useMemo(() => ({ ...state, ...actions }), [state, actions])
  return <Context.Provider value={value}>{children}</Context.Provider>
}

export function useCart(): CartState & CartActions {
  const value = useContext(Context)
  if (!value) {
    throw new Error("useCart needs a CartProvider")
  }
  return value
}

/**
 * At zero, ask the server until it agrees: the hold may have been extended in
 * another tab, and the network may be down.
 */
function useAtTheEnd({ expiresAt, offset }: CartState, again: () => void) {
  useEffect(() => {
    if (!expiresAt) {
      return
    }
    let askedAt = 0
    const timer = setInterval(() => {
      const isOver = secondsUntil(expiresAt, offset) === 0
      if (isOver && Date.now() - askedAt > 3_000) {
        askedAt = Date.now()
        again()
      }
    }, 500)
    return () => clearInterval(timer)
  }, [expiresAt, offset, again])
}

async function startCart(): Promise<string> {
  const id = await createCart()
  localStorage.setItem(STORED, id)
  return id
}

async function readState(): Promise<CartState> {
  const id = localStorage.getItem(STORED)
  const cart = id ? await readCart(id) : null
  if (!cart) {
    localStorage.removeItem(STORED)
    return { cart: null, ...EMPTY }
  }
  const sentAt = Date.now()
  const answer = await bookings.carts.readBookings(cart.id)
  const lines = new Set(cart.items?.map((line) => line.id))
  return {
    cart,
    // A hold that has ended is still listed when its line is gone.
    booked: answer.bookings.filter((entry) => lines.has(entry.line_item_id)),
    expiresAt: answer.expires_at,
    offset: offsetOf(answer.server_time, sentAt),
  }
}
