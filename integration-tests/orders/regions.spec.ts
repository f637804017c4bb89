import { describeShop } from "../helpers/http-suite"
import { cacheCases } from "./cases/cache"
import { refreshedPriceCases } from "./cases/refreshed-prices"
import { regionCases } from "./cases/regions"

// With Medusa's cache, in which the second change of a region finds the first's.
describeShop({ RESOURCE_BOOKING_LIMITS: "off", MEDUSA_FF_CACHING: "true" }, [
  regionCases,
  cacheCases,
  refreshedPriceCases,
])
