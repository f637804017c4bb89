import type {
  BoardDTO,
  BoardQuery,
  CheckOutResult,
  MoveStay,
  StayResult,
  StayStep,
  WalkIn,
  WalkInResult,
} from "../../modules/resource_booking/types"
import type { Given } from "../answers"
import type { Http, KeyedOptions, RequestOptions } from "../http"

export type AdminWalkIn = Given<Omit<WalkIn, "idempotency_key">>

export const frontDesk = (http: Http) => ({
  /** Every room, who is in it, and what may be done. */
  readBoard: (query?: BoardQuery, options?: RequestOptions) =>
    http.get<BoardDTO>("/front-desk", query, options),
  checkIn: (step: StayStep, options?: RequestOptions) =>
    http.post<StayResult>("/front-desk/check-in", step, options),
  checkOut: (step: StayStep, options?: RequestOptions) =>
    http.post<CheckOutResult>("/front-desk/check-out", step, options),
  /** Another room, or another end. */
  move: (step: MoveStay, options?: RequestOptions) =>
    http.post<StayResult>("/front-desk/move", step, options),
  markNoShow: (step: StayStep, options?: RequestOptions) =>
    http.post<StayResult>("/front-desk/no-show", step, options),
  /** Undoes today's last step. */
  undo: (step: StayStep, options?: RequestOptions) =>
    http.post<StayResult>("/front-desk/undo", step, options),
  /** Books a room and checks in, in one step. */
  walkIn: (input: AdminWalkIn, options?: KeyedOptions) =>
    http.postOnce<WalkInResult>("/front-desk/walk-in", input, options),
})
