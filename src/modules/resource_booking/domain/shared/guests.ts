import { accept, type Decision, refuse } from "./refusals"
import { isStorable } from "./text"

/** As many as a coach has seats, and some. */
export const MAX_GUESTS = 100
export const MAX_GUEST_NAME = 255
export const MAX_GUEST_PHONE = 64
const MAX_EMAIL = 320

type GivenGuest = { name: string; email?: string; phone?: string }

/** Checks the people of an allocation. What they say is not put in a refusal. */
export function checkGuests(guests: GivenGuest[]): Decision<null> {
  if (guests.length > MAX_GUESTS) {
    return refuse("invalid_data", `At most ${MAX_GUESTS} guests are allowed.`)
  }
  return guests.every(isGuest)
    ? accept(null)
    : refuse(
        "invalid_data",
        "A guest must have a name, and no text may be too long."
      )
}

function isGuest({ name, email = "", phone = "" }: GivenGuest): boolean {
  return (
    isStorable([name, email, phone]) &&
    name.trim() !== "" &&
    name.length <= MAX_GUEST_NAME &&
    email.length <= MAX_EMAIL &&
    phone.length <= MAX_GUEST_PHONE
  )
}
