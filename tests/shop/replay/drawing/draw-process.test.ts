import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import { drawProcess } from "#shop/replay/drawing/draw-process.ts";
import { litPath } from "#shop/replay/drawing/lit-path.ts";
import { placeProcess } from "#shop/replay/drawing/place-process.ts";

/** Attributes of every element, in order; throws for what is no XML. */
function elementsOf(svg: string): { name: string; attributes: Record<string, string> }[] {
  const elements: { name: string; attributes: Record<string, string> }[] = [];
  const parser = new SaxesParser();
  parser.on("opentag", ({ name, attributes }) => elements.push({ name, attributes }));
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(svg).close();
  return elements;
}

const words = { title: "A <title>", description: 'Said & "done"' };

test("a drawing for a page has neither a style of its own nor a declaration", () => {
  const svg = drawProcess(placeProcess(), words);
  expect(svg).toMatch(/^<svg /);
  const elements = elementsOf(svg);
  expect(elements.filter(({ name }) => name === "style")).toEqual([]);
  expect(elements.flatMap(({ attributes }) => Object.keys(attributes))).not.toContain("style");
  expect(svg).toContain("A &lt;title&gt;");
});

test("a drawing that stands alone brings its style", () => {
  const svg = drawProcess(placeProcess(), { ...words, style: ".node { fill: none }" });
  expect(svg).toMatch(/^<\?xml /);
  expect(elementsOf(svg).filter(({ name }) => name === "style")).toHaveLength(1);
});

test("the marks that lines end in are defined, once each", () => {
  const diagram = placeProcess();
  const lit = litPath(diagram, "complete", null);
  const elements = elementsOf(drawProcess(diagram, { ...words, lit }));
  const ids = elements.flatMap(({ attributes: { id } }) => id ?? []);
  expect(new Set(ids).size).toBe(ids.length);
  const used = elements.flatMap(({ attributes }) => attributes["marker-end"] ?? []);
  expect(new Set(used)).toEqual(new Set(["url(#head)", "url(#head-lit)"]));
  for (const id of ["head", "head-lit", "process-title"]) expect(ids).toContain(id);
});
