import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where `vite` alone forwards API calls while pages are being worked on. */
const DEVELOPMENT_API = process.env["TRACEWELL_URL"] ?? "http://127.0.0.1:7411";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  server: { host: "127.0.0.1", proxy: { "/api": DEVELOPMENT_API } },
  build: {
    outDir: "../dist/dashboards",
    emptyOutDir: true,
    target: "es2023",
    // The content policy allows no data: fonts, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
