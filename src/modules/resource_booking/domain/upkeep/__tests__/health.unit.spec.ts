import { findProblems } from "../health"
import type {
  BookingProcess,
  HealthFacts,
  HealthProblem,
} from "../health-facts"

const A_PROCESS: BookingProcess = {
  id: "bproc_1",
  name: "web-1:100",
  mode: "shared",
  version: "0.1.0",
  options: { hold_ttl_minutes: 30, limits: "off" },
  ticks: { expire_holds: { ok_seconds_ago: 1, failures: 0 } },
  clock_offset_ms: 0,
  started_at: "2027-01-01T00:00:00.000Z",
  stopped_at: null,
  up_seconds: 1_000,
  seen_seconds_ago: 5,
}

const aProcess = (given: Partial<BookingProcess> = {}): BookingProcess => ({
  ...A_PROCESS,
  ...given,
})

/** A store that is well, but for what is given. */
const problems = (given: Partial<HealthFacts> = {}): HealthProblem[] =>
  findProblems({
    figures: {
      is_read_only: false,
      oldest_overdue_hold_seconds: 0,
      outbox_lag_seconds: 0,
      last_delivered_event_seconds: 30,
      reconciliation_age_seconds: 100,
      reconciliation_running_seconds: null,
    },
    processes: [A_PROCESS],
    turns: [],
    replica: null,
    upSeconds: 1_000,
    limits: {
      overdue_hold_seconds: 180,
      outbox_lag_seconds: 60,
      reconciliation_seconds: 900,
      delivery_seconds: 300,
    },
    ...given,
  })

const figures = (given: object) =>
  problems({
    figures: {
      is_read_only: false,
      oldest_overdue_hold_seconds: 0,
      outbox_lag_seconds: 0,
      last_delivered_event_seconds: 30,
      reconciliation_age_seconds: 100,
      reconciliation_running_seconds: null,
      ...given,
    },
  })

const codes = (given: Partial<HealthFacts>) =>
  problems(given).map(({ code }) => code)

describe("what is wrong with the store", () => {
  it("is nothing, while all is well", () => {
    expect(problems()).toEqual([])
  })

  it("is the database, and then nothing else is known", () => {
    expect(problems({ figures: undefined, processes: [] })).toEqual([
      {
        code: "database_down",
        severity: "degraded",
        message:
          "The database can't be reached, or no connection became available in time.",
        details: {},
      },
    ])
  })

  it("is a hold that has been overdue for too long", () => {
    expect(figures({ oldest_overdue_hold_seconds: 180 })).toEqual([])
    expect(figures({ oldest_overdue_hold_seconds: 180.6 })).toEqual([
      {
        code: "holds_overdue",
        severity: "degraded",
        message:
          "A hold has been overdue for 3 min. Expiry is not running, or is not keeping up.",
        details: { seconds: 181 },
      },
    ])
  })

  it("is an event that has waited for too long", () => {
    expect(figures({ outbox_lag_seconds: 60 })).toEqual([])
    expect(figures({ outbox_lag_seconds: 61 })).toEqual([
      {
        code: "events_waiting",
        severity: "degraded",
        message: "An event has been waiting to be published for 61 s.",
        details: { seconds: 61 },
      },
    ])
  })

  it("is a database that can only be read", () => {
    expect(figures({ is_read_only: true })).toEqual([
      {
        code: "database_read_only",
        severity: "degraded",
        message: "The database is read-only. Nothing can be sold.",
        details: {},
      },
    ])
  })

  it("is a reconciliation that keeps others from running", () => {
    expect(figures({ reconciliation_running_seconds: 600 })).toEqual([])
    expect(figures({ reconciliation_running_seconds: 601 })).toEqual([
      {
        code: "reconciliation_stuck",
        severity: "degraded",
        message:
          "A reconciliation has been running for 10 min and blocks all others.",
        details: { seconds: 601 },
      },
    ])
  })

  it("is a replica that can't be used", () => {
    const reads = "Its reads go to the primary database."
    expect(problems({ replica: "follows" })).toEqual([])
    expect(problems({ replica: "away" })).toEqual([
      {
        code: "replica_away",
        severity: "degraded",
        message: `The database replica can't be reached. ${reads}`,
        details: {},
      },
    ])
    expect(problems({ replica: "behind" })).toEqual([
      {
        code: "replica_behind",
        severity: "degraded",
        message: `The database replica has fallen too far behind. ${reads}`,
        details: {},
      },
    ])
  })

  it("is a bus that takes events and delivers none", () => {
    expect(figures({ last_delivered_event_seconds: 300 })).toEqual([])
    expect(figures({ last_delivered_event_seconds: 301 })).toEqual([
      {
        code: "bus_silent",
        severity: "degraded",
        message:
          "The event bus accepts events, but has delivered none for 5 min.",
        details: { seconds: 301 },
      },
    ])
    expect(figures({ last_delivered_event_seconds: null })).toEqual([
      {
        code: "bus_silent",
        severity: "degraded",
        message: "The event bus accepts events, but has delivered none yet.",
        details: { seconds: null },
      },
    ])
  })

  it("is a reconciliation that is late, but not just after a start", () => {
    expect(figures({ reconciliation_age_seconds: 900 })).toEqual([])
    expect(figures({ reconciliation_age_seconds: 901 })).toEqual([
      {
        code: "reconciliation_late",
        severity: "degraded",
        message: "Reconciliation has not finished for 15 min.",
        details: { seconds: 901 },
      },
    ])
    expect(figures({ reconciliation_age_seconds: null })).toEqual([
      {
        code: "reconciliation_late",
        severity: "degraded",
        message: "Reconciliation has never finished.",
        details: { seconds: null },
      },
    ])
    expect(codes({ upSeconds: 900, figures: NEVER_RECONCILED })).toEqual([])
  })
})

