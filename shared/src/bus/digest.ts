import { crc32 } from "node:zlib";

/** CRC-32 (IEEE 802.3, as zlib, gzip and PNG have it) of the payload. */
const ofData = "ce-datacrc32";
/** The same of the header lines above it, from behind the line `NATS/1.0` to the end of the line before. */
const ofHead = "ce-headcrc32";
const firstLine = "NATS/1.0\r\n".length;

const hex = (digest: number): string => digest.toString(16).padStart(8, "0");

/** The header line that tells of the payload. */
export const dataDigest = (payload: Uint8Array): string => `${ofData}: ${hex(crc32(payload))}\r\n`;

/** The header block with the line behind it that tells of all the others, and its end. */
export const sealed = (lines: string): string => `${lines}${ofHead}: ${hex(crc32(lines.slice(firstLine)))}\r\n\r\n`;

/** The value of a digest's line, and where the line begins. */
const find = (block: string, name: string): { readonly at: number; readonly value: string } | null => {
  const at = block.lastIndexOf(`\r\n${name}: `);
  if (at === -1) return null;
  const from = at + name.length + 4;
  return { at: at + 2, value: block.slice(from, from + 8) };
};

/** What is wrong with a header block by its own digest; null when it is right, or is from before there were digests. */
export const headFault = (block: string): string | null => {
  const said = find(block, ofHead);
  if (said === null) return find(block, ofData) === null ? null : `${ofHead} is missing`;
  return said.value === hex(crc32(block.slice(firstLine, said.at))) ? null : `its headers fail ${ofHead}`;
};

/** What is wrong with a payload by the digest in its headers, which must be right; null when nothing is, or there is no digest. */
export const dataFault = (block: string, payload: Uint8Array): string | null => {
  const said = find(block, ofData);
  return said === null || said.value === hex(crc32(payload)) ? null : `its payload fails ${ofData}`;
};
