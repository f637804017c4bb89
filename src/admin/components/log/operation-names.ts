/** What the log's entries may be, for its filter; see the data model. */
export const OPERATIONS = [
  "resource.created",
  "resource.updated",
  "resource.deleted",
  "resource.restored",
  "resource.frozen",
  "resource.unfrozen",
  "resource.housekeeping_set",
  "group.created",
  "group.updated",
  "group.deleted",
  "variant.linked",
  "variant.unlinked",
  "variant.updated",
  "capacity.set",
  "capacity.adjusted",
  "capacity.depleted",
  "blackout.created",
  "blackout.updated",
  "blackout.lifted",
  "hold.placed",
  "hold.extended",
  "hold.expiring",
  "hold.expired",
  "hold.released",
  "hold.taken_again",
  "hold.pinned",
  "hold.unpinned",
  "hold.brought",
  "hold.brought_back",
  "hold.adopted",
  "hold.repriced",
  "hold.confirmed",
  "hold.personal_data_erased",
  "hold.deleted",
  "allocation.created",
  "allocation.canceled",
  "allocation.moved",
  "allocation.guests_set",
  "allocation.reduced",
  "allocation.no_show",
  "allocation.no_show_undone",
  "allocation.split",
  "occupancy.checked_in",
  "occupancy.checked_out",
  "occupancy.moved",
  "occupancy.check_in_undone",
  "occupancy.check_out_undone",
  "task.opened",
  "task.assigned",
  "task.started",
  "task.finished",
  "task.inspected",
  "task.canceled",
  "conflict.raised",
  "conflict.resolved",
] as const
export type Operation = (typeof OPERATIONS)[number]

export function isOperation(name: string): name is Operation {
  return (OPERATIONS as readonly string[]).includes(name)
}

type Color = "green" | "red" | "blue" | "orange" | "grey" | "purple"

const COLORS: Record<string, Color> = {
  resource: "purple",
  group: "purple",
  variant: "purple",
  capacity: "blue",
  blackout: "red",
  hold: "orange",
  allocation: "green",
  occupancy: "green",
  task: "blue",
  conflict: "red",
}

/** By what it is about. */
export function colorOf(operation: string): Color {
  return COLORS[operation.split(".")[0] ?? ""] ?? "grey"
}
