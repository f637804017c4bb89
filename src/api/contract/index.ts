import { allocationRoutes } from "./allocations"
import { capacityRoutes } from "./capacity"
import { cartRoutes } from "./carts"
import { catalogRoutes } from "./catalog"
import { closureRoutes } from "./closures"
import { conflictRoutes } from "./conflicts"
import { frontDeskRoutes } from "./front-desk"
import { holdRoutes } from "./holds"
import { reportRoutes } from "./reports"
import type { RouteEntry } from "./route-entry"
import { upkeepRoutes } from "./upkeep"

/** Every route of the module, once; a test compares them with the files. */
export const ROUTES: RouteEntry[] = [
  ...catalogRoutes,
  ...capacityRoutes,
  ...holdRoutes,
  ...cartRoutes,
  ...allocationRoutes,
  ...closureRoutes,
  ...frontDeskRoutes,
  ...conflictRoutes,
  ...reportRoutes,
  ...upkeepRoutes,
]
