import { describeShop } from "../helpers/http-suite"
import { limitCases } from "./cases/limits"

// As a store is without further options: all limits on.
describeShop({}, [limitCases])
