import * as fc from "fast-check";
import { expect, test } from "vitest";
import { reverseSkeleton, skeletonOf } from "#domain/identifiers/skeleton.ts";
import {
  identifierTerms,
  parseIdentifierTerm,
} from "#storage/index/elasticsearch/identifier-terms.ts";

const text = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1 }),
  fc.string({ unit: fc.constantFrom("\u0000", "\u0001", "0", "1", "a"), minLength: 1 }),
);
const identifier = fc
  .record({ objectType: text, id: text })
  .map(({ objectType, id }) => ({ objectType, id, skeleton: skeletonOf(id) }));

const compare = (a: string, b: string): number =>
  Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)));

test("terms are read back", () => {
  fc.assert(
    fc.property(identifier, (found) => {
      const { forward, reversed } = identifierTerms(found);
      expect(parseIdentifierTerm(forward, false)).toEqual(found);
      expect(parseIdentifierTerm(reversed, true)).toEqual(found);
    }),
  );
});

test("terms sort by skeleton, object type and ID", () => {
  fc.assert(
    fc.property(identifier, identifier, (a, b) => {
      const rest = compare(a.objectType, b.objectType) || compare(a.id, b.id);
      const [one, other] = [identifierTerms(a), identifierTerms(b)];
      expect(compare(one.forward, other.forward)).toBe(compare(a.skeleton, b.skeleton) || rest);
      expect(compare(one.reversed, other.reversed)).toBe(
        compare(reverseSkeleton(a.skeleton), reverseSkeleton(b.skeleton)) || rest,
      );
    }),
  );
});
