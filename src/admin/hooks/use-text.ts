import { useCallback, useMemo } from "react"
import { useTranslation } from "react-i18next"

import type { Texts } from "../i18n/texts"
import {
  showDate,
  showDay,
  showDuration,
  showMoment,
  showRange,
  showShort,
  showTimeIn,
} from "../lib/dates"
import type { Counted } from "../lib/types"

export const NAMESPACE = "resource_booking"

type Leaves<T, Prefix extends string = ""> = {
  [K in keyof T & string]: T[K] extends string
    ? `${Prefix}${K}`
    : Leaves<T[K], `${Prefix}${K}.`>
}[keyof T & string]

type WithoutPlural<Key extends string> = Key extends `${infer Base}_${
  "one" | "other"}`
  ? Base
  : Key

/** The name of a text; a plural's without its ending. */
export type TextKey = WithoutPlural<Leaves<Texts>>
export type Values = Record<string, string | number>
export type Say = (key: TextKey, values?: Values) => string

/** A sentence of the server in the admin's language, or as it is. */
export type Translate = (key: string, values: Values, message: string) => string

/** The admin's language: its texts, and how it writes dates and numbers. */
export function useText() {
  const { t, i18n } = useTranslation(NAMESPACE)
  // Medusa writes de as de, but ptBR for pt-BR.
  const locale = i18n.language.replace(/([a-z])([A-Z])/g, "$1-$2")
  const say = useCallback<Say>((key, values) => t(key, { ...values }), [t])
  const translate = useCallback<Translate>(
    (key, values, message) =>
      t(`server.${key}`, { ...values, defaultValue: message }),
    [t]
  )
  return useMemo(
    () => ({
      say,
      translate,
      locale,
      date: (date: string) => showDate(date, locale),
      /** A date of these days. */
      short: (date: string) => showShort(date, locale),
      range: (start: string, end: string) => showRange(start, end, locale),
      moment: (moment: string) => showMoment(moment, locale),
      /** A moment where it happened; on that date its time is enough. */
      timeIn: (moment: string, timezone: string, on?: string) =>
        showTimeIn(moment, locale, timezone, on),
      /** The day of a moment, where its time does not matter. */
      day: (moment: string) => showDay(moment, locale),
      duration: (seconds: number, unit?: "short" | "long") =>
        showDuration(seconds, locale, unit),
      number: (value: number) => value.toLocaleString(locale),
      /** A number of rows, with a plus where there are more. */
      total: ({ count, count_is_capped }: Counted) =>
        `${count.toLocaleString(locale)}${count_is_capped ? "+" : ""}`,
      money: (amount: number, currency: string) =>
        amount.toLocaleString(locale, {
          style: "currency",
          currency: currency.toUpperCase(),
        }),
      percent: (value: number) =>
        value.toLocaleString(locale, {
          style: "percent",
          maximumFractionDigits: 1,
        }),
    }),
    [say, translate, locale]
  )
}
