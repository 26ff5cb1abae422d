import { Argument, InvalidArgumentError } from "commander";
import { wordsOf } from "#domain/narrative/names-in-words.ts";
import { LIFECYCLE_TYPES, type LifecycleType } from "#domain/lifecycles/object-key.ts";

/** Types of objects as a command line writes them: `gift-card`. */
const OBJECT_TYPE_WORDS: ReadonlyMap<string, LifecycleType> = new Map(
  LIFECYCLE_TYPES.map((type) => [wordsOf(type).replaceAll(" ", "-"), type]),
);

const TYPE_CHOICES = [...OBJECT_TYPE_WORDS.keys()].join(", ");

/** The type that a word of a command line names, `gift-card` or `giftCard`; null where it is none. */
export function objectTypeOf(word: string): LifecycleType | null {
  return OBJECT_TYPE_WORDS.get(word) ?? LIFECYCLE_TYPES.find((type) => type === word) ?? null;
}

/** Parses the type of an object for an argument or option; anything else is a wrong call. */
export function readObjectType(word: string): LifecycleType {
  const type = objectTypeOf(word);
  if (type !== null) return type;
  throw new InvalidArgumentError(`Write one of ${TYPE_CHOICES}.`);
}

/** The argument that says of which type an object is. */
export function objectTypeArgument(): Argument {
  return new Argument("<type>", `kind of object: ${TYPE_CHOICES}`).argParser(readObjectType);
}

/** `gift card FA-1001`, as it is told to people. */
export function nameInWords({ type, id }: { readonly type: string; readonly id: string }): string {
  return `${wordsOf(type)} ${id}`;
}
