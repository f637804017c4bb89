import { day, newResource } from "../world"
import {
  CLIENTS,
  crowd,
  place,
  type Race,
  succeeded,
  unitsTaken,
} from "./arena"

/** Everybody wants the last unit of a date. */
export const lastUnit: Race = {
  name: "the last unit of a date",
  async play(arena) {
    const resource_id = await newResource(arena.world)
    const dates = [day(10)]
    const attempts = await crowd(arena, CLIENTS, (process) =>
      place(process, { resource_id, dates })
    )
    const breaches: string[] = []
    const winners = succeeded(attempts).length
    if (winners !== 1) {
      breaches.push(`${winners} have the last unit`)
    }
    const unclear = attempts.filter(
      (a) => a.outcome !== "ok" && a.outcome !== "sold_out"
    )
    if (unclear.length > 0) {
      breaches.push(`told ${unclear.map((a) => a.outcome).join(", ")}`)
    }
    const units = await unitsTaken(arena.world, resource_id, day(10))
    if (units !== 1) {
      breaches.push(`${units} units are taken of 1`)
    }
    return { attempts, breaches }
  },
}
