/**
 * Lines that Medusa's migrations and its connection pool print in every HTTP
 * suite, whatever happens in it.
 */
const NOISE = [
  /^Note: If the index "IDX_user_email" fails to create/,
  /^Connection Error: Connection ended unexpectedly/,
]

for (const level of /** @type {const} */ (["log", "info"])) {
  const print = console[level].bind(console)
  console[level] = (...args) => {
    if (!NOISE.some((noise) => noise.test(String(args[0]).trim()))) {
      print(...args)
    }
  }
}
