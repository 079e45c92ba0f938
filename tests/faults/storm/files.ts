import { readdirSync, rmSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";

/** Block files of a JetStream stream, the oldest first. */
const blocksOf = (store: string, stream: string): string[] =>
  readdirSync(store, { recursive: true, encoding: "utf8" })
    .filter((name) => name.includes(`/streams/${stream}/msgs/`) && name.endsWith(".blk"))
    .sort((a, b) => Number.parseInt(a.split("/").at(-1)!, 10) - Number.parseInt(b.split("/").at(-1)!, 10))
    .map((name) => join(store, name));

/** Cuts the last of what the stopped server wrote of a stream, in the middle of a message. */
export const truncateLastBlock = (store: string, stream: string): void => {
  const last = blocksOf(store, stream).at(-1);
  if (last === undefined) return;
  const { size } = statSync(last);
  truncateSync(last, Math.max(0, size - Math.min(2_000, Math.ceil(size / 4)) - 3));
};

/** Forgets everything the stopped server kept. */
export const forgetStreams = (store: string): void => rmSync(join(store, "jetstream"), { recursive: true, force: true });
