import { fileURLToPath } from "node:url"

import { defineConfig } from "vite"

export default defineConfig({
  // The demo serves the shop there; see src/api/shop.
  base: "/shop/",
  esbuild: { jsx: "automatic" },
  build: { outDir: "dist", emptyOutDir: true },
  resolve: {
    // Your shop installs the package; this one stands beside its source.
    alias: {
      "medusa-resource-booking/client": fileURLToPath(
        new URL("../../src/client", import.meta.url)
      ),
    },
  },
})
