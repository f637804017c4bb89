import { blackoutAgainstHold } from "./blackout-hold"
import { cancelAgainstCancel } from "./cancel-cancel"
import { changeAgainstLooks } from "./changed-line"
import { confirmAgainstExpiry } from "./confirm-expire"
import { extendAgainstExpiry } from "./extend-expire"
import { checkInAgainstCheckIn, guestAgainstGuest } from "./front-desk"
import { choosersAgainstDirect } from "./group-direct"
import { jobAgainstJob } from "./job-job"
import { lastUnit } from "./last-unit"
import { latePayers } from "./late-payers"
import { moveAgainstCancel, moveAgainstHold, moveAgainstMove } from "./moves"

/** The races of docs/internals/proof.md, layer L3. */
export const RACES = [
  lastUnit,
  confirmAgainstExpiry,
  extendAgainstExpiry,
  blackoutAgainstHold,
  cancelAgainstCancel,
  choosersAgainstDirect,
  latePayers,
  changeAgainstLooks,
  moveAgainstMove,
  moveAgainstCancel,
  moveAgainstHold,
  checkInAgainstCheckIn,
  guestAgainstGuest,
  jobAgainstJob,
]
