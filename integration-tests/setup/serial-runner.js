const { default: TestRunner } = require("jest-runner")

/** Jest's own runner, but for one test file at a time. */
module.exports = class SerialRunner extends TestRunner {
  /** @override */
  isSerial = true
}
