import { z } from "@medusajs/framework/zod"

import type { BookingRefusal } from "../../../modules/resource_booking"
import { CalendarDate, stayDates } from "../date-validators"
import { parse } from "../validation"

const Period = z
  .strictObject({
    start_date: CalendarDate,
    end_date: CalendarDate,
    n: z.number().optional(),
  })
  .superRefine(stayDates)

function refusalOf(input: unknown): BookingRefusal {
  try {
    parse(Period, input)
  } catch (error) {
    return error as BookingRefusal
  }
  throw new Error("it was accepted")
}

describe("parse", () => {
  it("gives back what the schema makes of the input", () => {
    const input = { start_date: "2027-01-01", end_date: "2028-01-02" }
    expect(parse(Period, input)).toEqual(input)
  })

  it.each([
    ["2027-01-02", "2027-01-01", "Must not be before start_date"],
    ["2027-01-01", "2028-01-03", "Must be at most 366 days after start_date"],
  ])("calls %s to %s an invalid range", (start_date, end_date, message) => {
    expect(refusalOf({ start_date, end_date })).toMatchObject({
      code: "invalid_range",
      message: `end_date: ${message}.`,
      details: { issues: [{ path: "end_date", message }] },
    })
  })

  it.each([
    "2024-02-30",
    "infinity",
    "tomorrow",
    "5874898-01-01",
    "2027-1-1",
    "2027-01-01T00:00:00Z",
    "",
    20270101,
    null,
    ["2027-01-01"],
  ])("calls the date %p invalid data", (start_date) => {
    expect(refusalOf({ start_date, end_date: "2027-01-31" })).toMatchObject({
      code: "invalid_data",
      details: { issues: [{ path: "start_date" }] },
    })
  })

  it("says every thing that is wrong", () => {
    const { code, details } = refusalOf({ start_date: "x", n: "x", more: 1 })
    expect(code).toBe("invalid_data")
    expect(details.issues).toHaveLength(4)
  })

  it("names unknown fields, but not ones made to fill the answer", () => {
    const dates = { start_date: "2027-01-01", end_date: "2027-01-01" }
    expect(refusalOf({ ...dates, status: "x" }).message).toBe(
      "Unknown fields: status."
    )
    const { message } = refusalOf({ ...dates, ["x".repeat(10_240)]: 1 })
    expect(message).toBe("Unknown fields.")
  })

  it("refuses a __proto__ that came as JSON", () => {
    const input = JSON.parse(
      '{"start_date":"2027-01-01","end_date":"2027-01-01","__proto__":{}}'
    )
    expect(refusalOf(input).code).toBe("invalid_data")
  })
})
