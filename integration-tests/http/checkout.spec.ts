import { describeShop } from "../helpers/http-suite"
import { cartCases } from "./cases/carts"
import { latePaymentCases } from "./cases/late-payments"
import { reconciliationCases } from "./cases/reconciliation"

// The way from the cart to the order, with Medusa's own routes beside ours.
describeShop({ RESOURCE_BOOKING_LIMITS: "off" }, [
  cartCases,
  latePaymentCases,
  reconciliationCases,
])
