import medusa from "@medusajs/eslint-plugin"
import prettier from "eslint-config-prettier"
import reactHooks from "eslint-plugin-react-hooks"
import importSort from "eslint-plugin-simple-import-sort"
import tseslint from "typescript-eslint"

/** @param {object} config */
const isOnlyIgnores = (config) =>
  Object.keys(config).every((key) => key === "ignores" || key === "name")

export default tseslint.config(
  {
    ignores: [
      "node_modules/",
      ".medusa/",
      ".data/",
      "coverage/",
      "examples/*/dist/",
      // A store's files: they are checked where the package is installed.
      "scripts/plugin/store/",
    ],
  },
  // Without its own global ignores: they leave the tests out.
  ...medusa.configs.recommended.filter((config) => !isOnlyIgnores(config)),
  {
    plugins: { "import-sort": importSort },
    rules: { "import-sort/imports": "error", "import-sort/exports": "error" },
  },
  {
    files: ["**/*.ts"],
    ignores: ["src/admin/**", "examples/**"],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: "./tsconfig.check.json",
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/consistent-type-imports": [
        "error",
        // A module that a test loads anew is typed by its own import().
        { fixStyle: "inline-type-imports", disallowTypeAnnotations: false },
      ],
      "@typescript-eslint/ban-ts-comment": "error",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_" },
      ],
      // A Medusa service's public methods are async by its convention, whether
      // or not they await.
      "@typescript-eslint/require-await": "off",
    },
  },
  {
    files: ["src/admin/**/*.{ts,tsx}"],
    extends: [...tseslint.configs.recommendedTypeChecked],
    plugins: { "react-hooks": reactHooks },
    languageOptions: {
      parserOptions: {
        project: "./src/admin/tsconfig.json",
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "react-hooks/rules-of-hooks": "error",
      "react-hooks/exhaustive-deps": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      // React does not wait for what an event handler returns.
      "@typescript-eslint/no-misused-promises": [
        "error",
        { checksVoidReturn: { attributes: false } },
      ],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_" },
      ],
      // It runs in the browser, where there are no Medusa errors.
      "@medusajs/use-medusa-error-not-generic-error": "off",
    },
  },
  {
    files: ["examples/storefront/**/*.{ts,tsx}"],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: "./examples/storefront/tsconfig.json",
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/no-floating-promises": "error",
      // It runs in the browser, where there are no Medusa errors.
      "@medusajs/use-medusa-error-not-generic-error": "off",
    },
  },
  {
    // A generic Error in the module is an assertion that failed; what a caller
    // may see goes through errors.ts. What makes the documents, nobody asks.
    files: ["src/modules/**", "src/api/contract/**"],
    rules: { "@medusajs/use-medusa-error-not-generic-error": "off" },
  },
  {
    // The package's types must not need Medusa's framework, which a storefront
    // does not have: without it, what is inferred from a schema would be `any`.
    files: ["src/modules/**"],
    rules: { "@medusajs/zod-import-source": "off" },
  },
  {
    // Our routes are called by the client, which knows their paths and types.
    files: ["src/admin/**", "examples/storefront/src/**"],
    rules: {
      "no-restricted-syntax": [
        "error",
        ...["Literal[value=", "TemplateElement[value.raw="].map((text) => ({
          selector: `${text}/\\u002Fresource-booking(\\u002F|$)/]`,
          message: "Call the route by the client: src/client.",
        })),
      ],
    },
  },
  {
    // One clock decides, the database's: domain/ is told what time it is.
    files: ["src/modules/resource_booking/domain/**"],
    ignores: ["**/__tests__/**"],
    rules: {
      "no-restricted-globals": ["error", "process", "performance"],
      "no-restricted-syntax": [
        "error",
        {
          selector:
            ":matches(NewExpression, CallExpression)[callee.name='Date']",
          message: "Take the instant as a parameter.",
        },
      ],
      "no-restricted-properties": [
        "error",
        { object: "Date", property: "now" },
        { object: "Math", property: "random" },
        { object: "DateTime", property: "now" },
        { object: "DateTime", property: "local" },
      ],
    },
  },
  {
    // Bodies of HTTP answers are `any` by nature; a test looks at them anyway.
    // And what these throw answers no request.
    files: ["integration-tests/**", "bench/**", "chaos/**", "**/__tests__/**"],
    rules: {
      "@medusajs/use-medusa-error-not-generic-error": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
  {
    // What these throw answers no request.
    files: ["browser-tests/**"],
    rules: { "@medusajs/use-medusa-error-not-generic-error": "off" },
  },
  prettier
)
