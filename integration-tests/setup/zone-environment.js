const { default: NodeEnvironment } = require("jest-environment-node")

/**
 * A suite in a time zone of its own, which it names in its first comment:
 * `@zone Pacific/Kiritimati`. Node.js reads TZ from the process's environment;
 * tests only see a copy of that.
 */
module.exports = class ZoneEnvironment extends NodeEnvironment {
  /**
   * @param {ConstructorParameters<typeof NodeEnvironment>[0]} config
   * @param {ConstructorParameters<typeof NodeEnvironment>[1]} context
   */
  constructor(config, context) {
    const before = process.env.TZ
    process.env.TZ = [context.docblockPragmas.zone].flat()[0]
    super(config, context)
    this.before = before
  }

  /** @override */
  async teardown() {
    await super.teardown()
    if (this.before === undefined) {
      delete process.env.TZ
    } else {
      process.env.TZ = this.before
    }
  }
}
