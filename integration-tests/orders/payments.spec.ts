import { describeShop } from "../helpers/http-suite"
import { deliveryCases } from "./cases/deliveries"
import { dyingHoldCases } from "./cases/dying-holds"
import { endedHoldCases } from "./cases/ended-holds"
import { paidCartCases } from "./cases/paid-carts"
import { paidMoneyCases } from "./cases/paid-money"
import { paymentCases } from "./cases/payments"
import { poisonedSubjectCases } from "./cases/poisoned-subjects"
import { priceCases } from "./cases/prices"
import { revenueCases } from "./cases/revenue"
import { rivalCases } from "./cases/rivals"

// Money: what is paid, by whom, and what a bank and an event bus can do to it.
describeShop({ RESOURCE_BOOKING_LIMITS: "off" }, [
  paymentCases,
  paidCartCases,
  paidMoneyCases,
  poisonedSubjectCases,
  dyingHoldCases,
  deliveryCases,
  priceCases,
  endedHoldCases,
  revenueCases,
  rivalCases,
])
