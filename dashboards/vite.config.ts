import react from "@vitejs/plugin-react";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { defineConfig, type Plugin } from "vite";

/** Where `vite` alone forwards API calls while pages are being worked on. */
const DEVELOPMENT_API = process.env["TRACEWELL_URL"] ?? "http://127.0.0.1:7411";

const BUILT = join(import.meta.dirname, "..", "dist", "dashboards");
// Of this build alone: another may run beside it.
const NEXT = `${BUILT}.next-${process.pid}`;
const LAST = `${BUILT}.last-${process.pid}`;

/** The pages that are served are replaced when others are whole: a build that fails takes nothing away. */
function replaceWhenWhole(): Plugin {
  return {
    name: "replace-when-whole",
    writeBundle: {
      order: "post",
      sequential: true,
      async handler() {
        await rename(BUILT, LAST).catch((error: NodeJS.ErrnoException) => {
          if (error.code !== "ENOENT") throw error;
        });
        await rename(NEXT, BUILT);
        await rm(LAST, { recursive: true, force: true });
      },
    },
    closeBundle: () => rm(NEXT, { recursive: true, force: true }),
  };
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), replaceWhenWhole()],
  server: { host: "127.0.0.1", proxy: { "/api": DEVELOPMENT_API } },
  build: {
    outDir: NEXT,
    emptyOutDir: true,
    target: "es2023",
    // The content policy allows no data: fonts, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
