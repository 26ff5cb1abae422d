import { beforeAll, expect, test } from "vitest";
import { useBrowserFixture } from "./fixture.ts";
import { lookAt } from "./look-at.ts";
import { SCREENS } from "./screens.ts";

const fixture = useBrowserFixture();

beforeAll(async () => {
  await fixture.service.push(
    "/sources/moodle-trace/lines?format=moodle-trace&timezone=Europe/Prague",
    "text/plain",
    "-- 2016-2-31 11:32:15 854 --\n                              [TU80WKRYTI9QUMJ4] Late words\n",
  );
});

test.each(SCREENS)(
  "$name: no finding of axe, nothing in the console, nothing too wide",
  async (screen) => {
    await expect(lookAt(fixture.browser, screen)).resolves.toBeUndefined();
  },
);
