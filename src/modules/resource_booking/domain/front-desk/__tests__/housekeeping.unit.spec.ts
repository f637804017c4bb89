import { TASK_ACTIONS, TASK_STATUSES } from "../../../records/words"
import {
  cleanliness,
  decideTask,
  type TaskAction,
  type TaskStatus,
} from "../housekeeping"

describe("how clean a resource is (R42)", () => {
  it.each<[TaskStatus | null, string]>([
    [null, "clean"],
    ["open", "dirty"],
    ["started", "dirty"],
    ["finished", "clean"],
    ["inspected", "inspected"],
    ["canceled", "clean"],
  ])("after a task that is %s: %s", (status, expected) => {
    expect(cleanliness(status && { status })).toBe(expected)
  })
})

describe("a task", () => {
  const allowed: [TaskStatus, TaskAction, TaskStatus][] = [
    ["open", "assign", "open"],
    ["open", "start", "started"],
    ["open", "finish", "finished"],
    ["started", "assign", "started"],
    ["started", "finish", "finished"],
    ["finished", "inspect", "inspected"],
  ]
  it("may be assigned, started and finished until it is, then inspected", () => {
    const found = TASK_STATUSES.flatMap((status) =>
      TASK_ACTIONS.flatMap((action) => {
        const decision = decideTask(status, action)
        return decision.ok ? [[status, action, decision.value]] : []
      })
    )
    expect(found).toEqual(allowed)
  })

  it.each<[TaskStatus, TaskAction, string, string]>([
    ["open", "inspect", "unfinished", "This task is not finished yet."],
    ["started", "start", "started", "This task has already been started."],
    ["inspected", "inspect", "already", "This task is already inspected."],
    ["finished", "start", "already", "This task is already finished."],
    ["canceled", "finish", "already", "This task is already canceled."],
  ])(
    "that is %s can't be the subject of %s",
    (status, action, kind, message) => {
      expect(decideTask(status, action)).toEqual({
        ...{ ok: false, code: "task_state", message },
        details: { kind, status },
      })
    }
  )
})
