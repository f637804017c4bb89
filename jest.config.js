const transform = {
  "^.+\\.ts$": [
    "@swc/jest",
    {
      jsc: {
        parser: { syntax: "typescript", decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true },
        target: "es2022",
      },
      sourceMaps: "inline",
    },
  ],
}

/** What all kinds of tests share. */
const project = {
  rootDir: __dirname,
  testEnvironment: "node",
  transform,
  modulePathIgnorePatterns: ["<rootDir>/.medusa/", "<rootDir>/.data/"],
}

const MODULE = "src/modules/resource_booking"

/** Each suite starts a whole Medusa: one after the other. */
const medusa = {
  ...project,
  runner: "<rootDir>/integration-tests/setup/serial-runner.js",
  setupFiles: ["<rootDir>/integration-tests/setup/quiet.js"],
}

/**
 * `npm test` runs this with all that it needs: scripts/test.mjs starts the
 * database and says where it is.
 *
 * @type {import("jest").Config}
 */
module.exports = {
  projects: [
    {
      ...project,
      displayName: "unit",
      testMatch: ["<rootDir>/src/**/__tests__/**/*.spec.ts"],
    },
    {
      ...project,
      displayName: "modules",
      testMatch: ["<rootDir>/integration-tests/modules/**/*.spec.ts"],
    },
    {
      ...medusa,
      displayName: "http",
      testMatch: ["<rootDir>/integration-tests/http/**/*.spec.ts"],
    },
    {
      ...medusa,
      displayName: "orders",
      testMatch: ["<rootDir>/integration-tests/orders/**/*.spec.ts"],
    },
    {
      ...project,
      displayName: "kills",
      testMatch: ["<rootDir>/integration-tests/kills/**/*.spec.ts"],
      setupFiles: ["<rootDir>/integration-tests/setup/quiet.js"],
    },
    {
      ...project,
      displayName: "cluster",
      testMatch: ["<rootDir>/integration-tests/cluster/**/*.spec.ts"],
    },
  ],
  testTimeout: 120_000,
  reporters: [
    "default",
    "<rootDir>/integration-tests/setup/counts-reporter.js",
  ],
  collectCoverageFrom: [
    `${MODULE}/**/*.ts`,
    "!**/__tests__/**",
    "!**/migrations/**",
  ],
  coverageDirectory: "coverage",
  coverageReporters: [["text", { skipFull: true }], "json-summary"],
  coverageThreshold: {
    [`./${MODULE}/`]: { lines: 90 },
    [`./${MODULE}/domain/`]: { lines: 100 },
  },
}
