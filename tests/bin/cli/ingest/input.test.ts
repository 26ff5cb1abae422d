import fc from "fast-check";
import { expect, test } from "vitest";
import { sourceNameOf } from "#bin/cli/commands/ingest.ts";
import { fingerprintOf } from "#bin/cli/ingest/input.ts";
import { sourceNameSchema } from "#ingest/pipeline/source-registry.ts";

test("a file that has grown keeps its fingerprint; another first line gives another", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), fc.uint8Array({ maxLength: 9000 }), (line, rest) => {
      const first = `${line.replaceAll("\n", " ")}\nsecond\n`;
      const grown = Buffer.concat([Buffer.from(first), rest]);
      expect(fingerprintOf(grown)).toBe(fingerprintOf(Buffer.from(first)));
      expect(fingerprintOf(Buffer.concat([Buffer.from("x"), grown]))).not.toBe(
        fingerprintOf(grown),
      );
    }),
  );
});

test("any file name gives a name that the service takes", () => {
  expect(sourceNameOf("/var/log/moodle-trace.txt.gz")).toBe("moodle-trace");
  expect(sourceNameOf("-")).toBe("stdin");
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (name) => {
      expect(sourceNameSchema.safeParse(sourceNameOf(name)).success).toBe(true);
    }),
  );
});
