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
      const counts = {
        passed: results.numPassedTests,
        // A file that could not even be loaded has failed too.
        failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      }
      fs.writeFileSync(file, JSON.stringify(counts))
    }
  }
}
