import { spawn } from "node:child_process"
import { once } from "node:events"
import { type AddressInfo, createServer } from "node:net"

export type Redis = { url: string; stop: () => Promise<void> }

/** A Redis of its own, in memory; undefined where none is installed. */
export async function startRedis(): Promise<Redis | undefined> {
  const port = await freePort()
  const settings = ["--port", `${port}`, "--bind", "127.0.0.1", "--save", ""]
  const child = spawn("redis-server", settings, {
    stdio: ["ignore", "pipe", "inherit"],
  })
  const isReady = new Promise<boolean>((resolve) => {
    child.once("error", () => resolve(false))
    child.stdout.on("data", (text: Buffer) => {
      if (/ready to accept/i.test(text.toString())) {
        resolve(true)
      }
    })
  })
  if (!(await isReady)) {
    return undefined
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      child.kill()
      await once(child, "exit")
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, "close")
  return port
}
