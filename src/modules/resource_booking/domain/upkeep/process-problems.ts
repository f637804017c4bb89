import {
  type BookingProcess,
  degraded,
  duration,
  type HealthFacts,
  type HealthProblem,
} from "./health-facts"

const NO_WORKER_SECONDS = 60
/** Medusa's scheduler alone comes by once a minute: two of its times. */
const TASK_LATE_SECONDS = 120
const FAILURES_IN_A_ROW = 3
const TURNS_MISSED = 3
const CLOCK_OFFSET_MS = 5_000
/** A rolling restart with new options takes its time. */
const RESTART_SECONDS = 120

export function missingWorkers({
  processes,
  upSeconds,
}: HealthFacts): HealthProblem[] {
  const seen = processes.filter(isWorker).map((p) => p.seen_seconds_ago)
  const seconds = seen.length > 0 ? Math.round(Math.min(...seen)) : null
  if ((seconds ?? upSeconds) <= NO_WORKER_SECONDS) {
    return []
  }
  const since =
    seconds === null
      ? "No worker has ever been seen"
      : `No worker has been seen for ${duration(seconds)}`
  const message = `${since}. Nothing is being expired, published or reconciled.`
  return [degraded("no_worker", message, { seconds })]
}

export function lateTasks(
  _: HealthFacts,
  present: BookingProcess[]
): HealthProblem[] {
  const workers = present.filter(isWorker)
  const tasks = new Set(workers.flatMap(({ ticks }) => Object.keys(ticks)))
  return [...tasks].flatMap((task) => {
    const doing = workers.filter(({ ticks }) => task in ticks)
    const well = doing.flatMap(({ ticks, seen_seconds_ago }) => {
      const ago = ticks[task]?.ok_seconds_ago ?? null
      return ago === null ? [] : [ago + seen_seconds_ago]
    })
    const ago = well.length > 0 ? Math.min(...well) : null
    const waited = ago ?? Math.max(...doing.map((p) => p.up_seconds))
    return waited > TASK_LATE_SECONDS ? [taskLate(task, ago)] : []
  })
}

/** After a pause of the whole store, they are given their time. */
export function lateTurns({ turns, upSeconds }: HealthFacts): HealthProblem[] {
  return turns.flatMap((turn) => {
    const { name, every_seconds, known_seconds, finished_seconds_ago } = turn
    const waited = Math.min(finished_seconds_ago ?? known_seconds, upSeconds)
    return waited > TURNS_MISSED * every_seconds
      ? [taskLate(name, finished_seconds_ago)]
      : []
  })
}

export function failingTasks(
  _: HealthFacts,
  present: BookingProcess[]
): HealthProblem[] {
  return present.flatMap(({ name, ticks }) =>
    Object.entries(ticks)
      .filter(([, { failures }]) => failures >= FAILURES_IN_A_ROW)
      .map(([task, { failures }]) =>
        degraded(
          "task_failing",
          `The task ${task} has failed ${failures} times in a row in ${name}. Its log says why.`,
          { task, failures, processes: [name] }
        )
      )
  )
}

function taskLate(task: string, ago: number | null): HealthProblem {
  const seconds = ago === null ? null : Math.round(ago)
  const since =
    seconds === null
      ? "never succeeded"
      : `not succeeded for ${duration(seconds)}`
  return degraded("task_late", `The task ${task} has ${since}.`, {
    ...{ task, seconds },
  })
}

export function wrongClocks(
  _: HealthFacts,
  present: BookingProcess[]
): HealthProblem[] {
  return present
    .filter((p) => Math.abs(p.clock_offset_ms) > CLOCK_OFFSET_MS)
    .map(({ name, clock_offset_ms }) => {
      const seconds = Math.round(clock_offset_ms / 1_000)
      const off = `${duration(Math.abs(seconds))} ${seconds > 0 ? "ahead of" : "behind"}`
      const message = `The clock of ${name} is ${off} the database's.`
      return degraded("clock_wrong", message, { seconds, processes: [name] })
    })
}

export function differingOptions(
  _: HealthFacts,
  present: BookingProcess[]
): HealthProblem[] {
  const groups = groupBy(present, ({ options }) => JSON.stringify(options))
  if (groups.length < 2) {
    return []
  }
  const names = new Set(present.flatMap((p) => Object.keys(p.options)))
  const options = [...names].filter(
    (name) =>
      new Set(present.map((p) => JSON.stringify(p.options[name]))).size > 1
  )
  const who = groups.map((group) => namesOf(group).join(", ")).join(" versus ")
  const isRestart = present.some((p) => p.up_seconds <= RESTART_SECONDS)
  return [
    {
      code: "options_differ",
      severity: isRestart ? "notice" : "degraded",
      message: `Options differ between processes: ${options.join(", ")} (${who}).`,
      details: { options, processes: namesOf(present) },
    },
  ]
}

export function differingVersions(
  _: HealthFacts,
  present: BookingProcess[]
): HealthProblem[] {
  const groups = groupBy(present, ({ version }) => version)
  if (groups.length < 2) {
    return []
  }
  const versions = groups.map(([first]) => first?.version ?? "")
  const who = groups.map((g, i) => `${versions[i]} (${namesOf(g).join(", ")})`)
  return [
    {
      code: "versions_differ",
      severity: "notice",
      message: `Versions ${who.join(" and ")} are running side by side.`,
      details: { versions, processes: namesOf(present) },
    },
  ]
}

function isWorker({ mode }: BookingProcess): boolean {
  return mode !== "server"
}

function namesOf(processes: BookingProcess[]): string[] {
  return processes.map(({ name }) => name)
}

function groupBy(
  processes: BookingProcess[],
  key: (process: BookingProcess) => string
): BookingProcess[][] {
  const groups = new Map<string, BookingProcess[]>()
  for (const one of processes) {
    groups.set(key(one), [...(groups.get(key(one)) ?? []), one])
  }
  return [...groups.values()]
}
