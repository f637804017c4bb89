import type { Health } from "../../modules/resource_booking/types"
import type { Http, RequestOptions } from "../http"
import { answerIn } from "../refusals"

export const health = (http: Http) => ({
  /** Also of a store that is degraded, which answers 503 and says why. */
  read: async (options?: RequestOptions): Promise<Health> => {
    try {
      return await http.get<Health>("/health", {}, options)
    } catch (error) {
      const answer = answerIn(error)
      if (answer && "problems" in answer) {
        return answer as Health
      }
      throw error
    }
  },
})
