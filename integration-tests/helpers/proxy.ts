import { type AddressInfo, connect, createServer, type Socket } from "node:net"

/** The network between the module and PostgreSQL, as it can go wrong. */
export type Proxy = {
  /** The same database, through it. */
  url: string
  /**
   * Nothing goes through the connections that are open, and nobody is told:
   * so it is when the other end has vanished. New ones work.
   */
  cutOpen(): void
  /** New ones are taken, and nothing goes through them either. */
  cutAll(): void
  /** New ones work again. Those that were cut stay so. */
  restore(): void
  /** Once somebody sends this, its answer and what follows is lost. */
  loseAnswerTo(text: string): void
  /** How many have connected so far. */
  connected(): number
  close(): Promise<void>
}

type Link = { client: Socket; server: Socket; isCut: boolean }

/** @param url of a database that is reached by TCP */
export async function startProxy(url: string): Promise<Proxy> {
  const { hostname, port } = new URL(url)
  const links = new Set<Link>()
  let isDown = false
  let count = 0
  let lost: string | null = null
  const listener = createServer((client) => {
    count++
    const server = connect(Number(port || 5432), hostname)
    const link: Link = { client, server, isCut: isDown }
    links.add(link)
    client.on("data", (data) => {
      if (link.isCut) {
        return
      }
      server.write(data)
      if (lost !== null && data.includes(lost)) {
        lost = null
        link.isCut = true
      }
    })
    server.on("data", (data) => link.isCut || client.write(data))
    client.on("close", () => server.destroy())
    server.on("close", () => {
      links.delete(link)
      client.destroy()
    })
    client.on("error", () => server.destroy())
    server.on("error", () => client.destroy())
  })
  await new Promise<void>((listening) =>
    listener.listen(0, "127.0.0.1", listening)
  )
  const own = new URL(url)
  own.hostname = "127.0.0.1"
  own.port = String((listener.address() as AddressInfo).port)
  const cutOpen = () => links.forEach((link) => (link.isCut = true))
  return {
    url: own.toString(),
    cutOpen,
    cutAll() {
      isDown = true
      cutOpen()
    },
    restore: () => (isDown = false),
    loseAnswerTo: (text) => (lost = text),
    connected: () => count,
    async close() {
      links.forEach(({ client }) => client.destroy())
      await new Promise((closed) => listener.close(closed))
    },
  }
}
