import { allOf, type EventOf, type Recorded } from "@marketing/shared/log/defineEvents";
import type { PoolClient } from "pg";
import { campaignEvents } from "../campaign/events.ts";
import { type ContentEvent, contentEvents } from "../content/events.ts";
import { type Entry, entryOfContent, entryOfDocument } from "./entry.ts";
import { documentEvents } from "./events.ts";
import { type EntryKey, loadEntries } from "./rows.ts";
import type { StreamReader } from "./texts.ts";

/** What changes what can be retrieved. */
export const knowledgeEvents = allOf(
  documentEvents,
  contentEvents.only("content_published", "content_unpublished", "content_archived", "campaign_assigned"),
  campaignEvents.only("campaign_purged"),
);
type Folded = Recorded<EventOf<typeof knowledgeEvents>>;

/** An entity while a batch is folded. */
export interface FoldedEntry extends EntryKey {
  /** Null = it cannot be retrieved. */
  entry: Entry | null;
  /** Of the last event that concerned it; 0 = none did. */
  position: number;
  newText: boolean;
}
export type FoldedEntries = Map<string, FoldedEntry>;
type Histories = ReadonlyMap<string, ReadonlyArray<ContentEvent>>;

export const keyOf = (tenantId: string, entityId: string): string => `${tenantId}${entityId}`;

/** The entity that an event is about; null where it is about all those of a campaign. */
const entityOf = ({ type, data }: Folded): string | null => {
  if (type === "campaign_purged") return null;
  return type === "document_put" || type === "document_deleted" ? data.documentId : data.contentId;
};

/** The entities that the batch is about, as their rows are before it. */
export const loadFoldedEntries = async (client: PoolClient, events: ReadonlyArray<Folded>): Promise<FoldedEntries> => {
  const entries: FoldedEntries = new Map();
  const purged: Array<{ readonly tenantId: string; readonly campaignId: string }> = [];
  for (const e of events) {
    const { tenantId } = e;
    const entityId = entityOf(e);
    if (entityId !== null) entries.set(keyOf(tenantId, entityId), { tenantId, entityId, entry: null, position: 0, newText: false });
    if (e.type === "campaign_purged") purged.push({ tenantId, campaignId: e.data.campaignId });
  }
  for (const { tenantId, entityId, ...entry } of await loadEntries(client, [...entries.values()], purged))
    entries.set(keyOf(tenantId, entityId), { tenantId, entityId, entry, position: 0, newText: false });
  return entries;
};

/** A content's stream; the codec has made each of its events one of these, or thrown. */
const readHistory = async (log: StreamReader, tenantId: string, contentId: string) =>
  (await log.readStreamAll(tenantId, `content-${contentId}`)) as ReadonlyArray<Recorded<ContentEvent>>;

/** The streams of the contents that are published in this batch: an event of publication does not say what the version says. */
export const readHistories = async (log: StreamReader, events: ReadonlyArray<Folded>): Promise<Histories> => {
  const published = new Map<string, { readonly tenantId: string; readonly contentId: string }>();
  for (const { type, tenantId, data } of events)
    if (type === "content_published") published.set(keyOf(tenantId, data.contentId), { tenantId, contentId: data.contentId });
  return new Map(
    await Promise.all(
      [...published].map(async ([key, { tenantId, contentId }]) => [key, await readHistory(log, tenantId, contentId)] as const),
    ),
  );
};

/** Folds one event of the batch. */
export const fold = (entries: FoldedEntries, e: Folded, histories: Histories): void => {
  if (e.type === "campaign_purged") {
    for (const f of entries.values())
      if (f.tenantId === e.tenantId && f.entry?.campaignId === e.data.campaignId) {
        f.entry = { ...f.entry, campaignId: null };
        f.position = e.position;
      }
    return;
  }
  const key = keyOf(e.tenantId, entityOf(e)!);
  const f = entries.get(key)!;
  switch (e.type) {
    case "campaign_assigned":
      if (f.entry === null) return;
      f.entry = { ...f.entry, campaignId: e.data.campaignId, streamVersion: e.version };
      break;
    case "document_put":
      f.entry = entryOfDocument(e, f.entry?.createdAt ?? e.data.at);
      f.newText = true;
      break;
    case "content_published":
      f.entry = entryOfContent(e, histories.get(key)!);
      f.newText = true;
      break;
    default:
      f.entry = null;
  }
  f.position = e.position;
};
