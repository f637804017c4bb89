/**
 * Somebody who sends requests to a store.
 *
 * @typedef {object} Client
 * @property {(path: string) => Promise<any>} get
 * @property {(path: string, body?: object, headers?: Record<string, string>) => Promise<any>} post
 * @property {(path: string) => Promise<any>} delete
 * @property {(status: number, path: string, body?: object) => Promise<any>} refused
 *   a POST that must be answered with this status
 * @property {(url: string) => Client} at the same one, at another address
 */

/**
 * @param {string} url
 * @param {Record<string, string>} headers sent with every request
 * @returns {Client}
 */
export function client(url, headers) {
  /**
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   * @param {Record<string, string>} [more]
   */
  async function send(method, path, body, more) {
    const response = await fetch(new URL(path, url), {
      method,
      headers: { "content-type": "application/json", ...headers, ...more },
      body: body === undefined ? null : JSON.stringify(body),
    })
    const text = await response.text()
    return { status: response.status, text, what: `${method} ${path}` }
  }
  return {
    at: (other) => client(other, headers),
    get: async (path) => good(await send("GET", path)),
    post: async (path, body = {}, more = {}) =>
      good(await send("POST", path, body, more)),
    delete: async (path) => good(await send("DELETE", path)),
    refused: async (status, path, body = {}) => {
      const answer = await send("POST", path, body)
      expect(`${answer.what}, its status`, answer.status, status)
      return JSON.parse(answer.text)
    },
  }
}

/**
 * @param {{ status: number, text: string, what: string }} answer
 */
function good({ status, text, what }) {
  if (status >= 300) {
    throw new Error(`${what} answered ${status}: ${text.slice(0, 1_000)}`)
  }
  return JSON.parse(text)
}

/**
 * @param {string} what
 * @param {unknown} found
 * @param {unknown} wanted
 */
export function expect(what, found, wanted) {
  const [is, should] = [found, wanted].map((value) => JSON.stringify(value))
  if (is !== should) {
    throw new Error(`${what}: ${is} instead of ${should}`)
  }
}
