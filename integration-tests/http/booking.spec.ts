import { describeShop } from "../helpers/http-suite"
import { authorizationCases } from "./cases/authorization"
import { availabilityCases } from "./cases/availability"
import { badInputCases } from "./cases/bad-input"
import { blackoutCases } from "./cases/blackouts"
import { calendarCases } from "./cases/calendar"
import { capacityCases } from "./cases/capacity"
import { catalogCases } from "./cases/catalog"
import { contractCases } from "./cases/contract"
import { frontDeskCases } from "./cases/front-desk"
import { holdingCases } from "./cases/holding"
import { unlimitedCases } from "./cases/limits"
import { placingCases } from "./cases/placing"
import { readinessCases } from "./cases/readiness"
import { reportCases } from "./cases/reports"
import { rushCases } from "./cases/rush"
import { staffCases } from "./cases/staff"
import { staffBookingCases } from "./cases/staff-bookings"
import { variantCases } from "./cases/variants"

// The HTTP contract. Limits are off here; limits.spec.ts has them on.
describeShop({ RESOURCE_BOOKING_LIMITS: "off" }, [
  catalogCases,
  capacityCases,
  availabilityCases,
  placingCases,
  holdingCases,
  blackoutCases,
  staffCases,
  staffBookingCases,
  frontDeskCases,
  calendarCases,
  readinessCases,
  reportCases,
  variantCases,
  authorizationCases,
  rushCases,
  unlimitedCases,
  badInputCases,
  contractCases,
])
