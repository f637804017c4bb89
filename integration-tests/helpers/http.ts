import Medusa from "@medusajs/js-sdk"

export type Headers = Record<string, string>

export type Answer = {
  status: number
  headers: globalThis.Headers
  /** JSON as it came: a test looks at what it expects. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any
}

export type Request = {
  method: string
  path: string
  body?: unknown
  /** The body's text as it is, valid or not; JSON unless headers say else. */
  raw?: string
  headers?: Headers
}

/** Throws if an answer is not as it should be. */
export type Check = (request: Request, answer: Answer) => void

let check: Check | undefined

/** From now on, every answer is looked at before a test gets it. */
export function checkAnswers(by: Check): void {
  check = by
}

/** Sends one request and gives back the answer, whatever its status. */
async function send(baseUrl: string, request: Request): Promise<Answer> {
  const { method, path, body, raw, headers } = request
  const text = raw ?? (body === undefined ? undefined : JSON.stringify(body))
  const response = await fetch(new URL(path, baseUrl), {
    method,
    body: text ?? null,
    headers: {
      ...(text === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
  })
  const answer: Answer = {
    status: response.status,
    headers: response.headers,
    body: parsed(await response.text()),
  }
  check?.(request, answer)
  return answer
}

/** What Express itself says of an unknown path is HTML. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Somebody who sends requests: always with the same headers. */
export class HttpClient {
  constructor(
    private readonly baseUrl: () => string,
    private readonly headers: Headers
  ) {}

  /** The same client with more headers, or others. */
  with(headers: Headers): HttpClient {
    return new HttpClient(this.baseUrl, { ...this.headers, ...headers })
  }

  /** The same client at another server of the shop. */
  at(baseUrl: string): HttpClient {
    return new HttpClient(() => baseUrl, this.headers)
  }

  /** The same client as Medusa's SDK. */
  sdk(): Medusa {
    const globalHeaders = this.headers
    return new Medusa({ baseUrl: this.baseUrl(), globalHeaders })
  }

  send(request: Request): Promise<Answer> {
    const headers = { ...this.headers, ...request.headers }
    return send(this.baseUrl(), { ...request, headers })
  }

  get(path: string, query: Record<string, unknown> = {}): Promise<Answer> {
    return this.send({ method: "GET", path: withQuery(path, query) })
  }

  post(path: string, body: unknown = {}, headers: Headers = {}) {
    return this.send({ method: "POST", path, body, headers })
  }

  put(path: string, body: unknown): Promise<Answer> {
    return this.send({ method: "PUT", path, body })
  }

  delete(path: string): Promise<Answer> {
    return this.send({ method: "DELETE", path })
  }
}

function withQuery(path: string, query: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat()) {
      params.append(name, String(one))
    }
  }
  const text = params.toString()
  return text ? `${path}?${text}` : path
}
