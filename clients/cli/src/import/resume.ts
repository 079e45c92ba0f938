import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname, join } from "node:path";

const headBytes = 64 * 1024;

/** Remembers, beside the stack's data, up to which line a file was answered. Known by its content's head and size, not by its name. */
export interface ResumePoint {
  readonly path: string;
  /** 0 when nothing is remembered. */
  readonly line: number;
  /** Writes at most once a second. */
  readonly reached: (line: number) => void;
  readonly flush: () => void;
  /** The file is done: nothing to go on with. */
  readonly clear: () => void;
}

const fingerprintOf = async (file: string): Promise<string> => {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return createHash("sha256").update(`${size}\n`).update(buffer.subarray(0, bytesRead)).digest("hex").slice(0, 24);
  } finally {
    await handle.close();
  }
};

export const resumePoint = async (file: string, target: string, directory: string): Promise<ResumePoint> => {
  const id = createHash("sha256")
    .update(`${await fingerprintOf(file)}\n${target}`)
    .digest("hex")
    .slice(0, 24);
  const path = join(directory, `${id}.json`);
  let line = 0;
  try {
    line = Number((JSON.parse(readFileSync(path, "utf8")) as { line?: number }).line ?? 0);
  } catch {
    // Nothing remembered, or not readable: the import starts over, which is safe.
  }
  let pending = 0;
  let written = 0;
  let writtenAt = 0;
  const write = () => {
    if (pending <= written) return;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.tmp`, `${JSON.stringify({ file, line: pending })}\n`);
    renameSync(`${path}.tmp`, path);
    written = pending;
    writtenAt = performance.now();
  };
  return {
    path,
    line,
    reached: (at) => {
      pending = Math.max(pending, at);
      if (performance.now() - writtenAt >= 1_000) write();
    },
    flush: write,
    clear: () => rmSync(path, { force: true }),
  };
};
