import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { EXIT } from "#bin/cli/exit-code.ts";
import { listSettings } from "#bin/config.ts";
import { parseEvent } from "#domain/events/parse-event.ts";
import { FORMATS } from "#ingest/formats/detect-format.ts";
import { PARSE_NOTES } from "#ingest/formats/parse-notes.ts";
import { SEARCH_FIELDS } from "#query/search/search-fields.ts";
import { blocksOf, DOCUMENTS, readDocument, ROOT, stepsOf } from "./markdown.ts";

const blocks = DOCUMENTS.flatMap(blocksOf);

/** Rows of the tables of a document, cell by cell, without their heads. */
function tableRows(document: string): string[][] {
  return readDocument(document)
    .split("\n")
    .filter((line) => line.startsWith("|") && !/^\|[-| ]+\|$/.test(line))
    .map((line) => line.slice(1, -1).split("|"))
    .map((cells) => cells.map((cell) => cell.trim()));
}

test("every block says what it is: commands that are run, or something else", () => {
  const languages = new Set(["console", "sh", "json", "js", "text", "mermaid"]);
  const wrong = blocks.filter(({ language }) => !languages.has(language));
  expect(wrong.map(({ document, line, language }) => `${document}:${line} ${language}`)).toEqual(
    [],
  );
  const hidden = blocks.filter(
    ({ language, lines }) =>
      language !== "console" && lines.some((line) => /^\$ |^(curl|tracewell) /.test(line)),
  );
  expect(hidden).toEqual([]);
});

test("blocks that are not run hold npm scripts alone, and these exist", () => {
  const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const lines = blocks
    .filter(({ language }) => language === "sh")
    .flatMap((block) => block.lines)
    .map((line) => line.replace(/\s+#.*$/, ""));
  expect(lines).toEqual(expect.arrayContaining(["npm start", "npm test", "npm run bench"]));
  for (const line of lines) {
    const script = /^npm (?:run )?([a-z:]+)$/.exec(line)?.[1] ?? line;
    expect(Object.keys(manifest.scripts)).toContain(script);
  }
});

test("every console block begins with a command", () => {
  const steps = blocks.filter(({ language }) => language === "console").flatMap(stepsOf);
  expect(steps.length).toBeGreaterThan(80);
  for (const { command } of steps) expect(command.trim()).not.toBe("");
});

function anchorsOf(document: string): string[] {
  return [...readDocument(document).matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} -]/gu, "")
      .replaceAll(" ", "-"),
  );
}

test("links lead to files and headings that exist", () => {
  const broken = DOCUMENTS.flatMap((document) =>
    [...readDocument(document).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = ""]) => {
      if (/^https?:/.test(link)) return [];
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? document : join(dirname(document), path);
      const holds = existsSync(join(ROOT, target));
      if (!holds) return [`${document}: ${link}`];
      return anchor === undefined || anchorsOf(target).includes(anchor)
        ? []
        : [`${document}: ${link}`];
    }),
  );
  expect(broken).toEqual([]);
});

function code(text: string): string {
  return `\`${text}\``;
}

test("the table of settings is that of the program", () => {
  const shown = tableRows("README.md").filter(
    (cells) => cells.length === 5 && /`[a-z]/.test(cells[2] ?? ""),
  );
  const settings = listSettings().map(({ flag, environment, key, standard, what }) => {
    // Where it lies depends on the system.
    const place = "`master.key` in the user's configuration directory";
    const value = standard === null ? "–" : code(String(standard));
    return [
      flag === null ? "–" : code(flag),
      code(environment),
      code(key),
      key === "masterKeyFile" ? place : value,
      what,
    ];
  });
  expect(shown).toEqual(settings);
});

test("the table of exit codes is that of the program", () => {
  const codes = tableRows("README.md").flatMap(([code = ""]) =>
    /^\d$/.test(code) ? [Number(code)] : [],
  );
  expect(codes).toEqual(Object.values(EXIT));
});

test("every format has its section, and every parse note its meaning", () => {
  const text = readDocument("docs/formats.md");
  for (const { name } of FORMATS) expect(text).toContain(`\n## ${name}\n`);
  const notes = tableRows("docs/formats.md").filter(([note]) => note !== "note");
  expect(notes).toEqual(Object.entries(PARSE_NOTES).map(([code, what]) => [`\`${code}\``, what]));
});

test("every field of the search language is in its table", () => {
  const named = tableRows("docs/search-language.md").flatMap(([fields = ""]) =>
    [...fields.matchAll(/`([A-Za-z]+)[^`]*`/g)].map(([, field]) => field),
  );
  expect(new Set(named)).toEqual(new Set(SEARCH_FIELDS.keys()));
  expect(named).toHaveLength(SEARCH_FIELDS.size);
});

test("JSON that is shown is JSON, and events are events", () => {
  const shown = blocks.filter(({ language }) => language === "json");
  expect(shown.length).toBeGreaterThan(0);
  for (const { lines } of shown) {
    expect(parseEvent(JSON.parse(lines.join("\n")))).toMatchObject({ ok: true });
  }
});

test("every command of the program is shown in some document", () => {
  const text = DOCUMENTS.map(readDocument).join("\n");
  const program = readFileSync(join(ROOT, "bin", "cli", "program.ts"), "utf8");
  const names = [...program.matchAll(/commands\/([a-z-]+)\.ts/g)].flatMap(([, name = ""]) =>
    name === "object" ? ["order", "gift-card", "license", "transaction"] : [name],
  );
  expect(names.length).toBeGreaterThan(10);
  const missing = names.filter((name) => !new RegExp(`tracewell(?: --)? ${name}\\b`).test(text));
  expect(missing).toEqual([]);
});
