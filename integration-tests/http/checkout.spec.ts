import { describeShop } from "../helpers/http-suite"
import { cartChangeCases } from "./cases/cart-changes"
import { cartCases } from "./cases/carts"
import { createdCartCases } from "./cases/created-carts"
import { latePaymentCases } from "./cases/late-payments"
import { orderChangeCases } from "./cases/order-changes"
import { reconciliationCases } from "./cases/reconciliation"
import { salesChannelCases } from "./cases/sales-channels"
import { undatedItemCases } from "./cases/undated-items"

// The way from the cart to the order, with Medusa's own routes beside ours.
describeShop({ RESOURCE_BOOKING_LIMITS: "off" }, [
  cartCases,
  latePaymentCases,
  cartChangeCases,
  orderChangeCases,
  undatedItemCases,
  createdCartCases,
  salesChannelCases,
  reconciliationCases,
])
