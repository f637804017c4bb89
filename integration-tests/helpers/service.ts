import type {
  IEventBusModuleService,
  Logger,
  Message,
} from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"

import ResourceBookingService from "../../src/modules/resource_booking/service"
import type { ResourceBookingOptions } from "../engine"

export type Mode = "shared" | "worker" | "server"

export type StartedService = {
  bookings: ResourceBookingService
  /** The names of the events that its bus has taken. */
  events: string[]
  /** What it wrote to its log. */
  said: string[]
}

/** The module as a process of a store has it; not started yet. */
export function serviceAt(
  url: string,
  options: Partial<ResourceBookingOptions> = {},
  mode: Mode = "shared"
): StartedService {
  const said: string[] = []
  const events: string[] = []
  const say = (text: unknown) => said.push(String(text))
  const bus: Pick<IEventBusModuleService, "emit"> = {
    emit: (messages: Message | Message[]) => {
      events.push(...[messages].flat().map(({ name }) => name))
      return Promise.resolve()
    },
  }
  const bookings = new ResourceBookingService(
    {
      logger: { info: say, warn: say, error: say } as unknown as Logger,
      __pg_connection__: {
        client: { config: { connection: { connectionString: url } } },
      },
      [Modules.EVENT_BUS]: bus as IEventBusModuleService,
    },
    {
      ...{ token_secret: "a secret of these tests", default_timezone: "UTC" },
      ...options,
    },
    { worker_mode: mode }
  )
  return { bookings, events, said }
}
