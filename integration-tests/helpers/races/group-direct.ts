import { day, newGroup } from "../world"
import { CLIENTS, crowd, place, type Race, unitsTaken } from "./arena"

const MEMBERS = 6

/**
 * Some want any room of a type, some any two, others a certain one. Nothing is
 * given back meanwhile: a room that is free in the end was free all the time.
 */
export const choosersAgainstDirect: Race = {
  name: "choosing from a group against naming a member",
  async play(arena) {
    const { world } = arena
    const { id: group_id, members } = await newGroup(world, MEMBERS, {
      span: "night",
    })
    const dates = [day(10), day(11)]
    const named = (client: number) => members[client % MEMBERS] as string
    const attempts = await crowd(
      arena,
      CLIENTS,
      (process, client) => {
        switch (client % 5) {
          case 0:
            return place(process, { group_id, dates, quantity: 2 })
          case 1:
          case 2:
            return place(process, { group_id, dates })
          default:
            return place(process, { resource_id: named(client), dates })
        }
      },
      6
    )
    const breaches: string[] = []
    const free: string[] = []
    for (const id of members) {
      const units = await unitsTaken(world, id, day(11))
      if (units > 1) {
        breaches.push(`${units} have the same room`)
      }
      free.push(...(units === 0 ? [id] : []))
    }
    attempts.forEach((attempt, client) => {
      const enough =
        client % 5 === 0
          ? free.length >= 2
          : client % 5 <= 2
            ? free.length >= 1
            : free.includes(named(client))
      if (attempt.outcome === "sold_out" && enough) {
        breaches.push("sold out was said while there was room")
      }
    })
    return { attempts, breaches }
  },
}
