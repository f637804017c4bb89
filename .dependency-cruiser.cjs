/**
 * Which folder may import what: the table of docs/internals/architecture.md, as
 * rules. The module is entered by its index.ts, types/index.ts and
 * records/index.ts only.
 */
const MODULE = "^src/modules/resource_booking/"
const TESTS = "(__tests__/|\\.spec\\.ts$)"

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-circular",
      comment: "Two files that need each other are one file, or three.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "nouns-have-no-circles",
      comment: "A noun's slice can be read after those that it needs.",
      severity: "error",
      scope: "folder",
      from: { path: `${MODULE}(operations|domain)/[^/]+$` },
      to: { circular: true },
    },
    {
      name: "no-unresolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "domain-is-pure",
      comment:
        "No Medusa, no database, no Node: only domain, and Luxon. Of the " +
        "records, words and types.",
      severity: "error",
      from: { path: `${MODULE}domain/`, pathNot: TESTS },
      to: {
        dependencyTypesNot: ["type-only"],
        pathNot: [
          `${MODULE}(domain/|records/words\\.ts$)`,
          "node_modules/(@types/)?luxon/",
          "^luxon$",
        ],
      },
    },
    {
      name: "domain-takes-types-of-records",
      severity: "error",
      from: { path: `${MODULE}domain/`, pathNot: TESTS },
      to: {
        dependencyTypes: ["type-only"],
        pathNot: [
          `${MODULE}(domain|records)/`,
          "node_modules/(@types/)?luxon/",
          "node_modules/zod/",
        ],
      },
    },
    {
      name: "records-are-declarations",
      severity: "error",
      from: { path: `${MODULE}records/` },
      to: { path: "^src/", pathNot: `${MODULE}records/` },
    },
    {
      name: "sql-knows-the-domain-only",
      comment:
        "And the names of events, which it stores, and errors: that a lock " +
        "timed out is known there only.",
      severity: "error",
      from: { path: `${MODULE}sql/`, pathNot: TESTS },
      to: {
        path: "^src/",
        pathNot: [
          `${MODULE}(sql|domain|records|types)/`,
          `${MODULE}(errors|events)\\.ts$`,
        ],
      },
    },
    {
      name: "operations-stay-inside",
      severity: "error",
      from: { path: `${MODULE}operations/`, pathNot: TESTS },
      to: {
        path: "^src/",
        pathNot: [
          `${MODULE}(operations|domain|records|sql|types)/`,
          `${MODULE}(errors|events|options)\\.ts$`,
        ],
      },
    },
    {
      name: "module-stays-inside",
      severity: "error",
      from: { path: MODULE },
      to: { path: "^src/", pathNot: MODULE },
    },
    {
      name: "module-has-three-doors",
      comment: "Outside the module: its index.ts, types/ and records/.",
      severity: "error",
      from: { path: "^src/", pathNot: MODULE },
      to: { path: MODULE, pathNot: `${MODULE}((types|records)/)?index\\.ts$` },
    },
    {
      name: "tests-have-one-door",
      comment:
        "What tests take from further inside is named in integration-tests/" +
        "engine.ts, so that folders may change. The service is beside it: it " +
        "loads Medusa, which takes seconds.",
      severity: "error",
      from: {
        path: "^(integration-tests|browser-tests|bench|chaos)/",
        // It loads broken copies of the engine's files, one by one.
        pathNot: "^integration-tests/(engine|modules/mutants\\.spec)\\.ts$",
      },
      to: {
        path: MODULE,
        pathNot: `${MODULE}(((types|records)/)?index\\.ts$|service\\.ts$|migrations/)`,
      },
    },
    {
      name: "checkout-stands-alone",
      severity: "error",
      from: { path: "^src/checkout/", pathNot: TESTS },
      to: { path: "^src/", pathNot: ["^src/checkout/", MODULE] },
    },
    {
      name: "reconciliation-needs-checkout-and-workflows",
      severity: "error",
      from: { path: "^src/reconciliation/", pathNot: TESTS },
      to: {
        path: "^src/",
        pathNot: ["^src/(reconciliation|workflows|checkout)/", MODULE],
      },
    },
    {
      name: "workflows-need-checkout-only",
      severity: "error",
      from: { path: "^src/workflows/", pathNot: TESTS },
      to: { path: "^src/", pathNot: ["^src/(workflows|checkout)/", MODULE] },
    },
    {
      name: "client-brings-itself-only",
      comment: "It runs in browsers: of everything else it has the types.",
      severity: "error",
      from: { path: "^src/client/", pathNot: TESTS },
      to: { pathNot: "^src/client/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "client-knows-the-vocabulary-only",
      comment: "Types of a shop must not lead to the server's.",
      severity: "error",
      from: { path: "^src/client/", pathNot: TESTS },
      to: {
        pathNot: [
          "^src/client/",
          `${MODULE}types/index\\.ts$`,
          "node_modules/@medusajs/js-sdk/",
        ],
      },
    },
    {
      name: "admin-talks-http",
      comment: "Its code runs in a browser: the client, and types.",
      severity: "error",
      from: { path: "^src/admin/" },
      to: {
        path: "^src/",
        pathNot: "^src/(admin|client)/",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "nothing-imports-admin",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/admin/" },
      to: { path: "^src/admin/" },
    },
    {
      name: "production-code-ships",
      comment: "What only development installs is not there for a user.",
      severity: "error",
      from: { path: "^src/", pathNot: [TESTS, "^src/(admin|scripts)/"] },
      to: {
        dependencyTypes: ["npm-dev"],
        // What Medusa pins is in both lists: see CONTRIBUTING.md.
        dependencyTypesNot: ["npm"],
        pathNot: "node_modules/(@medusajs|@types)/",
      },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.check.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
}
