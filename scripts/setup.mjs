// Set-up for every npm script, in plain JavaScript: it must run on any Node >= 20, before anything is installed.
// Installs the packages when missing or stale, and with --web builds the web application likewise.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => join(root, ...parts);

if (Number(process.versions.node.split(".")[0]) < 20) {
  console.error(`Tracewell needs Node 20 or newer to set itself up; this is ${process.version}.`);
  process.exit(1);
}

function filesBelow(directory) {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(directory, entry.name);
      return entry.isDirectory() ? filesBelow(path) : [path];
    })
    .sort();
}

function fingerprint(paths) {
  const hash = createHash("sha256");
  for (const path of paths)
    hash.update(path.slice(root.length)).update("\0").update(readFileSync(path)).update("\0");
  return hash.digest("hex");
}

const isFresh = (stampFile, stamp) =>
  existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp;

function run(title, command, args) {
  const started = Date.now();
  process.stderr.write(`${title} …\n`);
  const result = spawnSync(command, args, { cwd: root, stdio: ["ignore", 2, 2] });
  if (result.status !== 0) {
    console.error(
      `${title}: failed (${result.error?.message ?? `exit ${result.status}`}). Nothing was started.`,
    );
    process.exit(1);
  }
  process.stderr.write(`${title}: done in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
}

const packagesStamp = `${fingerprint([at("package.json"), at("package-lock.json")])} ${process.platform} ${process.arch}`;
const packagesStampFile = at("node_modules", ".tracewell-setup");
if (!isFresh(packagesStampFile, packagesStamp)) {
  // npm names itself to its scripts; outside of npm the one on the PATH is used.
  const npm = process.env.npm_execpath?.endsWith(".js")
    ? [process.execPath, process.env.npm_execpath]
    : ["npm"];
  run("Installing packages", npm[0], [
    ...npm.slice(1),
    "ci",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ]);
  writeFileSync(packagesStampFile, packagesStamp);
}

if (process.argv.includes("--web")) {
  const inputs = [
    ...filesBelow(at("dashboards")),
    ...filesBelow(at("query", "answers")),
    at("package-lock.json"),
  ];
  const webStamp = fingerprint(inputs);
  const webStampFile = at("dist", "dashboards", ".tracewell-setup");
  if (!isFresh(webStampFile, webStamp)) {
    const node = at("node_modules", ".bin", "node");
    run("Building the web application", node, [
      at("node_modules", "vite", "bin", "vite.js"),
      "build",
      "--config",
      at("dashboards", "vite.config.ts"),
      "--logLevel",
      "warn",
    ]);
    mkdirSync(dirname(webStampFile), { recursive: true });
    writeFileSync(webStampFile, webStamp);
  }
}
