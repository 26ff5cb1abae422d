import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const ROOMS = [
  "domain",
  "storage",
  "ingest",
  "query",
  "shop",
  "bin",
  "clients",
  "dashboards",
  "bench",
  "scripts",
];

/** A room may import itself, these rooms, and these files of others (ports); of `types` only types. */
const MAY_IMPORT: Record<string, { rooms: string[]; files?: string[]; types?: string[] }> = {
  domain: { rooms: [] },
  storage: { rooms: ["domain"] },
  ingest: { rooms: ["domain", "storage"] },
  query: { rooms: ["domain", "storage"], files: ["ingest/pipeline/ingest-gateway.ts"] },
  dashboards: { rooms: [], types: ["query"] },
  shop: { rooms: ["domain"] },
  bin: { rooms: ["domain", "storage", "ingest", "query", "shop"] },
  // What applications load: no room of the service, and nothing that needs its version of Node.
  clients: { rooms: [] },
  bench: { rooms: ["domain", "storage", "ingest", "query", "shop", "bin"] },
  scripts: { rooms: ["domain", "shop", "bin", "clients"] },
};

const LINES_MAX = 300;
const GENERATED = new Set(["clients/http/api-types.ts"]);
const BANNED_NAMES = /(^|[-/])(utils?|helpers?|managers?|common|misc)(\.|-|\/|$)/;
/** `bin/service/` is the composition of the running service: the word names the product's own process. */
const ALLOWED_NAMES = /^bin\/service\//;

function sourceFiles(directory: string): string[] {
  if (!existsSync(join(root, directory))) return [];
  return readdirSync(join(root, directory), { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : sourceFiles(path);
    return /\.(ts|tsx)$/.test(entry.name) ? [path] : [];
  });
}

const files = ROOMS.flatMap(sourceFiles);
const textOf = new Map(files.map((file) => [file, readFileSync(join(root, file), "utf8")]));

interface Import {
  readonly specifier: string;
  readonly target: string | null;
  readonly typeOnly: boolean;
}

