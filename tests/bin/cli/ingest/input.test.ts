import fc from "fast-check";
import { expect, test } from "vitest";
import { sourceNameOf } from "#bin/cli/commands/ingest.ts";
import { fingerprintOf } from "#ingest/pipeline/file-fingerprint.ts";
import { sourceNameSchema } from "#ingest/pipeline/source-schema.ts";

test("a file that has grown keeps its fingerprint, whatever it held before; another first line gives another", () => {
  const line = fc.string({ minLength: 1, maxLength: 5000 });
  fc.assert(
    fc.property(line, fc.uint8Array({ maxLength: 9000 }), (text, rest) => {
      const first = text.replaceAll(/[\r\n]/g, " ");
      const grown = Buffer.concat([Buffer.from(`${first}\n`), rest]);
      for (const before of [first, `${first}\n`, `${first}\nsecond\n`, `${first}\r\n`]) {
        expect(fingerprintOf(Buffer.from(before))).toBe(fingerprintOf(grown));
      }
      expect(fingerprintOf(Buffer.concat([Buffer.from("x\n"), grown]))).not.toBe(
        fingerprintOf(Buffer.concat([Buffer.from("y\n"), grown])),
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
