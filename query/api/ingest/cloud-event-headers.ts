import type { IncomingHttpHeaders } from "node:http";

/** Headers of a CloudEvent in HTTP's binary mode, by the name of their attribute. */
const PREFIX = "ce-";

/**
 * The context attributes of a CloudEvent that came in headers: `ce-<name>`, percent-encoded, and the type of
 * the data as `Content-Type`. Whether they are complete is for the format to say.
 */
export function cloudEventAttributes(headers: IncomingHttpHeaders): Record<string, string> {
  const attributes = Object.entries(headers).flatMap(([name, value]) => {
    if (!name.startsWith(PREFIX) || typeof value !== "string") return [];
    const attribute = name.slice(PREFIX.length);
    // They are members of the JSON format, where the data has its place.
    if (attribute === "data" || attribute === "data_base64") return [];
    return [[attribute, decoded(value)] as const];
  });
  const contentType = headers["content-type"];
  if (contentType !== undefined) attributes.push(["datacontenttype", contentType]);
  return Object.fromEntries(attributes);
}

/** A value that is not percent-encoded as it should be is taken as it stands. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
