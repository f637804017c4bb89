import { defineConfig } from "vite"

export default defineConfig({
  // The demo serves the shop there; see src/api/shop.
  base: "/shop/",
  esbuild: { jsx: "automatic" },
  build: { outDir: "dist", emptyOutDir: true },
})
