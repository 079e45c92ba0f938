import type { Decider, Rejection } from "@marketing/shared/base/decider";
import { Result } from "effect";
import type { ContentEvent, ContentType, Metadata, VersionText } from "./contentEvents.ts";
import { evolveStanding, type Standing, slugOf } from "./standing.ts";
import { measured, sameJson, type TextFacts } from "./text.ts";

/** `versions[n - 1]` is version n. */
export interface ContentState {
  readonly standing: Standing | null;
  readonly versions: ReadonlyArray<VersionText>;
}
export const initialContent: ContentState = { standing: null, versions: [] };

/** Looked-up facts arrive in the command: who holds the slug that is wanted, whether the policy asks for approval. */
interface Asked {
  /** ms since 1970 */
  readonly at: number;
}
export type ContentCommand =
  | (Asked & {
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
      readonly slugHolder: string | null;
    })
  | (Asked & {
      readonly type: "edit";
      /** Undefined = as it was, here and below. */
      readonly title: string | null | undefined;
      readonly metadata: Metadata | undefined;
      readonly language: string | undefined;
      readonly text: TextFacts | null | undefined;
      readonly campaignId: string | null | undefined;
      readonly slugHolder: string | null;
    })
  | (Asked & { readonly type: "restore"; readonly version: number; readonly slugHolder: string | null })
  | (Asked & { readonly type: "submit" })
  | (Asked & { readonly type: "approve"; readonly comment: string })
  | (Asked & { readonly type: "reject"; readonly reason: string })
  | (Asked & { readonly type: "publish"; readonly approvalRequired: boolean })
  | (Asked & { readonly type: "schedule"; readonly scheduledFor: number; readonly approvalRequired: boolean })
  /** The time has come. */
  | (Asked & { readonly type: "publish_scheduled"; readonly scheduledFor: number; readonly approvalRequired: boolean })
  | (Asked & { readonly type: "cancel_schedule" })
  | (Asked & { readonly type: "unpublish"; readonly reason: string })
  | (Asked & { readonly type: "archive" });

type Decision = Result.Result<ReadonlyArray<ContentEvent>, Rejection>;
const refuse = (kind: Rejection["kind"], reason: string, message: string, metadata: Record<string, string> = {}): Decision =>
  Result.fail({ kind, reason, message, metadata });
const nothing: Decision = Result.succeed([]);
const accept = (...events: ReadonlyArray<ContentEvent>): Decision => Result.succeed(events);

const slugTaken = (slug: string, holder: string): Decision =>
  refuse("already_exists", "SLUG_TAKEN", `the slug "${slug}" belongs to another content`, {
    field: "metadata.seo.slug",
    content_id: holder,
  });

/** Who else has the slug of these metadata. */
const rival = (contentId: string, metadata: Metadata, holder: string | null): { slug: string; holder: string } | null => {
  const slug = slugOf(metadata);
  return slug !== null && holder !== null && holder !== contentId ? { slug, holder } : null;
};

const sameText = (a: VersionText, b: VersionText): boolean =>
  a.title === b.title && a.language === b.language && a.textHash === b.textHash && sameJson(a.metadata, b.metadata);

/** The new version that follows, or null when it would be equal to the newest. */
const newVersion = (state: ContentState, s: Standing, next: VersionText, restoredFrom: number | null, at: number): ContentEvent | null => {
  if (sameText(state.versions.at(-1)!, next)) return null;
  return { type: "content_edited", data: { contentId: s.contentId, version: s.version + 1, ...next, restoredFrom, at } };
};

const edit = (c: Extract<ContentCommand, { type: "edit" }>, state: ContentState, s: Standing): Decision => {
  const old = state.versions.at(-1)!;
  if (c.metadata !== undefined) {
    const taken = rival(s.contentId, c.metadata, c.slugHolder);
    if (taken) return slugTaken(taken.slug, taken.holder);
  }
  const text =
    c.text === undefined
      ? { textHash: old.textHash, textVersion: old.textVersion, sizeBytes: old.sizeBytes }
      : c.text === null
        ? { textHash: null, textVersion: null, sizeBytes: 0 }
        : {
            textHash: c.text.hash,
            textVersion: c.text.hash === old.textHash ? old.textVersion : s.version + 1,
            sizeBytes: c.text.sizeBytes,
          };
  const next: VersionText = {
    title: c.title === undefined ? old.title : c.title,
    language: c.language ?? old.language,
    metadata: measured(c.metadata ?? old.metadata, c.text === undefined ? Number(old.metadata.word_count) : (c.text?.words ?? 0)),
    ...text,
  };
  const events: ContentEvent[] = [];
  const edited = newVersion(state, s, next, null, c.at);
  if (edited) events.push(edited);
  if (c.campaignId !== undefined && c.campaignId !== s.campaignId)
    events.push({ type: "campaign_assigned", data: { contentId: s.contentId, campaignId: c.campaignId, at: c.at } });
  return accept(...events);
};

