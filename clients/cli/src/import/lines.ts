import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import { TextDecoder } from "node:util";
import { createGunzip } from "node:zlib";

/** Longer lines are reported and skipped, never held in memory. A Segment batch is at most 500 KB. */
export const maxLineBytes = 8 * 1024 * 1024;

export interface Line {
  /** From 1. */
  readonly number: number;
  /** Without its end; empty when `problem` is set. */
  readonly bytes: Buffer;
  readonly problem: string | null;
  /** The archive breaks off: nobody knows how much is missing behind this line. */
  readonly broken?: true;
}

export interface Input {
  readonly lines: AsyncGenerator<Line>;
  /** Bytes taken from the file as it lies on disk, for progress. */
  readonly bytesRead: () => number;
  /** Null for standard input. */
  readonly totalBytes: number | null;
}

/** Opens a file, or standard input for "-". Gzip is known by its magic bytes, not by its name. */
export const openInput = async (path: string): Promise<Input> => {
  const totalBytes = path === "-" ? null : (await stat(path)).size;
  const source: Readable = path === "-" ? process.stdin : createReadStream(path, { highWaterMark: 256 * 1024 });
  let read = 0;
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      const bytes = typeof chunk === "string" ? Buffer.from(chunk) : (chunk as Buffer);
      read += bytes.length;
      yield bytes;
    }
  };
  return { lines: splitLines(inUtf8(unzipped(counted()))), bytesRead: () => read, totalBytes };
};

/** Passes plain bytes through and inflates gzip, several members too. A cut-off archive ends in a thrown error. */
export const unzipped = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const iterator = chunks[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  let ended = false;
  while (head.length < 2 && !ended) {
    const next = await iterator.next();
    if (next.done) ended = true;
    else head = Buffer.concat([head, next.value]);
  }
  const whole = async function* () {
    if (head.length > 0) yield head;
    while (!ended) {
      const next = await iterator.next();
      if (next.done) return;
      yield next.value;
    }
  };
  if (head[0] !== 0x1f || head[1] !== 0x8b) {
    yield* whole();
    return;
  }
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  const feeding = (async () => {
    try {
      for await (const chunk of whole()) {
        if (gunzip.destroyed) return;
        if (!gunzip.write(chunk)) await new Promise<void>((go) => settle(gunzip, go));
      }
      gunzip.end();
    } catch (error) {
      gunzip.destroy(error as Error);
    }
  })();
  yield* gunzip as AsyncIterable<Buffer>;
  await feeding;
};

const settle = (stream: Readable & NodeJS.EventEmitter, go: () => void): void => {
  const once = () => {
    for (const event of ["drain", "close", "error"]) stream.off(event, once);
    go();
  };
  for (const event of ["drain", "close", "error"]) stream.on(event, once);
};

/** What begins with UTF-16's byte order mark, as PowerShell writes what it redirects, in UTF-8. */
export const inUtf8 = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | null | undefined;
  let head = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (decoder === undefined) {
      head = Buffer.concat([head, chunk]);
      if (head.length < 2) continue;
      const mark = head.readUInt16BE(0);
      decoder = mark === 0xfffe ? new TextDecoder("utf-16le") : mark === 0xfeff ? new TextDecoder("utf-16be") : null;
      yield decoder === null ? head : Buffer.from(decoder.decode(head, { stream: true }));
    } else yield decoder === null ? chunk : Buffer.from(decoder.decode(chunk, { stream: true }));
  }
  if (decoder === undefined && head.length > 0) yield head;
  const rest = decoder?.decode() ?? "";
  if (rest !== "") yield Buffer.from(rest);
};

const newline = 0x0a;

/** Cuts at LF, drops a CR before it and a byte order mark; the last line needs no end. An archive that breaks off becomes a line with a problem. */
export const splitLines = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  let number = 0;
  let held: Buffer[] = [];
  let heldBytes = 0;
  let tooLong = false;
  const finish = (tail: Buffer): Line => {
    number += 1;
    const skip = tooLong || heldBytes + tail.length > maxLineBytes;
    let bytes = skip ? Buffer.alloc(0) : held.length === 0 ? tail : Buffer.concat([...held, tail]);
    held = [];
    heldBytes = 0;
    tooLong = false;
    if (skip) return { number, bytes, problem: `line longer than ${maxLineBytes / 1024 / 1024} MB` };
    if (bytes.at(-1) === 0x0d) bytes = bytes.subarray(0, -1);
    if (number === 1 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3);
    return { number, bytes, problem: null };
  };
  try {
    for await (const chunk of chunks) {
      let from = 0;
      for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, from)) {
        yield finish(chunk.subarray(from, at));
        from = at + 1;
      }
      const rest = chunk.subarray(from);
      if (rest.length === 0) continue;
      heldBytes += rest.length;
      if (heldBytes > maxLineBytes) {
        tooLong = true;
        held = [];
      } else held.push(rest);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code?.startsWith("Z_") !== true) throw error;
    yield {
      number: number + 1,
      bytes: Buffer.alloc(0),
      problem: `the archive breaks off here (${(error as Error).message})`,
      broken: true,
    };
    return;
  }
  if (heldBytes > 0) yield finish(Buffer.alloc(0));
};
