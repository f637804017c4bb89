import { notePath } from "../unreadable-path"

const UNREADABLE = Symbol.for("resource_booking.unreadable_path")

type Request = { url: string; [UNREADABLE]?: boolean }

function noted(url: string): Request {
  const request: Request = { url }
  notePath(request)
  return request
}

describe("notePath", () => {
  it.each([
    [
      "/admin/resource-booking/holds/%E0%A4%A",
      "/admin/resource-booking/holds/_",
    ],
    [
      "/store/resource-booking/holds/%/extend?fields=%",
      "/store/resource-booking/holds/_/extend?fields=%",
    ],
  ])("makes %s readable, and remembers that it was not", (url, readable) => {
    expect(noted(url)).toEqual({ url: readable, [UNREADABLE]: true })
  })

  it.each([
    "/admin/resource-booking/holds/a%20b",
    "/admin/resource-booking/holds?q=%E0%A4%A",
    "/admin/orders/%E0%A4%A",
    "/store/products/%",
    "/admin/resource-booking-of-the-store/%",
  ])("leaves %s as it is", (url) => {
    expect(noted(url)).toEqual({ url })
  })
})
