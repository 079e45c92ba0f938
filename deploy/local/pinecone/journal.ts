import {
  closeSync,
  fdatasync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  write,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { crc32 } from "node:zlib";

// File: 8 bytes of magic, then records of [length u32][crc32 u32][payload], little-endian, the checksum over the payload.
const magic = Buffer.from("mkvec\x00\x00\x01", "latin1");
const headBytes = 8;
/** No batch comes near it: a longer length is not one we wrote. */
const longestRecord = 64 * 1024 * 1024;
const readAhead = 4 * 1024 * 1024;

const writeAsync = promisify(write);
const syncAsync = promisify(fdatasync);

export interface Journal {
  /** Bytes in the file. */
  size(): number;
  /** Resolves when all records are on disk. Rejects with none of them in the file. */
  append(payloads: ReadonlyArray<Uint8Array>): Promise<void>;
  /** Takes the place of everything so far, in one step. Nothing may be appended meanwhile. */
  rewrite(payloads: Iterable<Uint8Array>): Promise<void>;
  close(): void;
}

const recordOf = (payload: Uint8Array): Uint8Array[] => {
  const head = Buffer.alloc(headBytes);
  head.writeUInt32LE(payload.length, 0);
  head.writeUInt32LE(crc32(payload), 4);
  return [head, payload];
};

const syncDirectory = (file: string): void => {
  const directory = openSync(dirname(file), "r");
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
};

/** Gives every sound record to `replay`, in order; returns where the first unsound one begins, or the file's end. */
const replayAll = (fd: number, size: number, replay: (payload: Buffer, bytes: number) => void): number => {
  let at = magic.length;
  let buffer = Buffer.alloc(0);
  let start = at; // of the buffer, in the file
  const have = (length: number): Buffer | undefined => {
    const from = at - start;
    if (from + length <= buffer.length) return buffer.subarray(from, from + length);
    if (at + length > size) return undefined;
    const next = Buffer.allocUnsafe(Math.min(size - at, Math.max(length, readAhead)));
    for (let read = 0; read < next.length; ) {
      const bytes = readSync(fd, next, read, next.length - read, at + read);
      if (bytes === 0) return undefined;
      read += bytes;
    }
    buffer = next;
    start = at;
    return buffer.subarray(0, length);
  };
  for (;;) {
    const head = have(headBytes);
    const length = head?.readUInt32LE(0) ?? 0;
    if (!head || length > longestRecord) return at;
    const record = have(headBytes + length);
    if (!record) return at;
    const payload = record.subarray(headBytes);
    if (crc32(payload) !== record.readUInt32LE(4)) return at;
    replay(payload, record.length);
    at += record.length;
  }
};

/** Cuts off what a crash left half written; what is cut stays beside the file, as `<file>.torn`. */
const cut = (fd: number, file: string, from: number, size: number): void => {
  const rest = Buffer.alloc(size - from);
  readSync(fd, rest, 0, rest.length, from);
  writeFileSync(`${file}.torn`, rest, { mode: 0o600 });
  ftruncateSync(fd, from);
  fsyncSync(fd);
  process.stderr.write(`${file}: ${rest.length} bytes at its end were not written whole and are cut off; they are kept in ${file}.torn\n`);
};

/**
 * Opens an append-only file, or makes it, and replays it. An acknowledged record survives kill -9; with `sync` the loss of power too.
 * Throws where the file is not one of this format.
 */
export const openJournal = (
  file: string,
  replay: (payload: Buffer, bytes: number) => void,
  { sync }: { readonly sync: boolean },
): Journal => {
  rmSync(`${file}.new`, { force: true });
  let fd = openSync(file, "a+", 0o600);
  let size = fstatSync(fd).size;
  let broken: Error | undefined;
  const begin = Buffer.alloc(magic.length);
  if (size >= magic.length) readSync(fd, begin, 0, begin.length, 0);
  if (size < magic.length) {
    ftruncateSync(fd, 0);
    writeFileSync(fd, magic);
    if (sync) fsyncSync(fd);
    if (sync) syncDirectory(file);
    size = magic.length;
  } else if (!begin.equals(magic)) {
    closeSync(fd);
    throw new Error(`${file} is no journal of this version`);
  }
  const end = replayAll(fd, size, replay);
  if (end < size) cut(fd, file, end, size);
  size = end;

  const writeAll = async (target: number, payloads: ReadonlyArray<Uint8Array>): Promise<number> => {
    const bytes = Buffer.concat(payloads.flatMap(recordOf));
    for (let written = 0; written < bytes.length; ) written += (await writeAsync(target, bytes, written)).bytesWritten;
    return bytes.length;
  };

  return {
    size: () => size,
    append: async (payloads) => {
      if (broken) throw broken;
      try {
        const bytes = await writeAll(fd, payloads);
        if (sync) await syncAsync(fd);
        size += bytes;
      } catch (error) {
        // What may lie behind the last acknowledged record must not come back at the next start.
        broken = error as Error;
        ftruncateSync(fd, size);
        broken = undefined;
        throw error;
      }
    },
    rewrite: async (payloads) => {
      const beside = openSync(`${file}.new`, "a", 0o600);
      let bytes = magic.length;
      try {
        writeFileSync(beside, magic);
        for (const payload of payloads) bytes += await writeAll(beside, [payload]);
        if (sync) await syncAsync(beside);
        renameSync(`${file}.new`, file);
      } catch (error) {
        closeSync(beside);
        throw error;
      }
      closeSync(fd);
      fd = beside;
      size = bytes;
      if (sync) syncDirectory(file);
    },
    close: () => closeSync(fd),
  };
};
