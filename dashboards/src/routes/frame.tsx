import { Outlet, useRouter } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { ApiProblem } from "../api/fetch-answer.ts";
import { CoverageProvider } from "../components/coverage-context.tsx";
import { CoverageLine } from "../components/coverage-line.tsx";
import { BottomBar, Masthead } from "../components/masthead.tsx";
import { PageLink } from "../components/page-link.tsx";
import { ProblemView } from "../components/problem-view.tsx";
import { useShortcuts } from "../keyboard/shortcuts.ts";
import { text } from "../messages/current.ts";
import { pages } from "../path-builder.ts";

const HelpDialog = lazy(async () => ({
  default: (await import("../components/help-dialog.tsx")).HelpDialog,
}));
const CommandPalette = lazy(async () => ({
  default: (await import("../components/command-palette.tsx")).CommandPalette,
}));

type OpenDialog = "none" | "help" | "palette";

/** What stands around every page. */
export function Frame() {
  const [open, setOpen] = useState<OpenDialog>("none");
  const close = () => setOpen("none");
  useShortcuts("frame", { "?": () => setOpen("help") });
  usePaletteKey(() => setOpen("palette"));
  return (
    <CoverageProvider>
      <Masthead onHelp={() => setOpen("help")} />
      <main id="content" tabIndex={-1}>
        <Outlet />
      </main>
      <CoverageLine />
      <BottomBar onHelp={() => setOpen("help")} />
      <Suspense>
        {open === "help" && <HelpDialog isOpen onClose={close} />}
        {open === "palette" && (
          <CommandPalette isOpen onClose={close} onHelp={() => setOpen("help")} />
        )}
      </Suspense>
    </CoverageProvider>
  );
}

/** Ctrl+K or Cmd+K, also from within a field. */
function usePaletteKey(onPalette: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      onPalette();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [onPalette]);
}

export function PageNotFound() {
  return (
    <section className="problem">
      <h1>{text.problem.notFoundPage}</h1>
      <p>
        <PageLink className="button" href={pages.find()}>
          {text.problem.toFind}
        </PageLink>
      </p>
    </section>
  );
}

export function PageFailed({ error }: { readonly error: unknown }) {
  const router = useRouter();
  const showAnew = () => void router.invalidate();
  // A part of the application that could not be loaded stays failed in this page, whatever is asked again.
  const loadAnew = () => void fetch(location.href, { method: "HEAD" }).then(reload, showAnew);
  return <ProblemView error={error} onRetry={error instanceof ApiProblem ? showAnew : loadAnew} />;
}

function reload(): void {
  location.reload();
}
