import "../setup/with-roles"

import { describeShop } from "../helpers/http-suite"
import { roleCases } from "./cases/roles"

describeShop({ RESOURCE_BOOKING_LIMITS: "off" }, [roleCases])
