import { describeShop } from "../helpers/http-suite"
import { refreshedPriceCases } from "./cases/refreshed-prices"
import { regionCases } from "./cases/regions"

// Without Medusa's cache: with it, Medusa 2.21 finds no region that it has
// looked up before, and changes nothing; see cases/cart-changes.ts.
describeShop({ RESOURCE_BOOKING_LIMITS: "off", MEDUSA_FF_CACHING: "false" }, [
  regionCases,
  refreshedPriceCases,
])
