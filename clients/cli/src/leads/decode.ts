import { TextDecoder } from "node:util";
import { gunzipSync } from "node:zlib";
import { usageError } from "../exitCodes.ts";

/** Bytes of a file that is read as a whole. */
export const longestFile = 256 * 1024 * 1024;

export interface Decoded {
  readonly text: string;
  /** As WHATWG names it: utf-8, utf-16le, windows-1252. */
  readonly encoding: string;
}

const decoderOf = (label: string, fatal: boolean): TextDecoder => {
  try {
    return new TextDecoder(label, { fatal });
  } catch {
    throw usageError(`--encoding takes a name as utf-8, utf-16le, windows-1252 or shift_jis, not ${JSON.stringify(label)}`);
  }
};

/** By its byte order mark, or by where the zero bytes are that UTF-16 has beside Latin letters. */
const utf16Of = (bytes: Buffer): string | null => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const zeros = [0, 0];
  const looked = Math.min(bytes.length, 4_096);
  for (let i = 0; i < looked; i += 1) if (bytes[i] === 0) zeros[i % 2]! += 1;
  const [even, odd] = zeros as [number, number];
  if (Math.max(even, odd) * 4 < looked) return null;
  return odd > even ? "utf-16le" : "utf-16be";
};

const isWorkbook = (bytes: Buffer): boolean =>
  bytes.subarray(0, 4).equals(Buffer.from("PK\u0003\u0004")) || bytes.readUInt32BE(0) === 0xd0cf11e0;

/** The text of a file, gzipped or not. What is no UTF-8 is what Windows writes in western Europe and America; `--encoding` says otherwise. */
export const decode = (given: Buffer, encoding: string | null): Decoded => {
  const bytes = given[0] === 0x1f && given[1] === 0x8b ? gunzipSync(given, { maxOutputLength: longestFile }) : given;
  if (bytes.length >= 4 && isWorkbook(bytes)) throw usageError("it is a workbook: save it as CSV first");
  if (encoding !== null) {
    const decoder = decoderOf(encoding, false);
    return { text: decoder.decode(bytes), encoding: decoder.encoding };
  }
  const wide = utf16Of(bytes);
  if (wide !== null) return { text: decoderOf(wide, false).decode(bytes), encoding: wide };
  try {
    return { text: decoderOf("utf-8", true).decode(bytes), encoding: "utf-8" };
  } catch {
    return { text: decoderOf("windows-1252", false).decode(bytes), encoding: "windows-1252" };
  }
};
