import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Stack } from "@marketing/client/stack";
import { stateDirectory } from "../stack.ts";
import type { DemoFigures } from "./report.ts";

/** What a tenant's demo was made of: kept, so that running it again sends the very same events. */
export interface DemoState {
  readonly seed: number;
  readonly days: number;
  readonly events: number;
  /** RFC 3339 */
  readonly end: string;
  /** Of the last run that came to its end. */
  readonly figures?: DemoFigures;
}

const pathOf = (stack: Stack, tenantId: string): string => join(stateDirectory(stack), "demo", `${tenantId}.json`);

export const readDemoState = (stack: Stack, tenantId: string): DemoState | null => {
  try {
    return JSON.parse(readFileSync(pathOf(stack, tenantId), "utf8")) as DemoState;
  } catch {
    return null;
  }
};

export const writeDemoState = (stack: Stack, tenantId: string, state: DemoState): void => {
  const path = pathOf(stack, tenantId);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.tmp`, `${JSON.stringify(state)}\n`);
  renameSync(`${path}.tmp`, path);
};
