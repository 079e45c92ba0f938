import type { Pool } from "@marketing/shared/postgres/pool";
import { waitForPosition } from "@marketing/shared/subscription/waitFor";

const mostMs = 2_000;

/**
 * Waits until the directory that lets callers in has an event, so that a key or tenant that was just answered is known wherever it is used
 * next. What has happened has happened: a directory that stands still, or cannot be asked, delays the answer and does not lose it.
 */
export const directoryHas = (pool: Pool, position: number): Promise<void> =>
  waitForPosition(pool, "directory", position, new Date(Date.now() + mostMs)).catch(() => undefined);
