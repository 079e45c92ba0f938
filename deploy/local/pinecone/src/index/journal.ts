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

// File format: 8 bytes that name the format and its version, then records of [length u32][crc32 u32][payload], little-endian. The
// checksum is the payload's.
const magic = Buffer.from("mkvec\x00\x00\x01", "latin1");
const headerBytes = 8;
/** No request comes near it, so that a greater length can only be damage. */
const maxRecordBytes = 64 * 1024 * 1024;
const readAheadBytes = 4 * 1024 * 1024;

const writeAsync = promisify(write);
const syncAsync = promisify(fdatasync);

export interface Journal {
  /** Length of the file in bytes. */
  size(): number;
  /** Resolves when all records are on disk. When it rejects, none of them is in the file. */
  append(payloads: ReadonlyArray<Uint8Array>): Promise<void>;
  /** Replaces the whole content atomically. Nothing may be appended meanwhile. */
  rewrite(payloads: Iterable<Uint8Array>): Promise<void>;
  close(): void;
}

const recordOf = (payload: Uint8Array): Uint8Array[] => {
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32LE(payload.length, 0);
  header.writeUInt32LE(crc32(payload), 4);
  return [header, payload];
};

const syncDirectory = (file: string): void => {
  const directory = openSync(dirname(file), "r");
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
};

/** Gives every valid record to `replay`, in order; returns the offset of the first invalid one, or the end of the file. */
const replayAll = (fd: number, size: number, replay: (payload: Buffer, bytes: number) => void): number => {
  let at = magic.length;
  let buffer = Buffer.alloc(0);
  let bufferStart = at; // its offset in the file
  const peek = (length: number): Buffer | undefined => {
    const from = at - bufferStart;
    if (from + length <= buffer.length) return buffer.subarray(from, from + length);
    if (at + length > size) return undefined;
    const next = Buffer.allocUnsafe(Math.min(size - at, Math.max(length, readAheadBytes)));
    for (let read = 0; read < next.length; ) {
      const bytes = readSync(fd, next, read, next.length - read, at + read);
      if (bytes === 0) return undefined;
      read += bytes;
    }
    buffer = next;
    bufferStart = at;
    return buffer.subarray(0, length);
  };
  for (;;) {
    const header = peek(headerBytes);
    const length = header?.readUInt32LE(0) ?? 0;
    if (!header || length > maxRecordBytes) return at;
    const record = peek(headerBytes + length);
    if (!record) return at;
    const payload = record.subarray(headerBytes);
    if (crc32(payload) !== record.readUInt32LE(4)) return at;
    replay(payload, record.length);
    at += record.length;
  }
};

/** Truncates the file at `from`, behind which a crash left a record half written. What is cut off is kept as `<file>.torn`. */
const truncateTornEnd = (fd: number, file: string, from: number, size: number): void => {
  const rest = Buffer.alloc(size - from);
  readSync(fd, rest, 0, rest.length, from);
  writeFileSync(`${file}.torn`, rest, { mode: 0o600 });
  ftruncateSync(fd, from);
  fsyncSync(fd);
  process.stderr.write(`${file}: ${rest.length} bytes at the end were not written completely. They are cut off and kept in ${file}.torn\n`);
};

/**
 * Opens an append-only file, which is created when there is none, and replays its records. An appended record survives the kill of this
 * process; with `sync` a loss of power too. Throws when the file is not of this format.
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
  const start = Buffer.alloc(magic.length);
  if (size >= magic.length) readSync(fd, start, 0, start.length, 0);
  if (size < magic.length) {
    ftruncateSync(fd, 0);
    writeFileSync(fd, magic);
    if (sync) fsyncSync(fd);
    if (sync) syncDirectory(file);
    size = magic.length;
  } else if (!start.equals(magic)) {
    closeSync(fd);
    throw new Error(`${file} is not a journal of this version`);
  }
  const end = replayAll(fd, size, replay);
  if (end < size) truncateTornEnd(fd, file, end, size);
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
        // Bytes that were written before the error must not be replayed at the next start.
        broken = error as Error;
        ftruncateSync(fd, size);
        broken = undefined;
        throw error;
      }
    },
    rewrite: async (payloads) => {
      const replacement = openSync(`${file}.new`, "a", 0o600);
      let bytes = magic.length;
      try {
        writeFileSync(replacement, magic);
        for (const payload of payloads) bytes += await writeAll(replacement, [payload]);
        if (sync) await syncAsync(replacement);
        renameSync(`${file}.new`, file);
      } catch (error) {
        closeSync(replacement);
        throw error;
      }
      closeSync(fd);
      fd = replacement;
      size = bytes;
      if (sync) syncDirectory(file);
    },
    close: () => closeSync(fd),
  };
};
