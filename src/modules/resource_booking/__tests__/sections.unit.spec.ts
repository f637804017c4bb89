import { ownSection } from "../sections"

const satellites = ["booking_messages"]

describe("ownSection", () => {
  it("is all that there is, where there are no sections", () => {
    const given = { token_secret: "x", database: {} }
    expect(ownSection(given, satellites)).toEqual({
      ...{ own: { token_secret: "x" }, strays: [] },
    })
    expect(ownSection(undefined, satellites)).toEqual({ own: {}, strays: [] })
  })

  it("leaves alone what belongs to a module beside it", () => {
    const messages = { sender: "desk@example.com" }
    const flat = { token_secret: "x", booking_messages: messages }
    expect(ownSection(flat, satellites).own).toEqual({ token_secret: "x" })
    const sections = {
      resource_booking: { token_secret: "x" },
      booking_messages: messages,
    }
    expect(ownSection(sections, satellites)).toEqual({
      ...{ own: { token_secret: "x" }, strays: [] },
    })
  })

  it("names what belongs to no module of the plugin", () => {
    const given = { resource_booking: {}, booking_mesages: {} }
    expect(ownSection(given, satellites).strays).toEqual(["booking_mesages"])
    expect(ownSection({ booking_mesages: {} }, satellites).own).toEqual({
      booking_mesages: {},
    })
  })
})
