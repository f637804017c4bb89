type Waiting<Request, Answer> = {
  request: Request
  resolve: (answer: Answer) => void
  reject: (reason: unknown) => void
}

/**
 * Lets requests that would queue for the same thing share a turn. The first
 * runs at once; those that come while it runs are the next batch. Nothing waits
 * for a timer, and one connection serves a crowd.
 *
 * It only saves work. What keeps two processes apart are the locks.
 */
export class Combiner<Request, Answer> {
  private readonly queues = new Map<string, Waiting<Request, Answer>[]>()

  /**
   * @param run answers every request of a batch, in the batch's order
   * @param accepts whether a request may join the batch so far
   */
  constructor(
    private readonly run: (batch: Request[]) => Promise<Answer[]>,
    private readonly accepts: (batch: Request[], next: Request) => boolean
  ) {}

  /** Runs a request with others of the same key. */
  add(key: string, request: Request): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const waiting = { request, resolve, reject }
      const queue = this.queues.get(key)
      if (queue) {
        queue.push(waiting)
      } else {
        this.queues.set(key, [waiting])
        void this.serve(key)
      }
    })
  }

  private async serve(key: string): Promise<void> {
    for (;;) {
      const batch = this.take(key)
      if (batch.length === 0) {
        this.queues.delete(key)
        return
      }
      await this.answer(batch)
      // Answers go out and new requests come in before the next turn.
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  private take(key: string): Waiting<Request, Answer>[] {
    const batch: Waiting<Request, Answer>[] = []
    const requests: Request[] = []
    const rest = (this.queues.get(key) ?? []).filter((waiting) => {
      const joins =
        batch.length === 0 || this.accepts(requests, waiting.request)
      if (joins) {
        batch.push(waiting)
        requests.push(waiting.request)
      }
      return !joins
    })
    this.queues.set(key, rest)
    return batch
  }

  private async answer(batch: Waiting<Request, Answer>[]): Promise<void> {
    try {
      const answers = await this.run(batch.map((w) => w.request))
      batch.forEach((waiting, i) => waiting.resolve(answers[i] as Answer))
    } catch (error) {
      batch.forEach((waiting) => waiting.reject(error))
    }
  }
}
