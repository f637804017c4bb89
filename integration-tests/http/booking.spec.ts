import { describeShop } from "../helpers/http-suite"
import { availabilityCases } from "./cases/availability"
import { capacityCases } from "./cases/capacity"
import { catalogueCases } from "./cases/catalogue"
import { closureCases } from "./cases/closures"
import { holdingCases } from "./cases/holding"
import { placingCases } from "./cases/placing"
import { staffCases } from "./cases/staff"

// The HTTP contract. Limits are off here; limits.spec.ts has them on.
describeShop({ RESOURCE_BOOKING_LIMITS: "off" }, [
  catalogueCases,
  capacityCases,
  availabilityCases,
  placingCases,
  holdingCases,
  closureCases,
  staffCases,
])
