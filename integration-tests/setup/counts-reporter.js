const fs = require("node:fs")

/** Tells scripts/test.mjs how many tests passed and failed. */
module.exports = class CountsReporter {
  /**
   * @param {unknown} _contexts
   * @param {import("@jest/reporters").AggregatedResult} results
   */
  onRunComplete(_contexts, results) {
    const file = process.env.TEST_COUNTS_FILE
    if (file) {
      // A file that could not be loaded, or broke off, has failed too, though
      // none of its tests is counted.
      const broken = results.numRuntimeErrorTestSuites
      const passed = results.numPassedTests
      const failed = results.numFailedTests + broken
      const counts = { passed, failed, broken }
      fs.writeFileSync(file, JSON.stringify(counts))
    }
  }
}
