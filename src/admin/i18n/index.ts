import { de } from "./de"
import { en } from "./en"

export default {
  en: { resource_booking: en },
  de: { resource_booking: de },
}
