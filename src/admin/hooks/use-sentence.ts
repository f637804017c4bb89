import { useCallback } from "react"
import { useTranslation } from "react-i18next"

import { isBookingRefusal } from "../../client"
import { refusedBy } from "../lib/sdk"
import type { BoardAction, RefusalDetails } from "../lib/types"
import { NAMESPACE, useText } from "./use-text"

/** A refusal, wherever it comes from. */
type Refused = {
  code: string
  message: string
  details: RefusalDetails
}

/**
 * Says a refusal in the admin's language, by its code and details; where that
 * is not possible, as the server said it. What is no refusal could not be asked.
 */
export function useSentence(): (error: unknown) => string {
  const { say } = useText()
  const sayRefusal = useRefusalSentence()
  return useCallback(
    (error) =>
      isBookingRefusal(error)
        ? sayRefusal(error)
        : refusedBy(error)?.message || say("error.unreachable"),
    [say, sayRefusal]
  )
}

/** The same for what is known to be a refusal. */
function useRefusalSentence(): (refused: Refused) => string {
  const { t } = useTranslation(NAMESPACE)
  const { date } = useText()
  return useCallback(
    ({ code, message, details }) => {
      const record = t(`server.record.${String(details.record)}`, {
        defaultValue: "",
      })
      const values = {
        ...valuesOf(details, date),
        ...(record ? { record } : {}),
        message,
      }
      const keys = keysOf(code, details)
      const raw = t(keys, {
        ...values,
        ...{ defaultValue: "", skipInterpolation: true },
      })
      return raw && placeholders(raw).every((name) => name in values)
        ? t(keys, values)
        : message
    },
    [t, date]
  )
}

/** Why a step of the front desk is not possible now; nothing if it is. */
export function useWhyNot(): (action: BoardAction) => string {
  const sayRefusal = useRefusalSentence()
  return useCallback(
    ({ code, message, details }) =>
      code === null
        ? ""
        : sayRefusal({ code, message: message ?? "", details: details ?? {} }),
    [sayRefusal]
  )
}

/** Of another room's refusal, the sentence of what is wrong with it. */
function keysOf(code: string, details: RefusalDetails): string[] {
  const { reason, kind = details.span ?? "default" } = details
  const codes = typeof reason === "string" ? [reason, code] : [code]
  return codes.flatMap((one) => [
    `server.refusal.${one}.${String(kind)}`,
    `server.refusal.${one}.default`,
  ])
}

/** What a sentence can say: plain values, and dates as people read them. */
function valuesOf(
  { dates = [], start_date, end_date, ...rest }: RefusalDetails,
  date: (date: string) => string
): Record<string, string | number> {
  const { hours, days, min_stay, max_stay } = rest
  const count = [hours, days, min_stay, max_stay].find(
    (n) => typeof n === "number"
  )
  const plain = Object.entries(rest).flatMap(([name, value]) =>
    typeof value === "string" || typeof value === "number"
      ? [[name, value] as const]
      : []
  )
  return {
    ...Object.fromEntries(plain),
    ...(count === undefined ? {} : { count }),
    ...(dates[0] === undefined ? {} : { date: date(dates[0]) }),
    ...(typeof start_date === "string" ? { start: date(start_date) } : {}),
    ...(typeof end_date === "string" ? { end: date(end_date) } : {}),
  }
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name as string)
}
