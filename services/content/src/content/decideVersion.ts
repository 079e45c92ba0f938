import { accept, type Decision, refuse } from "@marketing/shared/base/decider";
import { sameJson } from "@marketing/shared/base/json";
import type { ContentEvent } from "./events.ts";
import type { ContentState, Lifecycle } from "./state.ts";
import { type TextFacts, withWordCount } from "./text.ts";
import { type ContentType, type Metadata, slugOf, type Version } from "./version.ts";

// Commands that make a version. Who holds the slug that the new version wants is a fact that was looked up for them.

interface VersionCommand {
  /** ms since 1970 */
  readonly at: number;
  readonly slugHolder: string | null;
}
export interface CreateContent extends VersionCommand {
  readonly type: "create";
  readonly contentId: string;
  readonly contentType: ContentType;
  readonly title: string | null;
  readonly metadata: Metadata;
  readonly language: string;
  readonly text: TextFacts | null;
  readonly generatedBy: string | null;
  readonly campaignId: string | null;
  readonly model: string | null;
  readonly promptHash: string | null;
}
export interface EditContent extends VersionCommand {
  readonly type: "edit";
  /** Undefined = as it was, here and below. */
  readonly title: string | null | undefined;
  readonly metadata: Metadata | undefined;
  readonly language: string | undefined;
  readonly text: TextFacts | null | undefined;
  readonly campaignId: string | null | undefined;
}
export interface RestoreVersion extends VersionCommand {
  readonly type: "restore";
  readonly version: number;
}

/** Why a content may not have these metadata: the slug in them is another's. Null = it may. */
const slugTaken = (contentId: string, metadata: Metadata, holder: string | null): Decision<never> | null => {
  const slug = slugOf(metadata);
  if (slug === null || holder === null || holder === contentId) return null;
  const which = { field: "metadata.seo.slug", content_id: holder };
  return refuse("already_exists", "SLUG_TAKEN", `the slug "${slug}" belongs to another content`, which);
};

export const decideCreate = (c: CreateContent, existing: Lifecycle | null): Decision<ContentEvent> => {
  const { contentId, contentType, title, language, generatedBy, campaignId, model, promptHash, at } = c;
  if (existing !== null) {
    const which = { field: "content_id", content_id: contentId };
    return refuse("already_exists", "CONTENT_EXISTS", `content ${contentId} exists`, which);
  }
  const taken = slugTaken(contentId, c.metadata, c.slugHolder);
  if (taken) return taken;
  const text = { textHash: c.text?.hash ?? null, textVersion: c.text ? 1 : null, sizeBytes: c.text?.sizeBytes ?? 0 };
  const metadata = withWordCount(c.metadata, c.text?.words ?? 0);
  return accept({
    type: "content_created",
    data: { contentId, version: 1, contentType, title, metadata, language, ...text, generatedBy, campaignId, model, promptHash, at },
  });
};

const sameVersion = (a: Version, b: Version): boolean =>
  a.title === b.title && a.language === b.language && a.textHash === b.textHash && sameJson(a.metadata, b.metadata);

/** The new version, or none where it would be equal to the newest. */
const newVersion = (
  newest: Version,
  { contentId, version }: Lifecycle,
  next: Version,
  { restoredFrom, at }: { readonly restoredFrom: number | null; readonly at: number },
): ReadonlyArray<ContentEvent> =>
  sameVersion(newest, next) ? [] : [{ type: "content_edited", data: { contentId, version: version + 1, ...next, restoredFrom, at } }];

const textAfter = (text: TextFacts | null | undefined, newest: Version, version: number) => {
  if (text === undefined) return { textHash: newest.textHash, textVersion: newest.textVersion, sizeBytes: newest.sizeBytes };
  if (text === null) return { textHash: null, textVersion: null, sizeBytes: 0 };
  return { textHash: text.hash, textVersion: text.hash === newest.textHash ? newest.textVersion : version, sizeBytes: text.sizeBytes };
};

export const decideEdit = (c: EditContent, state: ContentState, current: Lifecycle): Decision<ContentEvent> => {
  const { contentId } = current;
  const newest = state.versions.at(-1)!;
  const taken = c.metadata === undefined ? null : slugTaken(contentId, c.metadata, c.slugHolder);
  if (taken) return taken;
  const words = c.text === undefined ? Number(newest.metadata.word_count) : (c.text?.words ?? 0);
  const next: Version = {
    title: c.title === undefined ? newest.title : c.title,
    language: c.language ?? newest.language,
    metadata: withWordCount(c.metadata ?? newest.metadata, words),
    ...textAfter(c.text, newest, current.version + 1),
  };
  const edited = newVersion(newest, current, next, { restoredFrom: null, at: c.at });
  if (c.campaignId === undefined || c.campaignId === current.campaignId) return accept(...edited);
  return accept(...edited, { type: "campaign_assigned", data: { contentId, campaignId: c.campaignId, at: c.at } });
};

export const decideRestore = (c: RestoreVersion, state: ContentState, current: Lifecycle): Decision<ContentEvent> => {
  const old = state.versions[c.version - 1];
  if (old === undefined) return refuse("not_found", "VERSION_NOT_FOUND", `there is no version ${c.version}`, { field: "version" });
  const taken = slugTaken(current.contentId, old.metadata, c.slugHolder);
  return taken ?? accept(...newVersion(state.versions.at(-1)!, current, old, { restoredFrom: c.version, at: c.at }));
};
