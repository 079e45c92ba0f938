import type { EventLog } from "@marketing/shared/log/eventLog";
import { textStream } from "../content/textStream.ts";
import type { Entry } from "./entry.ts";
import { documentTextStream } from "./events.ts";

export type StreamReader = Pick<EventLog, "readStreamAll">;

/** The text of a document or of a content's version, from the stream in which it stands for good. */
export const readText = async (
  log: StreamReader,
  tenantId: string,
  entityId: string,
  { kind, textVersion }: Pick<Entry, "kind" | "textVersion">,
): Promise<string> => {
  if (textVersion === null) return "";
  const stream = kind === "document" ? documentTextStream(entityId, textVersion) : textStream(entityId, textVersion);
  const [written] = await log.readStreamAll(tenantId, stream);
  if (!written) throw new TypeError(`stream ${stream} has no text`);
  return (written.data as { readonly text: string }).text;
};
