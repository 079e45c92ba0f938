import { parentPort } from "node:worker_threads";
import type { Format } from "./block.ts";
import { readText } from "./readText.ts";

// The program of the thread that textReader.ts starts: a text in, what it is out.

export interface Reading {
  readonly text: string;
  readonly format: Format | null;
}

parentPort?.on("message", ({ text, format }: Reading) => parentPort?.postMessage(readText(text, format)));
