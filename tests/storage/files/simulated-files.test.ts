import { expect, test } from "vitest";
import { replaceFile } from "#storage/files/replace-file.ts";
import { FailingFiles } from "./failing-files.ts";
import { seededRandom } from "./seeded-random.ts";
import { SimulatedDisk } from "./simulated-files.ts";

const PATH = "/data/file";

function contentOf(disk: SimulatedDisk): string | null {
  if (!disk.exists(PATH)) return null;
  const handle = disk.openRead(PATH);
  return handle.read(0, handle.size()).toString("latin1");
}

/** Everything that may be found after a power cut, over many seeds. */
function outcomes(prepare: (disk: SimulatedDisk) => void): Set<string | null> {
  const found = new Set<string | null>();
  for (let seed = 1; seed <= 300; seed += 1) {
    const disk = new SimulatedDisk();
    disk.makeDirectory("/data");
    prepare(disk);
    disk.powerCut(seededRandom(seed));
    found.add(contentOf(disk));
  }
  return found;
}

function make(disk: SimulatedDisk, content: string) {
  const handle = disk.openAppend(PATH, { create: true });
  handle.append(Buffer.from(content));
  handle.sync();
  disk.syncDirectory("/data");
  return handle;
}

test("what was synced, name and content, always survives", () => {
  expect([...outcomes((disk) => make(disk, "safe"))]).toEqual(["safe"]);
});

test("a name that was not synced may vanish with its content", () => {
  const found = outcomes((disk) => {
    const handle = disk.openAppend(PATH, { create: true });
    handle.append(Buffer.from("new"));
    handle.sync();
  });
  expect(found).toEqual(new Set(["new", null]));
});

test("an unsynced append is kept, dropped, cut short or spoiled, but what was synced is not", () => {
  const found = outcomes((disk) => make(disk, "safe").append(Buffer.from("risky")));
  expect(found).toContain("safe");
  expect(found).toContain("saferisky");
  expect(found).toContain("safe\0\0\0\0\0");
  expect(found.size).toBeGreaterThan(10);
  for (const content of found) expect(content?.slice(0, 4)).toBe("safe");
});

test("pages of one append survive independently of each other", () => {
  const page = 4096;
  const found = outcomes((disk) => make(disk, "").append(Buffer.alloc(page * 3, "x")));
  const holes = [...found].filter((content) => {
    return content?.startsWith("\0") === true && content.endsWith("x");
  });
  expect(holes.length).toBeGreaterThan(0);
});

test("what was truncated away and written again may be lost until it is synced", () => {
  const found = outcomes((disk) => {
    const handle = make(disk, "0123456789");
    handle.truncate(5);
    handle.append(Buffer.from("56789"));
  });
  for (const content of found) expect(content?.slice(0, 5)).toBe("01234");
  expect(found).toContain("0123456789");
  expect(found.size).toBeGreaterThan(3);
});

test("a rename is done or undone as a whole", () => {
  const found = outcomes((disk) => {
    make(disk, "old");
    const other = disk.openAppend("/data/other", { create: true });
    other.append(Buffer.from("new"));
    other.sync();
    disk.syncDirectory("/data");
    disk.rename("/data/other", PATH);
  });
  expect(found).toEqual(new Set(["new", "old"]));
});

test("a file that was replaced is old or new, never a mixture", () => {
  for (let call = 1; call <= 8; call += 1) {
    const found = outcomes((disk) => {
      make(disk, "old");
      const files = new FailingFiles(disk, { call, code: "EIO", forever: true });
      const replace = () => replaceFile(files, PATH, [Buffer.from("n"), Buffer.from("ew")]);
      expect(replace).toThrow("EIO");
    });
    for (const content of found) expect(["old", "new"]).toContain(content);
  }
});

test("after a failed sync the data can still be read, and is gone after a power cut", () => {
  const found = outcomes((disk) => {
    const handle = make(disk, "safe");
    handle.append(Buffer.from("risky"));
    disk.failSync(PATH);
    handle.sync();
    expect(contentOf(disk)).toBe("saferisky");
  });
  expect([...found]).toEqual(["safe\0\0\0\0\0"]);
});

test("handles do not outlive a power cut", () => {
  const disk = new SimulatedDisk();
  disk.makeDirectory("/data");
  const handle = make(disk, "safe");
  disk.powerCut(seededRandom(1));
  expect(() => handle.append(Buffer.from("x"))).toThrow("EBADF");
});

test("a chosen call fails once, after half of the bytes if wanted", () => {
  const disk = new SimulatedDisk();
  disk.makeDirectory("/data");
  const files = new FailingFiles(disk, {
    operation: "append",
    call: 2,
    code: "ENOSPC",
    shortWrite: true,
  });
  const handle = files.openAppend(PATH, { create: true });
  handle.append(Buffer.from("abcd"));
  expect(files.failed).toBeNull();
  expect(() => handle.append(Buffer.from("efgh"))).toThrow(
    expect.objectContaining({ code: "ENOSPC", path: PATH }),
  );
  expect(files.failed).toBe("append");
  handle.append(Buffer.from("!"));
  expect(contentOf(disk)).toBe("abcdef!");
});
