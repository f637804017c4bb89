import fs from "node:fs"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"

import { installedVersion } from "../lib/fingerprint.mjs"
import { freePort } from "../lib/free-port.mjs"
import { ROOT } from "../lib/paths.mjs"
import { eventually, spawnGroup } from "../lib/processes.mjs"
import { runQuietly } from "./commands.mjs"
import { example, examples } from "./docs.mjs"

const TEMPLATE = path.join(ROOT, "scripts", "plugin", "store")

/** As a new Medusa store has them. */
const DEPENDENCIES = [
  ...["admin-sdk", "cli", "framework", "medusa"].map((n) => `@medusajs/${n}`),
]
const DEVELOPMENT = [
  ...["@swc/core", "@types/node", "@types/react", "@types/react-dom"],
  ...["react", "react-dom", "ts-node", "typescript", "vite"],
]

/** A plugin of somebody else, with handlers on the hooks that we use. */
export const OTHER_PLUGIN = "other-plugin"

/** What a handler of the store, or the other plugin, logs, with its number. */
export const OWN_HANDLER = "own handler"

/**
 * Examples that Medusa loads in the test's store. The others are checked and
 * built with it, where nothing loads them: one refuses guests, and one needs a
 * module that a store would have.
 */
const LOADED = ["src/workflows/hooks/club-prices.ts", "src/api/middlewares.ts"]

/** A scratch store outside this repository, whose packages it must not see. */
export class Store {
  /**
   * @param {string} folder
   * @param {NodeJS.ProcessEnv} env
   * @param {import("../lib/lifetime.mjs").Lifetime} lifetime
   */
  constructor(folder, env, lifetime) {
    this.folder = folder
    this.env = env
    this.lifetime = lifetime
  }

  /**
   * Writes its files; the documentation's examples are among them.
   *
   * @param {string} tarball
   */
  write(tarball) {
    fs.cpSync(TEMPLATE, this.folder, { recursive: true })
    const config = "medusa-config.ts"
    const text = fs.readFileSync(path.join(TEMPLATE, config), "utf8")
    const plugins = example("README.md", 'resolve: "medusa-resource-booking"')
    this.#write(
      config,
      text.replace("// README.md", () => plugins)
    )
    const hooks = example("docs/guides/checkout.md", ".hooks.orderCanceled(")
    let handlers = 0
    const says = () => `console.log("${OWN_HANDLER} ${++handlers}")`
    this.#write("src/own-hooks.ts", hooks.replaceAll(/\/\/ … .*/g, says))
    const guide = "docs/guides/from-code.md"
    this.#write("src/lib/bookings.ts", example(guide, "placeHold("))
    this.#write(
      "src/lib/cart-bookings.ts",
      example(guide, "addBookingToCartWorkflow(")
    )
    for (const name of ["extending", "webhooks"]) {
      for (const { file, code } of examples(`docs/guides/${name}.md`)) {
        const isLoaded = LOADED.includes(file)
        const place = file.replace(/^src/, `src/lib/${name}`)
        this.#write(isLoaded ? file : place, code)
      }
    }
    const pinned = (/** @type {string[]} */ names) =>
      Object.fromEntries(names.map((name) => [name, installedVersion(name)]))
    this.#write(
      "package.json",
      JSON.stringify({
        name: "some-store",
        private: true,
        dependencies: {
          ...pinned(DEPENDENCIES),
          "medusa-resource-booking": `file:${tarball}`,
          [OTHER_PLUGIN]: `file:./${OTHER_PLUGIN}`,
        },
        devDependencies: pinned(DEVELOPMENT),
      })
    )
    const other = { name: OTHER_PLUGIN, version: "1.0.0" }
    this.#write(`${OTHER_PLUGIN}/package.json`, JSON.stringify(other))
    this.#write(
      `${OTHER_PLUGIN}/.medusa/server/src/workflows/hooks.js`,
      `if (process.env.HANDLERS_IN === "${OTHER_PLUGIN}") {
  require("../../../../../.medusa/server/src/own-hooks.js")
}\n`
    )
  }

  /**
   * @param {string[]} args of npm
   */
  npm(args) {
    return this.#run([process.env.npm_execpath ?? "", ...args])
  }

  /**
   * @param {string} command of an installed package
   * @param {string[]} args
   * @param {NodeJS.ProcessEnv} [env] what is different this time
   */
  command(command, args, env) {
    return this.#run([this.#bin(command), ...args], env)
  }

  /** @returns {Promise<string[]>} the folders that a package is installed in */
  async copiesOf(/** @type {string} */ name) {
    const found = await this.npm(["ls", name, "--all", "--parseable"])
    const end = path.join("node_modules", name)
    return found.split("\n").filter((line) => line.endsWith(end))
  }

  /**
   * Starts the built store in production on a free port.
   *
   * @param {NodeJS.ProcessEnv} [env] what is different this time
   * @returns {Promise<{ url: string, log: () => string, stop: () => Promise<void> }>}
   */
  async start(env) {
    const port = await freePort()
    const file = path.join(this.folder, `medusa-${port}.log`)
    const output = fs.openSync(file, "a")
    const group = spawnGroup(
      [this.#bin("medusa"), "start", "--host=127.0.0.1", `--port=${port}`],
      {
        cwd: path.join(this.folder, ".medusa", "server"),
        env: { ...this.env, ...env, NODE_ENV: "production" },
        output,
      }
    )
    fs.closeSync(output)
    /** @type {Promise<boolean>} */
    const end = new Promise((resolve) =>
      group.child.on("exit", () => resolve(true))
    )
    const stop = async () => {
      group.signal("SIGTERM")
      await Promise.race([end, sleep(8_000)])
      group.signal("SIGKILL")
      await end
    }
    this.lifetime.atEnd(stop)
    const url = `http://127.0.0.1:${port}`
    const log = () => fs.readFileSync(file, "utf8")
    const hasEnded = () =>
      group.child.exitCode !== null || this.lifetime.signal.aborted
    const answers = async () =>
      hasEnded() ||
      (await fetch(`${url}/health`).catch(() => null))?.ok === true
    if (!(await eventually(answers, 180_000)) || hasEnded()) {
      throw new Error(`The store did not start:\n\n${log().slice(-4_000)}`)
    }
    return { url, log, stop }
  }

  /**
   * @param {string} file
   * @param {string} content
   */
  #write(file, content) {
    const full = path.join(this.folder, file)
    fs.mkdirSync(path.dirname(full), { recursive: true })
    fs.writeFileSync(full, content)
  }

  /**
   * @param {string[]} args
   * @param {NodeJS.ProcessEnv} [more]
   */
  #run(args, more) {
    const { folder: cwd, lifetime } = this
    const env = { ...this.env, ...more }
    return runQuietly(args, { cwd, env, signal: lifetime.signal })
  }

  /**
   * @param {string} name
   */
  #bin(name) {
    return path.join(this.folder, "node_modules", ".bin", name)
  }
}
