import { de } from "./de"
import { deServer } from "./de-server"
import { en } from "./en"

export default {
  en: { resource_booking: en },
  de: { resource_booking: { ...de, server: deServer } },
}
