import { types } from "@medusajs/framework/pg"

const DATE = 1082
const DATE_ARRAY = 1182
const BIGINT = 20
const TEXT_ARRAY = 1009

/**
 * How columns arrive in JavaScript: dates stay `YYYY-MM-DD` (the driver would
 * make local midnights of them, a day off in half the world), counts are
 * numbers. For these pools only; other users of the driver are not touched.
 */
export const parsers = {
  getTypeParser(oid: number, format?: "text" | "binary"): unknown {
    switch (oid) {
      case DATE:
        return (value: string) => value
      case DATE_ARRAY:
        return types.getTypeParser(TEXT_ARRAY as number)
      case BIGINT:
        return Number
      default:
        return types.getTypeParser(oid, format)
    }
  },
}
