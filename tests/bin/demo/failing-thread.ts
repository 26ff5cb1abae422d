import { BroadcastChannel, parentPort, workerData } from "node:worker_threads";

/** A thread that ends by itself: before it opens, or as soon as it is told anything. */
const { directory } = workerData as { directory: string };
if (directory === "silent") process.exit(0);
if (directory === "failing") throw new Error("The disk is full.");
const trouble = new BroadcastChannel(directory);
trouble.addEventListener("message", () => {
  throw new Error("Something broke later.");
});
parentPort?.postMessage({ url: "http://127.0.0.1:1" }, []);
