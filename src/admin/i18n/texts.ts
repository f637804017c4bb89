import type { en } from "./en"

type Text<T> = { [K in keyof T]: T[K] extends string ? string : Text<T[K]> }

/** Every language has the same texts. */
export type Texts = Text<typeof en>
