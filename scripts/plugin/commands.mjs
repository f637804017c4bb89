import { run } from "../lib/processes.mjs"

/**
 * Runs a Node program to its end, and says nothing unless it fails.
 *
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, signal: AbortSignal }} options
 * @returns {Promise<string>} what it printed
 * @throws when it fails, with the end of its output
 */
export async function runQuietly(args, { cwd, env, signal }) {
  let output = ""
  const code = await run(args, {
    cwd,
    // npm's own commands would take the folder of this run for theirs.
    env: { npm_config_local_prefix: undefined, ...env },
    signal,
    onOutput: (text) => (output += text),
  })
  if (code !== 0) {
    const tail = output.trimEnd().split("\n").slice(-40).join("\n")
    throw new Error(`${args.join(" ")} failed:\n\n${tail}\n`)
  }
  return output
}
