import { decideFit, type FittedAllocation, unitsOfLine } from "../decide-fit"

const allocation = (
  id: string,
  quantity: number,
  group_id: string | null = null
): FittedAllocation => ({
  id,
  hold_item_id: `item of ${id}`,
  group_id,
  quantity,
})

describe("decideFit (R26)", () => {
  const nothing = { cancel: [], reduce: [], choose: false }

  it("does nothing while as many units are left as there are", () => {
    expect(decideFit([allocation("a", 2)], 2)).toEqual(nothing)
    expect(decideFit([allocation("a", 2)], 3)).toEqual(nothing)
    expect(decideFit([], 0)).toEqual(nothing)
  })

  it("reduces what one resource has too many of, a bundle's things together", () => {
    const bundle = [allocation("bus", 2), allocation("guide", 2)]
    expect(decideFit(bundle, 1)).toEqual({
      ...nothing,
      reduce: ["bus", "guide"],
    })
  })

  it("cancels everything when nothing is left, wherever it is", () => {
    const rooms = [allocation("r1", 1, "g"), allocation("r2", 1, "g")]
    expect(decideFit([...rooms, allocation("bus", 2)], 0)).toEqual({
      ...nothing,
      cancel: ["r1", "r2", "bus"],
    })
  })

  it("leaves it to staff which of several rooms goes, and the bundle whole", () => {
    const rooms = [allocation("r1", 1, "g"), allocation("r2", 1, "g")]
    const plan = { ...nothing, choose: true }
    expect(decideFit(rooms, 1)).toEqual(plan)
    expect(decideFit([...rooms, allocation("bus", 2)], 1)).toEqual(plan)
    expect(decideFit(rooms, 2)).toEqual(nothing)
  })

  it("reduces what a group gave on one resource alone", () => {
    expect(decideFit([allocation("dorm", 3, "g")], 2)).toEqual({
      ...nothing,
      reduce: ["dorm"],
    })
  })
})

describe("unitsOfLine", () => {
  it("counts a group's rooms together, a bundle's things once", () => {
    const rooms = [allocation("r1", 1, "g"), allocation("r2", 1, "g")]
    expect(unitsOfLine([...rooms, allocation("bus", 2)])).toBe(2)
    expect(unitsOfLine([])).toBe(0)
  })

  it("counts the segments of one stay once", () => {
    const stay = { ...allocation("a", 2), hold_item_id: "item" }
    expect(unitsOfLine([stay, { ...stay, id: "b" }])).toBe(2)
    expect(decideFit([stay, { ...stay, id: "b" }], 1).reduce).toEqual([
      "a",
      "b",
    ])
  })
})
