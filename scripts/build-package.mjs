// Makes dist/package, what others install: plain JavaScript, since Node strips no types under node_modules.
import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => join(root, ...parts);
const target = at("dist", "package");
const ROOMS = ["bin", "clients", "domain", "ingest", "query", "shop", "storage"];

rmSync(target, { recursive: true, force: true });
const built = spawnSync(
  at("node_modules", ".bin", "node"),
  [at("node_modules", "typescript", "bin", "tsc"), "--project", at("tsconfig.package.json")],
  { stdio: "inherit" },
);
if (built.status !== 0) {
  console.error("The package was not built: the compiler failed.");
  process.exit(1);
}

// What modules read beside themselves: samples and mappings.
for (const room of ROOMS) {
  for (const entry of readdirSync(at(room), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || /\.(ts|tsx|md)$/.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    cpSync(file, join(target, file.slice(root.length)));
  }
}
cpSync(at("dist", "dashboards"), join(target, "dist", "dashboards"), { recursive: true });

// The nearest package.json tells Node where `#domain/errors.ts` is.
const { name, version } = JSON.parse(readFileSync(at("package.json"), "utf8"));
const imports = Object.fromEntries(
  ROOMS.filter((room) => room !== "clients").map((room) => [`#${room}/*.ts`, `./${room}/*.js`]),
);
writeFileSync(
  join(target, "package.json"),
  `${JSON.stringify({ name, version, type: "module", imports }, null, 2)}\n`,
);
