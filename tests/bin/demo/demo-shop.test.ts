import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { startDemoShop } from "#bin/demo/demo-shop.ts";
import { demoShopDirectory, startDemo } from "#bin/demo/start-demo.ts";
import { holdDirectory } from "#shop/live/shop-directory.ts";
import { TemporaryDirectory } from "../../shop/way-out/temporary-directory.ts";

const file = new URL("./failing-thread.ts", import.meta.url);

/** Notes what it is asked, and takes everything. */
function fakeIngest() {
  const followed: unknown[] = [];
  const ingest = {
    ingest: async () => ({}),
    configureSource: async ({ files }: { files: unknown }) => followed.push(files),
  };
  return { ingest: ingest as never, followed };
}

/** Only a shop that opened can end by itself. */
const onError = (): never => expect.unreachable("It was not open yet.");

test("a shop that does not open says why", async () => {
  await expect(startDemoShop({ directory: "failing", port: 0, onError, file })).rejects.toThrow(
    "The disk is full.",
  );
  await expect(startDemoShop({ directory: "silent", port: 0, onError, file })).rejects.toThrow(
    "ended by itself",
  );
});

test("a shop that ends later is told once, and can be closed all the same", async () => {
  const errors: unknown[] = [];
  const told = Promise.withResolvers<void>();
  const shop = await startDemoShop({
    directory: "opening",
    port: 0,
    onError: (error) => {
      errors.push(error);
      told.resolve();
    },
    file,
  });
  // Only now: an error may overtake the message that it is open.
  const trouble = new BroadcastChannel("opening");
  const tell = trouble.postMessage.bind(trouble);
  tell(null);
  await told.promise;
  trouble.close();
  await shop.close();
  await shop.close();
  expect(errors).toEqual([expect.objectContaining({ message: "Something broke later." })]);
});

test("the demo goes on without its shop, and takes another port where one is taken", async () => {
  using temporary = new TemporaryDirectory();
  const dataDir = temporary.join("data");
  const directory = demoShopDirectory(dataDir);
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  const errors: unknown[] = [];
  const { ingest, followed } = fakeIngest();
  const start = () => startDemo({ ingest, dataDir, port, onError: (error) => errors.push(error) });

  const held = holdDirectory(directory);
  expect(await start()).toBeNull();
  expect(errors).toEqual([
    expect.objectContaining({ message: expect.stringContaining("Another shop runs in") }),
  ]);
  held.release();

  const shop = await start();
  try {
    expect(errors.slice(1)).toEqual([]);
    expect(new URL(shop?.url ?? "").port).not.toBe(String(port));
    expect((await fetch(`${shop?.url}/openapi.json`)).status).toBe(200);
    expect(followed.at(-1)).toEqual({ paths: [`${directory}/events.ndjson`] });
  } finally {
    await shop?.close();
    other.close();
  }
});
