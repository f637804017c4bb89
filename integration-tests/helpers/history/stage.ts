import { day, newGroup, newResource, type World } from "../world"

/** Where the history takes place; the workers get it as JSON. */
export type Stage = {
  url: string
  resources: string[]
  group: { id: string; members: string[] }
  dates: string[]
  capacity: number
  ttl_ms: number
}

const RESOURCES = 5
const IN_GROUP = 2
const DATES = 20
const CAPACITY = 3
const TTL_MS = 250

/** 5 resources, two of them in a group, × 20 dates with 3 units each. */
export async function setStage(world: World): Promise<Stage> {
  const resources: string[] = []
  for (let i = 0; i < RESOURCES - IN_GROUP; i++) {
    resources.push(await newResource(world, { capacity: CAPACITY }))
  }
  const group = await newGroup(world, IN_GROUP, { capacity: CAPACITY })
  return {
    url: world.url,
    resources: [...resources, ...group.members],
    group,
    dates: Array.from({ length: DATES }, (_, i) => day(10 + i)),
    capacity: CAPACITY,
    ttl_ms: TTL_MS,
  }
}