function importsOf(file: string): Import[] {
  const text = textOf.get(file) ?? "";
  const pattern =
    /(?:^|\n)\s*(import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?["']([^"']+)["']|(?:import|new URL)\(\s*["']([^"']+)["']/g;
  return [...text.matchAll(pattern)].map((match) => {
    const specifier = match[3] ?? match[4] ?? "";
    let target: string | null = null;
    if (specifier.startsWith("#")) target = specifier.slice(1);
    else if (specifier.startsWith("."))
      target = relative(root, join(root, dirname(file), specifier));
    return { specifier, target, typeOnly: match[2] !== undefined };
  });
}

const roomOf = (path: string) => path.split("/")[0] ?? "";

test("imports point inward", () => {
  const wrong = files.flatMap((file) => {
    const room = roomOf(file);
    const rule = MAY_IMPORT[room];
    return importsOf(file)
      .filter(({ target }) => target !== null && roomOf(target) !== room)
      .filter(({ target, typeOnly }) => {
        const other = roomOf(target ?? "");
        const isAllowed = rule?.rooms.includes(other) || rule?.files?.includes(target ?? "");
        return !(isAllowed || (typeOnly && rule?.types?.includes(other)));
      })
      .map(({ specifier }) => `${file} imports ${specifier}`);
  });
  expect(wrong).toEqual([]);
});

test("the domain imports only zod and luxon", () => {
  const wrong = files
    .filter((file) => roomOf(file) === "domain")
    .flatMap((file) =>
      importsOf(file)
        .filter(({ target, specifier }) => target === null && !["zod", "luxon"].includes(specifier))
        .map(({ specifier }) => `${file} imports ${specifier}`),
    );
  expect(wrong).toEqual([]);
});

test("only composition roots name storage adapters and threads", () => {
  const wrong = files
    .filter((file) => ["query", "ingest"].includes(roomOf(file)))
    .flatMap((file) =>
      importsOf(file)
        .filter(({ target }) => /^storage\/index\/(sqlite|elasticsearch)\//.test(target ?? ""))
        .map(({ specifier }) => `${file} imports ${specifier}`),
    );
  expect(wrong).toEqual([]);
});

test("files are small, named for what they hold, and export by name", () => {
  const tooLong = files.filter(
    (file) => !GENERATED.has(file) && (textOf.get(file) ?? "").split("\n").length - 1 > LINES_MAX,
  );
  const badNames = files.filter((file) => BANNED_NAMES.test(file) && !ALLOWED_NAMES.test(file));
  const badCase = files.filter((file) => !/^[a-z0-9$.-]+$/.test(file.split("/").at(-1) ?? ""));
  expect({ tooLong, badNames, badCase }).toEqual({ tooLong: [], badNames: [], badCase: [] });
});

test("every source file is reached from an entry", () => {
  const entries = files.filter(
    (file) =>
      file === "bin/tracewell.ts" ||
      /^bin\/(service|demo)\/.*-thread\.ts$/.test(file) ||
      /^clients\/(http\/client|pino\/transport)\.ts$/.test(file) ||
      /^dashboards\/(vite\.config\.ts|src\/main\.tsx)$/.test(file) ||
      file.startsWith("bench/") ||
      file.startsWith("scripts/") ||
      file.endsWith(".d.ts"),
  );
  const reached = new Set(entries);
  const queue = [...entries];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    for (const { target } of importsOf(file)) {
      if (target !== null && textOf.has(target) && !reached.has(target)) {
        reached.add(target);
        queue.push(target);
      }
    }
  }
  expect(files.filter((file) => !reached.has(file))).toEqual([]);
});

test("the simulator knows nothing of what audits find, and its key nothing of what the shop told", () => {
  const simulator = files.filter((file) => file.startsWith("shop/simulation/"));
  const audits = /(^|\/)(lifecycles?|findings?)([-./]|$)|^domain\/numbering\/explain/;
  const reached = new Set(simulator);
  const audited: string[] = [];
  for (const queue = [...simulator]; queue.length > 0;) {
    const file = queue.pop() ?? "";
    for (const { target } of importsOf(file)) {
      if (target !== null && audits.test(target)) audited.push(`${file} imports ${target}`);
      if (target === null || !textOf.has(target) || reached.has(target)) continue;
      reached.add(target);
      queue.push(target);
    }
  }
  const key = simulator.filter((file) => /\/(answer-key.*|truth\/.*)\.ts$/.test(file));
  const told = key.filter((file) =>
    /outbox|event-?file|waitingEvents|relay/i.test(textOf.get(file) ?? ""),
  );
  const wayOut = key.flatMap((file) =>
    importsOf(file)
      .filter(({ target }) => target?.startsWith("shop/way-out/") === true)
      .filter(({ target, typeOnly }) => !typeOnly || target !== "shop/way-out/transport-faults.ts")
      .map(({ specifier }) => `${file} imports ${specifier}`),
  );
  expect(key.length).toBeGreaterThan(5);
  expect({ audited, told, wayOut }).toEqual({ audited: [], told: [], wayOut: [] });
});

test("nothing is switched off or left for later", () => {
  const pattern = /@ts-(ignore|expect-error|nocheck)|(eslint|oxlint)-disable|\bTODO\b|\bFIXME\b/;
  const anyType = /\bas any\b(?! [a-z])/;
  const comments = /^\s*(\/\/|\/?\*).*$/gm;
  const testFiles = sourceFiles("tests").filter((file) => !file.startsWith("tests/architecture/"));
  const skipped = /\b(test|it|describe)\.(skip|only|todo)\b/;
  const wrong = [...files, ...testFiles].filter((file) => {
    const text = textOf.get(file) ?? readFileSync(join(root, file), "utf8");
    const code = text.replace(comments, "");
    return pattern.test(text) || anyType.test(code) || skipped.test(code);
  });
  expect(wrong).toEqual([]);
});
