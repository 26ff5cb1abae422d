import { mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Workplace } from "./running-service.ts";

// Each of these processes must end by itself: `run` waits for that.

test("an emptied token file is told before anything is started", async () => {
  await using workplace = new Workplace();
  mkdirSync(workplace.dataDir);
  writeFileSync(join(workplace.dataDir, "admin-token"), "", { mode: 0o600 });
  const { code, note } = await workplace.run(["serve", "--port", "0"]);
  expect({ code, note }).toMatchObject({ code: 2, note: expect.stringContaining("too short") });
  expect(readdirSync(workplace.dataDir)).toEqual(["admin-token"]);
});

test("a taken port is told, and so is the master key that was made meanwhile", async () => {
  await using workplace = new Workplace();
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const address = other.address();
  const port = typeof address === "object" ? String(address?.port) : "";
  const first = await workplace.run(["serve", "--port", port]);
  expect(first.code).toBe(3);
  expect(first.note).toContain(`Port ${port} of 127.0.0.1 is taken by another process`);
  expect(first.note).toContain("--port");
  expect(first.note).toContain("A master key was made");
  const second = await workplace.run(["serve", "--port", port]);
  expect(second.code).toBe(3);
  expect(second.note).not.toContain("A master key was made");
  other.close();
});

test("lost keys are told, and not replaced: with them back, all is as it was", async () => {
  await using workplace = new Workplace();
  const service = await workplace.serve();
  const sent = await service.post("/api/v1/events", "no JSON at all\n");
  expect(sent.body).toMatchObject({ quarantined: 1 });
  expect(await service.kill("SIGTERM")).toBe(0);
  const keys = join(workplace.dataDir, "keys.db");
  const aside = join(workplace.directory, "aside.db");
  renameSync(keys, aside);
  const before = readdirSync(workplace.dataDir);
  const { code, note } = await workplace.run(["serve", "--port", "0"]);
  expect({ code, note }).toMatchObject({
    code: 3,
    note: expect.stringMatching(/keys\.db is missing or empty.* Restore keys\.db from the backup/),
  });
  expect(readdirSync(workplace.dataDir)).toEqual(before);
  renameSync(aside, keys);
  const again = await workplace.serve();
  const { body } = await again.api<{ items: { itemId: string }[] }>("/api/v1/quarantine");
  const content = await fetch(
    `${again.url}/api/v1/quarantine/${body.items[0]?.itemId ?? ""}/content`,
    { headers: { authorization: `Bearer ${again.token}` } },
  );
  expect(await content.text()).toContain("no JSON at all");
});
