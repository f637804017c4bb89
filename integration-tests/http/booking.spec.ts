import { describeShop } from "../helpers/http-suite"
import { catalogueCases } from "./cases/catalogue"
import { holdingCases } from "./cases/holding"
import { placingCases } from "./cases/placing"

// The HTTP contract. Limits are off here; limits.spec.ts has them on.
describeShop({ RESOURCE_BOOKING_LIMITS: "off" }, [
  catalogueCases,
  placingCases,
  holdingCases,
])
