import { describeShop } from "../helpers/http-suite"
import { dyingHoldCases } from "./cases/dying-holds"
import { paymentCases } from "./cases/payments"

// Money: a bank that declines, asks, answers late and captures early.
describeShop({ RESOURCE_BOOKING_LIMITS: "off" }, [paymentCases, dyingHoldCases])
