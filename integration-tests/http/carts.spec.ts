import { describeShop } from "../helpers/http-suite"
import { cartChangeCases } from "./cases/cart-changes"
import { cartCases } from "./cases/carts"
import { clientCases } from "./cases/client"
import { createdCartCases } from "./cases/created-carts"
import { ordinaryProductCases } from "./cases/ordinary-products"
import { ownCodeCases } from "./cases/own-code"
import { refusedChangeCases } from "./cases/refused-changes"
import { salesChannelCases } from "./cases/sales-channels"

// The way from the cart to the order, with Medusa's own routes beside ours.
describeShop({ RESOURCE_BOOKING_LIMITS: "off" }, [
  cartCases,
  cartChangeCases,
  clientCases,
  createdCartCases,
  ordinaryProductCases,
  salesChannelCases,
  refusedChangeCases,
  ownCodeCases,
])
