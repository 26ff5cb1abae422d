import "@fontsource-variable/atkinson-hyperlegible-next";
import "@fontsource-variable/atkinson-hyperlegible-mono";
import "./theme/base.css";
import { setLanguage } from "./messages/current.ts";
import { chosenLanguage } from "./preferences/language.ts";

const container = document.getElementById("root");
if (container === null) throw new Error("index.html has no #root");

/** The application is loaded after its texts, so that every module of it may use them at once. */
async function start(root: HTMLElement): Promise<void> {
  try {
    await setLanguage(chosenLanguage());
  } catch {
    // The texts did not arrive; English came with this file.
  }
  const { startApplication } = await import("./application.tsx");
  startApplication(root);
}

void start(container);
