import { z } from "zod"

import { toGraphql } from "../graphql"

const Bed = z.strictObject({ id: z.string(), width: z.number() })
const Room = z.strictObject({
  id: z.string(),
  name: z.string().nullable(),
  floor: z.int(),
  is_open: z.boolean(),
  status: z.enum(["clean", "dirty"]),
  tags: z.array(z.string()),
  beds: z.array(Bed),
  metadata: z.record(z.string(), z.unknown()),
})

describe("toGraphql", () => {
  it("has a type for each record, with what it belongs to", () => {
    const rooms = { entity: "Room", fields: Room }
    expect(
      toGraphql([
        { ...rooms, relations: { house: "House" } },
        { entity: "Bed", fields: Bed },
      ])
    ).toBe(`type Room {
  id: ID!
  name: String
  floor: Int!
  is_open: Boolean!
  status: String!
  tags: [String!]!
  beds: [Bed!]!
  metadata: JSON
  house: House
}

type Bed {
  id: ID!
  width: Float!
}
`)
  })
})