describe("workers", () => {
  it("are missed when none was seen for a minute", () => {
    const server = aProcess({ id: "bproc_2", mode: "server" })
    const worker = aProcess({ mode: "worker", seen_seconds_ago: 59 })
    expect(codes({ processes: [server, worker] })).toEqual([])
    const gone = aProcess({ mode: "worker", seen_seconds_ago: 61 })
    expect(problems({ processes: [server, gone] })).toEqual([
      {
        code: "no_worker",
        severity: "degraded",
        message:
          "No worker has been seen for 61 s. Nothing is being expired, published or reconciled.",
        details: { seconds: 61 },
      },
    ])
  })

  it("are missed if there never was one, once this process has been up for a minute", () => {
    const processes = [aProcess({ mode: "server" })]
    expect(codes({ processes, upSeconds: 60 })).toEqual([])
    expect(problems({ processes, upSeconds: 61 })).toEqual([
      {
        code: "no_worker",
        severity: "degraded",
        message:
          "No worker has ever been seen. Nothing is being expired, published or reconciled.",
        details: { seconds: null },
      },
    ])
  })

  it("may stop and start again within the minute", () => {
    const stopped = aProcess({
      ...{ mode: "worker", seen_seconds_ago: 40 },
      stopped_at: "2027-01-01T00:10:00.000Z",
    })
    expect(codes({ processes: [stopped] })).toEqual([])
  })
})

describe("tasks", () => {
  const ticking = (ok_seconds_ago: number | null, failures = 0) => ({
    expire_holds: { ok_seconds_ago, failures },
  })

  it("are late when no process has done them for two minutes", () => {
    const well = aProcess({ ticks: ticking(110) })
    expect(codes({ processes: [well] })).toEqual([])
    const late = aProcess({ ticks: ticking(116) })
    expect(problems({ processes: [late] })).toEqual([
      {
        code: "task_late",
        severity: "degraded",
        message: "The task expire_holds has not succeeded for 2 min.",
        details: { task: "expire_holds", seconds: 121 },
      },
    ])
    const other = aProcess({ id: "bproc_2", ticks: ticking(2) })
    expect(codes({ processes: [late, other] })).toEqual([])
  })

  it("are late when they never went well, in processes that have been up as long", () => {
    const young = aProcess({ ticks: ticking(null), up_seconds: 120 })
    expect(codes({ processes: [young] })).toEqual([])
    const old = aProcess({ ticks: ticking(null), up_seconds: 121 })
    expect(problems({ processes: [old] })).toEqual([
      {
        code: "task_late",
        severity: "degraded",
        message: "The task expire_holds has never succeeded.",
        details: { task: "expire_holds", seconds: null },
      },
    ])
  })

  it("are named with the process in which they keep failing", () => {
    const failing = aProcess({ ticks: ticking(4, 3) })
    const other = aProcess({ id: "bproc_2" })
    expect(problems({ processes: [failing, other] })).toEqual([
      {
        code: "task_failing",
        severity: "degraded",
        message:
          "The task expire_holds has failed 3 times in a row in web-1:100. Its log says why.",
        details: {
          ...{ task: "expire_holds", failures: 3 },
          processes: ["web-1:100"],
        },
      },
    ])
    const twice = aProcess({ ticks: ticking(4, 2) })
    expect(codes({ processes: [twice] })).toEqual([])
  })

  it("that one process does for all are late after three of their times", () => {
    const turn = { name: "erase_personal_data", every_seconds: 60 }
    const of = (finished_seconds_ago: number | null, known_seconds = 999) =>
      codes({ turns: [{ ...turn, finished_seconds_ago, known_seconds }] })
    expect(of(180)).toEqual([])
    expect(of(181)).toEqual(["task_late"])
    expect(of(null)).toEqual(["task_late"])
    expect(of(null, 180)).toEqual([])
    const old = { ...turn, finished_seconds_ago: 9_999, known_seconds: 9_999 }
    expect(codes({ turns: [old], upSeconds: 180 })).toEqual([])
  })
})

