import { hash } from "node:crypto";

const perGeneration = 100_000;

/**
 * Message ids for input that carries none: a hash of the content plus which occurrence of that content it is. The place in
 * the file plays no part, so a file imported again, or with lines put in front, gives the same ids, while two equal lines of
 * one file stay two events.
 *
 * Equal lines are near each other (a log line holds its second), so counts are kept for the last 100,000 to 200,000
 * distinct lines only: memory stays flat however long the file.
 */
export const messageIds = (): ((content: Buffer | string) => string) => {
  let recent = new Map<string, number>();
  let older = new Map<string, number>();
  return (content) => {
    const digest = hash("sha256", content, "hex").slice(0, 32);
    const seen = recent.get(digest) ?? older.get(digest) ?? 0;
    recent.set(digest, seen + 1);
    if (recent.size >= perGeneration) {
      older = recent;
      recent = new Map();
    }
    return seen === 0 ? digest : `${digest}-${seen + 1}`;
  };
};
