import {
  appendFileSync,
  copyFileSync,
  existsSync,
  readFileSync,
  readdirSync,
  renameSync,
  truncateSync,
  utimesSync,
} from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { FollowStage, lineOf } from "./follow-stage.ts";

const RUNS = 12;
const NAMES = ["a.log", "b.log"];

/** What programs, rotation and operators do to files, in any order. */
type Step =
  | { readonly kind: "append"; readonly name: string; readonly lines: number; readonly cut: number }
  | { readonly kind: "rotate" | "truncate"; readonly name: string }
  | { readonly kind: "restart" | "kill" | "settle" };

const name = fc.constantFrom(...NAMES);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("append" as const),
      name,
      lines: fc.integer({ min: 1, max: 20 }),
      cut: fc.nat({ max: 70 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("rotate" as const), name }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("truncate" as const), name }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("restart" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("kill" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("settle" as const) }) },
);

class Programs {
  readonly written = new Map<string, string[]>(NAMES.map((file) => [file, []]));
  readonly #stage: FollowStage;
  readonly #rests = new Map<string, string>();
  #rotations = 0;
  #seconds = 1_700_000_000;

  constructor(stage: FollowStage) {
    this.#stage = stage;
  }

  append(file: string, lines: number, cut: number): void {
    const messages = this.written.get(file) ?? [];
    const added = Array.from({ length: lines }, (_, at) => `${file}:${messages.length + at}`);
    messages.push(...added);
    const text = (this.#rests.get(file) ?? "") + added.map(lineOf).join("");
    const end = text.length - cut;
    this.#rests.set(file, text.slice(end));
    this.#write(file, text.slice(0, end));
  }

  /** Each at a second of its own, as the system's clock is coarse and the test is not. */
  #write(file: string, text: string): void {
    appendFileSync(this.#stage.path(file), text);
    this.#seconds += 1;
    utimesSync(this.#stage.path(file), this.#seconds, this.#seconds);
  }

  /** In the middle of a line, where there is one. */
  rotate(file: string): void {
    const path = this.#stage.path(file);
    if (existsSync(path)) renameSync(path, `${path}.${(this.#rotations += 1)}`);
  }

  finish(): void {
    for (const [file, rest] of this.#rests) this.#write(file, rest);
    this.#rests.clear();
  }

  get all(): string[] {
    return [...this.written.values()].flat();
  }
}

async function run(stage: FollowStage, programs: Programs, steps: readonly Step[]): Promise<void> {
  const settle = (): Promise<void> =>
    stage.until(
      () => new Set(stage.messages()).size === programs.all.length || hasNothingToRead(stage),
      50,
    );
  for (const todo of steps) {
    if (todo.kind === "append") programs.append(todo.name, todo.lines, todo.cut);
    else if (todo.kind === "rotate") programs.rotate(todo.name);
    else if (todo.kind === "restart") await stage.restart();
    else if (todo.kind === "kill") {
      stage.losesCheckpoints = true;
      await stage.restart();
      stage.losesCheckpoints = false;
    } else if (todo.kind === "settle") await settle();
    else if (todo.kind === "truncate") {
      // A copy is made first, as by logrotate: so nothing is lost.
      const path = stage.path(todo.name);
      if (!existsSync(path)) continue;
      programs.finish();
      await settle();
      copyFileSync(path, `${path}.copy`);
      truncateSync(path);
    }
  }
}

/** All that lies on the disk was seen, and read as far as it has whole lines. */
function hasNothingToRead(stage: FollowStage): boolean {
  const known = new Map(stage.engine.followedFiles("shop").map((file) => [file.path, file]));
  return readdirSync(stage.logs).every((name) => {
    const content = readFileSync(stage.path(name), "utf8");
    const { state, size } = known.get(stage.path(name)) ?? {};
    if (size !== content.length) return content === "";
    return state === "waiting" ? !content.includes("\n") : state !== "reading";
  });
}

test("whatever is done to files, each record is in the ledger once, and in order", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
      await using stage = await new FollowStage().start();
      const programs = new Programs(stage);
      await run(stage, programs, steps);
      programs.finish();
      await stage.until(() => new Set(stage.messages()).size === programs.all.length, 50);
      const messages = stage.messages();
      expect(messages.toSorted()).toEqual(programs.all.toSorted());
      for (const [file, written] of programs.written) {
        expect(messages.filter((message) => message.startsWith(`${file}:`))).toEqual(written);
      }
    }),
    { numRuns: RUNS, interruptAfterTimeLimit: 15_000, endOnFailure: true },
  );
});
