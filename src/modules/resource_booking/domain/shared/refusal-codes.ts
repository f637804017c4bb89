import type { REFUSAL_CODES } from "../../records/words"

export type RefusalCode = (typeof REFUSAL_CODES)[number]
