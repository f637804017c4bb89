import type { Shop } from "../../helpers/http-shop"

const READY = "/resource-booking/ready"

export function readinessCases(shop: Shop): void {
  describe("GET /resource-booking/ready", () => {
    const ask = () => shop.stranger.get(READY)
    afterEach(() => jest.restoreAllMocks())

    it("answers anybody, without key or login", async () => {
      const { status, body } = await ask()
      expect(body).toEqual({ ready: true })
      expect(status).toBe(200)
    })

    it("answers 503 with the reasons and no more", async () => {
      const answer = { ready: false as const, reasons: ["draining" as const] }
      jest.spyOn(shop.bookings, "checkReadiness").mockResolvedValue(answer)
      const { status, body } = await ask()
      expect(body).toEqual(answer)
      expect(status).toBe(503)
    })

    it("is never refused for being asked too often", async () => {
      const answers = await Promise.all(Array.from({ length: 400 }, ask))
      expect(new Set(answers.map(({ status }) => status))).toEqual(
        new Set([200])
      )
    })
  })
}
