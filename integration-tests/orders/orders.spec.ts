import { describeShop } from "../helpers/http-suite"
import { confirmedBookingCases } from "./cases/confirmed-bookings"
import { latePaymentCases } from "./cases/late-payments"
import { orderChangeCases } from "./cases/order-changes"
import { reconciliationCases } from "./cases/reconciliation"
import { undatedItemCases } from "./cases/undated-items"

// What becomes of an order: paid too late, changed, left apart by a crash.
describeShop({ RESOURCE_BOOKING_LIMITS: "off" }, [
  latePaymentCases,
  orderChangeCases,
  undatedItemCases,
  reconciliationCases,
  confirmedBookingCases,
])
