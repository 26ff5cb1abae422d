import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { signedHeaders, writeSecret } from "#query/alerts/webhook-signature.ts";
import { blocksOf } from "./markdown.ts";

interface Checker {
  readonly isFromTracewell: (
    headers: Readonly<Record<string, string>>,
    body: string,
    secret: string,
    nowMs?: number,
  ) => boolean;
}

test("the receiver in the guide takes what is signed and nothing else", async () => {
  const code = blocksOf("docs/alerts.md").find(({ language }) => language === "js");
  const directory = mkdtempSync(join(tmpdir(), "tracewell-receiver-"));
  try {
    const file = join(directory, "receiver.mjs");
    writeFileSync(file, (code?.lines ?? []).join("\n"));
    const { isFromTracewell } = (await import(pathToFileURL(file).href)) as Checker;
    const timeMs = Date.parse("2026-01-31T09:05:00.120Z");
    const secret = writeSecret(Buffer.alloc(32, 9));
    const body = '{"type":"alert.test"}';
    const headers = signedHeaders({ id: "msg_1", timeMs, body, secret });
    expect(isFromTracewell(headers, body, secret, timeMs)).toBe(true);
    expect(isFromTracewell(headers, `${body} `, secret, timeMs)).toBe(false);
    expect(isFromTracewell({ ...headers, "webhook-id": "msg_2" }, body, secret, timeMs)).toBe(
      false,
    );
    expect(isFromTracewell(headers, body, writeSecret(Buffer.alloc(32)), timeMs)).toBe(false);
    expect(isFromTracewell(headers, body, secret, timeMs + 3_600_000)).toBe(false);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
