/**
 * @jest-environment ./integration-tests/setup/zone-environment.js
 * @zone Pacific/Kiritimati
 */
import { describeShop } from "../helpers/http-suite"
import { graphCases } from "./cases/graph"

// 14 hours ahead of UTC: a date that goes through a local Date is another one.
describeShop({ RESOURCE_BOOKING_LIMITS: "off" }, [graphCases])
