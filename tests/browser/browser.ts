import chromiumBinary from "@sparticuz/chromium";
import axe from "axe-core";
import { chromium } from "playwright-core";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";

export const SIZES = {
  wide: { width: 1440, height: 900 },
  tablet: { width: 834, height: 1112 },
  phone: { width: 360, height: 780 },
} as const;
export type SizeName = keyof typeof SIZES;
export type Theme = "light" | "dark";

/** Everything that would reach for the network, or make two runs differ, is off. */
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--font-render-hinting=none",
];

/** What a page must never show in its console. */
export interface WatchedPage {
  readonly page: Page;
  /** Console errors and warnings, uncaught errors, and violations of the content policy. */
  readonly complaints: string[];
}

export interface TestBrowser {
  /** A signed-in page of its own context. */
  open(options?: { size?: SizeName; theme?: Theme; signedIn?: boolean }): Promise<WatchedPage>;
  close(): Promise<void>;
}

/** Real Chromium, signed in once through the one-time link, as a person would. */
export async function openBrowser(signInUrl: string): Promise<TestBrowser> {
  const browser = await launch();
  const signing = await browser.newContext();
  await signIn(await signing.newPage(), signInUrl);
  const storageState = await signing.storageState();
  await signing.close();
  return testBrowser(browser, new URL(signInUrl).origin, storageState);
}

/** What a browser keeps once somebody signed in through the one-time link. */
export async function signedInState(
  signInUrl: string,
): Promise<Awaited<ReturnType<BrowserContext["storageState"]>>> {
  const browser = await launch();
  const context = await browser.newContext();
  await signIn(await context.newPage(), signInUrl);
  const state = await context.storageState();
  await browser.close();
  return state;
}

/** Real Chromium with what such a browser keeps. */
export async function openSignedIn(
  url: string,
  storageState: BrowserContextOptions["storageState"],
): Promise<TestBrowser> {
  return testBrowser(await launch(), url, storageState);
}

/** Real Chromium for pages that know no sign-in. */
export async function openBrowserAt(url: string): Promise<TestBrowser> {
  return testBrowser(await launch(), url);
}

async function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: await chromiumBinary.executablePath(),
    args: ARGUMENTS,
    headless: true,
  });
}

function testBrowser(
  browser: Browser,
  baseURL: string,
  storageState?: BrowserContextOptions["storageState"],
): TestBrowser {
  const contexts: BrowserContext[] = [];
  return {
    async open({ size = "wide", theme = "light", signedIn = true } = {}) {
      const context = await browser.newContext({
        baseURL,
        viewport: SIZES[size],
        hasTouch: size === "phone",
        colorScheme: theme,
        timezoneId: "Europe/Prague",
        locale: "en-GB",
        reducedMotion: "reduce",
        permissions: ["clipboard-read", "clipboard-write"],
        ...(signedIn && storageState !== undefined && { storageState }),
      });
      contexts.push(context);
      return watch(await context.newPage());
    },
    async close() {
      await Promise.all(contexts.map((context) => context.close()));
      await browser.close();
    },
  };
}

/** Opens the one-time link and uses it, as a person would. */
export async function signIn(page: Page, signInUrl: string): Promise<void> {
  await page.goto(signInUrl);
  await page.getByRole("button").click();
  await page.waitForURL((url) => url.pathname === "/");
}

async function watch(page: Page): Promise<WatchedPage> {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (violation) => {
      console.error(`content policy: ${violation.violatedDirective} ${violation.blockedURI}`);
    });
  });
  return { page, complaints };
}

/** Findings of axe on the page as it is shown, each with the elements it concerns. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const results = await (
      globalThis as unknown as { axe: { run(): Promise<{ violations: AxeViolation[] }> } }
    ).axe.run();
    return results.violations;
  });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 200)}`),
  );
}

interface AxeViolation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string }[];
}
