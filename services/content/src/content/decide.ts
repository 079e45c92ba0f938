import { accept, type Decider, type Decision, refuse } from "@marketing/shared/base/decider";
import type { Policy } from "../policy/state.ts";
import { type CreateContent, decideCreate, decideEdit, decideRestore, type EditContent, type RestoreVersion } from "./decideVersion.ts";
import type { ContentEvent } from "./events.ts";
import { type ContentState, evolve, initialContent, type Lifecycle } from "./state.ts";
import { slugOf } from "./version.ts";

interface Timed {
  /** ms since 1970 */
  readonly at: number;
}
/** Whether the tenant's policy asks for approval of this type of content is a fact that was looked up for the command. */
type Publishing = Timed & Pick<Policy, "approvalRequired">;
/** Whether who wrote it may give it, too. */
interface Approval extends Timed, Pick<Policy, "authorMayApprove"> {
  /** Who approves, as the metadata of events name him. */
  readonly by: string;
  /** That was read; null = the newest, whichever it is. */
  readonly version: number | null;
}
export type ContentCommand =
  | CreateContent
  | EditContent
  | RestoreVersion
  | (Timed & { readonly type: "submit" })
  | (Approval & { readonly type: "approve"; readonly comment: string })
  | (Timed & { readonly type: "reject"; readonly reason: string })
  | (Publishing & { readonly type: "publish" })
  | (Publishing & { readonly type: "schedule"; readonly scheduledFor: number })
  /** The scheduled time has come. */
  | (Publishing & { readonly type: "publish_scheduled"; readonly scheduledFor: number })
  | (Timed & { readonly type: "cancel_schedule" })
  | (Timed & { readonly type: "unpublish"; readonly reason: string })
  | (Timed & { readonly type: "archive" });

const wrongState = ({ state }: Lifecycle, wanted: string): Decision<never> =>
  refuse("failed_precondition", "WRONG_STATE", `the newest version is ${state}; it has to be ${wanted}`, { state });

const notApproved = ({ state, version, contentType }: Lifecycle): Decision<never> =>
  refuse("failed_precondition", "NOT_APPROVED", `version ${version} is not approved, and ${contentType} needs approval`, {
    state,
    content_type: contentType,
  });

const published = (state: ContentState, current: Lifecycle, scheduled: boolean, at: number): ContentEvent => {
  const { title, metadata, language } = state.versions.at(-1)!;
  const { contentId, contentType, campaignId, version } = current;
  const firstPublishedAt = current.firstPublishedAt ?? at;
  return {
    type: "content_published",
    data: { contentId, version, contentType, title, campaignId, slug: slugOf(metadata), language, firstPublishedAt, scheduled, at },
  };
};

const decide = (c: ContentCommand, state: ContentState): Decision<ContentEvent> => {
  const current = state.lifecycle;
  if (c.type === "create") return decideCreate(c, current);
  if (current === null) return refuse("not_found", "CONTENT_NOT_FOUND", "no such content");
  if (current.state === "archived" && c.type !== "archive" && c.type !== "publish_scheduled")
    return refuse("failed_precondition", "ARCHIVED", "the content is archived", { state: current.state });
  const { contentId, version } = current;
  const { at } = c;
  const approved = current.state === "approved" || current.approvedVersion === version;
  switch (c.type) {
    case "edit":
      return decideEdit(c, state, current);
    case "restore":
      return decideRestore(c, state, current);
    case "submit":
      if (current.state === "in_review") return accept();
      if (current.state !== "draft") return wrongState(current, "a draft");
      return accept({ type: "content_submitted", data: { contentId, version, at } });
    case "approve":
      if (c.version !== null && c.version !== version)
        return refuse("failed_precondition", "OTHER_VERSION", `version ${c.version} was read, and ${version} is the newest`, {
          field: "version",
        });
      if (current.state === "approved") return accept();
      if (current.state !== "in_review") return wrongState(current, "in review");
      if (!c.authorMayApprove && state.writers.at(-1)!.includes(c.by))
        return refuse("permission_denied", "AUTHOR_MAY_NOT_APPROVE", "the key wrote a part of this version: another has to approve it");
      return accept({ type: "content_approved", data: { contentId, version, comment: c.comment, at } });
    case "reject":
      if (current.state !== "in_review") return wrongState(current, "in review");
      return accept({ type: "content_rejected", data: { contentId, version, reason: c.reason, at } });
    case "publish":
      if (current.state === "published") return accept();
      return c.approvalRequired && !approved ? notApproved(current) : accept(published(state, current, false, at));
    case "schedule":
      if (current.state === "published") return wrongState(current, "not published yet");
      if (c.approvalRequired && !approved) return notApproved(current);
      if (c.scheduledFor === current.scheduledFor) return accept();
      return accept({ type: "publication_scheduled", data: { contentId, version, scheduledFor: c.scheduledFor, at } });
    case "publish_scheduled":
      if (current.scheduledFor !== c.scheduledFor) return accept();
      if (c.approvalRequired && !approved)
        return accept({ type: "schedule_cancelled", data: { contentId, reason: "not approved when its time had come", at } });
      return accept(published(state, current, true, at));
    case "cancel_schedule":
      if (current.scheduledFor === null) return accept();
      return accept({ type: "schedule_cancelled", data: { contentId, reason: "cancelled", at } });
    case "unpublish":
      if (current.publishedVersion === null)
        return refuse("failed_precondition", "NOT_PUBLISHED", "no version is published", { state: current.state });
      return accept({ type: "content_unpublished", data: { contentId, version: current.publishedVersion, reason: c.reason, at } });
    case "archive":
      return current.state === "archived" ? accept() : accept({ type: "content_archived", data: { contentId, at } });
  }
};

export const contentDecider: Decider<ContentState, ContentCommand, ContentEvent> = { initialState: initialContent, decide, evolve };