describe("clocks", () => {
  it("are wrong from five seconds on, one way or the other", () => {
    const off = (clock_offset_ms: number) =>
      problems({ processes: [aProcess({ clock_offset_ms })] })
    expect(off(5_000)).toEqual([])
    expect(off(-5_000)).toEqual([])
    expect(off(5_600)).toEqual([
      {
        code: "clock_wrong",
        severity: "degraded",
        message: "The clock of web-1:100 is 6 s ahead of the database's.",
        details: { processes: ["web-1:100"], seconds: 6 },
      },
    ])
    expect(off(-7_000)).toMatchObject([
      {
        message: "The clock of web-1:100 is 7 s behind the database's.",
        details: { seconds: -7 },
      },
    ])
  })
})

describe("processes that differ", () => {
  const other = { id: "bproc_2", name: "web-2:200" }

  it("in their options are named, with the options", () => {
    const differing = aProcess({
      ...other,
      options: { hold_ttl_minutes: 20, limits: { units: 5 } },
    })
    const third = aProcess({ id: "bproc_3", name: "web-3:300" })
    expect(problems({ processes: [A_PROCESS, differing, third] })).toEqual([
      {
        code: "options_differ",
        severity: "degraded",
        message:
          "Options differ between processes: hold_ttl_minutes, limits (web-1:100, web-3:300 versus web-2:200).",
        details: {
          options: ["hold_ttl_minutes", "limits"],
          processes: ["web-1:100", "web-2:200", "web-3:300"],
        },
      },
    ])
  })

  it("are no more than told of while one of them has just started", () => {
    const options = { hold_ttl_minutes: 20, limits: "off" }
    const started = aProcess({ ...other, options, up_seconds: 120 })
    expect(problems({ processes: [A_PROCESS, started] })).toMatchObject([
      { code: "options_differ", severity: "notice" },
    ])
    const running = aProcess({ ...other, options, up_seconds: 121 })
    expect(problems({ processes: [A_PROCESS, running] })).toMatchObject([
      { code: "options_differ", severity: "degraded" },
    ])
  })

  it("in their version are a rolling restart, and no fault", () => {
    const newer = aProcess({ ...other, version: "0.2.0" })
    expect(problems({ processes: [A_PROCESS, newer] })).toEqual([
      {
        code: "versions_differ",
        severity: "notice",
        message:
          "Versions 0.1.0 (web-1:100) and 0.2.0 (web-2:200) are running side by side.",
        details: {
          versions: ["0.1.0", "0.2.0"],
          processes: ["web-1:100", "web-2:200"],
        },
      },
    ])
  })

  it("count only while they are there", () => {
    const differing = { ...other, version: "0.2.0", clock_offset_ms: 60_000 }
    const silent = aProcess({ ...differing, seen_seconds_ago: 31 })
    const stopped_at = "2027-01-01T00:10:00.000Z"
    const stopped = aProcess({ ...differing, stopped_at })
    expect(problems({ processes: [A_PROCESS, silent, stopped] })).toEqual([])
  })
})

const NEVER_RECONCILED = {
  is_read_only: false,
  oldest_overdue_hold_seconds: 0,
  outbox_lag_seconds: 0,
  last_delivered_event_seconds: 30,
  reconciliation_age_seconds: null,
  reconciliation_running_seconds: null,
}