const restore = (c: Extract<ContentCommand, { type: "restore" }>, state: ContentState, s: Standing): Decision => {
  const old = state.versions[c.version - 1];
  if (old === undefined) return refuse("not_found", "VERSION_NOT_FOUND", `there is no version ${c.version}`, { field: "version" });
  const taken = rival(s.contentId, old.metadata, c.slugHolder);
  if (taken) return slugTaken(taken.slug, taken.holder);
  const edited = newVersion(state, s, old, c.version, c.at);
  return edited ? accept(edited) : nothing;
};

const wrongState = (s: Standing, wanted: string): Decision =>
  refuse("failed_precondition", "WRONG_STATE", `the newest version is ${s.state}; it has to be ${wanted}`, { state: s.state });

const notApproved = (s: Standing): Decision =>
  refuse("failed_precondition", "NOT_APPROVED", `version ${s.version} is not approved, and ${s.contentType} needs approval`, {
    state: s.state,
    content_type: s.contentType,
  });

const published = (state: ContentState, s: Standing, scheduled: boolean, at: number): ContentEvent => {
  const { title, metadata, language } = state.versions.at(-1)!;
  const { contentId, contentType, campaignId, version } = s;
  const firstPublishedAt = s.firstPublishedAt ?? at;
  return {
    type: "content_published",
    data: { contentId, version, contentType, title, campaignId, slug: slugOf(metadata), language, firstPublishedAt, scheduled, at },
  };
};

const decide = (c: ContentCommand, state: ContentState): Decision => {
  const s = state.standing;
  if (c.type === "create") {
    if (s !== null)
      return refuse("already_exists", "CONTENT_EXISTS", `content ${c.contentId} exists`, { field: "content_id", content_id: c.contentId });
    const taken = rival(c.contentId, c.metadata, c.slugHolder);
    if (taken) return slugTaken(taken.slug, taken.holder);
    const { contentId, contentType, title, language, generatedBy, campaignId, model, promptHash, at } = c;
    const text = { textHash: c.text?.hash ?? null, textVersion: c.text ? 1 : null, sizeBytes: c.text?.sizeBytes ?? 0 };
    const metadata = measured(c.metadata, c.text?.words ?? 0);
    return accept({
      type: "content_created",
      data: { contentId, version: 1, contentType, title, metadata, language, ...text, generatedBy, campaignId, model, promptHash, at },
    });
  }
  if (s === null) return refuse("not_found", "CONTENT_NOT_FOUND", "no such content");
  const { contentId, version } = s;
  const { at } = c;
  if (s.state === "archived" && c.type !== "archive" && c.type !== "publish_scheduled")
    return refuse("failed_precondition", "ARCHIVED", "the content is archived", { state: s.state });
  const publishable = s.state === "approved" || s.approvedVersion === version;
  switch (c.type) {
    case "edit":
      return edit(c, state, s);
    case "restore":
      return restore(c, state, s);
    case "submit":
      if (s.state === "in_review") return nothing;
      return s.state === "draft" ? accept({ type: "content_submitted", data: { contentId, version, at } }) : wrongState(s, "a draft");
    case "approve":
      if (s.state === "approved") return nothing;
      if (s.state !== "in_review") return wrongState(s, "in review");
      return accept({ type: "content_approved", data: { contentId, version, comment: c.comment, at } });
    case "reject":
      if (s.state !== "in_review") return wrongState(s, "in review");
      return accept({ type: "content_rejected", data: { contentId, version, reason: c.reason, at } });
    case "publish":
      if (s.state === "published") return nothing;
      return c.approvalRequired && !publishable ? notApproved(s) : accept(published(state, s, false, at));
    case "schedule":
      if (s.state === "published") return wrongState(s, "not published yet");
      if (c.approvalRequired && !publishable) return notApproved(s);
      if (c.scheduledFor === s.scheduledFor) return nothing;
      return accept({ type: "publication_scheduled", data: { contentId, version, scheduledFor: c.scheduledFor, at } });
    case "publish_scheduled":
      if (s.scheduledFor !== c.scheduledFor) return nothing;
      if (c.approvalRequired && !publishable)
        return accept({ type: "schedule_cancelled", data: { contentId, reason: "not approved when its time had come", at } });
      return accept(published(state, s, true, at));
    case "cancel_schedule":
      return s.scheduledFor === null ? nothing : accept({ type: "schedule_cancelled", data: { contentId, reason: "cancelled", at } });
    case "unpublish":
      if (s.publishedVersion === null) return refuse("failed_precondition", "NOT_PUBLISHED", "no version is published", { state: s.state });
      return accept({ type: "content_unpublished", data: { contentId, version: s.publishedVersion, reason: c.reason, at } });
    case "archive":
      return s.state === "archived" ? nothing : accept({ type: "content_archived", data: { contentId, at } });
  }
};

export const evolve = (state: ContentState, event: ContentEvent): ContentState => {
  const standing = evolveStanding(state.standing, event);
  if (event.type !== "content_created" && event.type !== "content_edited") return { ...state, standing };
  const { title, metadata, language, textHash, textVersion, sizeBytes } = event.data;
  return { standing, versions: [...state.versions, { title, metadata, language, textHash, textVersion, sizeBytes }] };
};

export const contentDecider: Decider<ContentState, ContentCommand, ContentEvent> = { initialState: initialContent, decide, evolve };
