import { Result } from "effect";
import { describe, expect, it } from "vitest";
import { type ContentCommand, contentDecider } from "./decide.ts";
import type { ContentEvent } from "./events.ts";
import { type ContentState, initialContent, type LifecycleState, slugsOf } from "./state.ts";
import type { Metadata } from "./version.ts";

const id = "00000000-0000-4000-8000-000000000001";
const facts = (hash: string, words = 3) => ({ hash, words, sizeBytes: 10 });
const create = (more: object = {}): ContentCommand => ({
  type: "create",
  contentId: id,
  contentType: "blog",
  title: "T",
  metadata: {},
  language: "en",
  text: facts("h1"),
  generatedBy: null,
  campaignId: null,
  model: null,
  promptHash: null,
  slugHolder: null,
  at: 1,
  ...more,
});
const edit = (more: object): ContentCommand => ({
  type: "edit",
  title: undefined,
  metadata: undefined,
  language: undefined,
  text: undefined,
  campaignId: undefined,
  slugHolder: null,
  at: 2,
  ...more,
});
const steps: Record<string, ContentCommand> = {
  edit: edit({ text: facts("h2") }),
  submit: { type: "submit", at: 3 },
  approve: { type: "approve", comment: "", by: "key:reviewer", version: null, authorMayApprove: false, at: 4 },
  reject: { type: "reject", reason: "no", at: 4 },
  publish: { type: "publish", approvalRequired: true, at: 5 },
  publishFreely: { type: "publish", approvalRequired: false, at: 5 },
  schedule: { type: "schedule", scheduledFor: 100, approvalRequired: true, at: 5 },
  cancel_schedule: { type: "cancel_schedule", at: 6 },
  unpublish: { type: "unpublish", reason: "", at: 7 },
  restore: { type: "restore", version: 1, slugHolder: null, at: 8 },
  archive: { type: "archive", at: 9 },
};

const decide = (state: ContentState, command: ContentCommand) => contentDecider.decide(command, state);
const after = (state: ContentState, ...commands: ReadonlyArray<ContentCommand>): ContentState =>
  commands.reduce((s, c) => {
    const decision = decide(s, c);
    if (Result.isFailure(decision)) throw new Error(decision.failure.reason);
    return decision.success.reduce(contentDecider.evolve, s);
  }, state);
const reasonOf = (state: ContentState, command: ContentCommand): string => {
  const decision = decide(state, command);
  return Result.isFailure(decision) ? decision.failure.reason : decision.success.map((e: ContentEvent) => e.type).join("+");
};

const s = steps as Required<typeof steps> & Record<string, ContentCommand>;
const given: Record<LifecycleState, ContentState> = (() => {
  const draft = after(initialContent, create());
  const in_review = after(draft, s.submit!);
  const approved = after(in_review, s.approve!);
  const published = after(approved, s.publish!);
  return { draft, in_review, approved, published, archived: after(published, s.archive!) };
})();

describe("the states of a content", () => {
  const table: ReadonlyArray<readonly [string, string, string, string, string, string]> = [
    // command          draft                    in review                approved                 published             archived
    ["edit", "content_edited", "content_edited", "content_edited", "content_edited", "ARCHIVED"],
    ["submit", "content_submitted", "", "WRONG_STATE", "WRONG_STATE", "ARCHIVED"],
    ["approve", "WRONG_STATE", "content_approved", "", "WRONG_STATE", "ARCHIVED"],
    ["reject", "WRONG_STATE", "content_rejected", "WRONG_STATE", "WRONG_STATE", "ARCHIVED"],
    ["publish", "NOT_APPROVED", "NOT_APPROVED", "content_published", "", "ARCHIVED"],
    ["publishFreely", "content_published", "content_published", "content_published", "", "ARCHIVED"],
    ["schedule", "NOT_APPROVED", "NOT_APPROVED", "publication_scheduled", "WRONG_STATE", "ARCHIVED"],
    ["cancel_schedule", "", "", "", "", "ARCHIVED"],
    ["unpublish", "NOT_PUBLISHED", "NOT_PUBLISHED", "NOT_PUBLISHED", "content_unpublished", "ARCHIVED"],
    ["restore", "", "", "", "", "ARCHIVED"],
    ["archive", "content_archived", "content_archived", "content_archived", "content_archived", ""],
  ];
  const states = ["draft", "in_review", "approved", "published", "archived"] as const;
  it.each(table.flatMap(([name, ...expected]) => states.map((state, i) => [name, state, expected[i]!] as const)))(
    "%s of %s: %s",
    (name, state, expected) => expect(reasonOf(given[state], steps[name]!)).toBe(expected),
  );

  it("of what is not there is nothing", () => {
    for (const [name, command] of Object.entries(steps)) expect(reasonOf(initialContent, command), name).toBe("CONTENT_NOT_FOUND");
    expect(reasonOf(given.draft, create())).toBe("CONTENT_EXISTS");
  });

  it("an edit makes a draft beside the published version, which a review and a publication replace", () => {
    const edited = after(given.published, s.edit!);
    expect(edited.lifecycle).toMatchObject({ state: "draft", version: 2, publishedVersion: 1, publishedAt: 5 });
    expect(reasonOf(edited, s.publish!)).toBe("NOT_APPROVED");
    const again = after(edited, s.submit!, s.approve!, { type: "publish", approvalRequired: true, at: 50 });
    expect(again.lifecycle).toMatchObject({ state: "published", publishedVersion: 2, publishedAt: 50, firstPublishedAt: 5 });
    expect(after(edited, s.unpublish!).lifecycle).toMatchObject({ state: "draft", publishedVersion: null, firstPublishedAt: 5 });
  });

  it("an unpublished content may be published again as it was; one never approved is a draft", () => {
    expect(after(given.published, s.unpublish!).lifecycle).toMatchObject({ state: "approved", publishedAt: null });
    expect(after(given.published, s.unpublish!, s.publish!).lifecycle).toMatchObject({ state: "published", firstPublishedAt: 5 });
    expect(after(given.draft, s.publishFreely!, s.unpublish!).lifecycle).toMatchObject({ state: "draft" });
    expect(reasonOf(after(given.draft, s.publishFreely!, s.unpublish!), s.publish!)).toBe("NOT_APPROVED");
  });

  it("an edit while in review or approved asks for a new review, and takes the schedule back", () => {
    const scheduled = after(given.approved, s.schedule!);
    expect(scheduled.lifecycle!.scheduledFor).toBe(100);
    const edited = after(scheduled, s.edit!);
    expect(edited.lifecycle).toMatchObject({ state: "draft", scheduledFor: null, version: 2 });
    expect(reasonOf(edited, { type: "publish_scheduled", scheduledFor: 100, approvalRequired: true, at: 100 })).toBe("");
  });

  it("a schedule is kept once, and given up where the policy changed meanwhile", () => {
    const due = { type: "publish_scheduled", scheduledFor: 100, approvalRequired: true, at: 101 } as const;
    const scheduled = after(given.approved, s.schedule!);
    const published = after(scheduled, due);
    expect(published.lifecycle).toMatchObject({ state: "published", publishedAt: 101, scheduledFor: null });
    expect(reasonOf(published, due)).toBe("");
    expect(reasonOf(after(scheduled, { ...s.schedule!, scheduledFor: 200 } as ContentCommand), due)).toBe("");
    const free = after(given.draft, { type: "schedule", scheduledFor: 100, approvalRequired: false, at: 5 });
    expect(reasonOf(free, due)).toBe("schedule_cancelled");
    expect(reasonOf(after(scheduled, s.archive!), due)).toBe("");
  });
});

describe("versions", () => {
  const metadata: Metadata = { seo: { slug: "a" }, n: [1, { x: null }] };
  const v1 = after(initialContent, create({ metadata: { ...metadata, word_count: 99 } }));

  it("count words here, whatever the caller says", () => {
    expect(v1.versions[0]!.metadata).toEqual({ ...metadata, word_count: 3, reading_time: 1 });
    const none = after(v1, edit({ text: null }));
    expect(none.versions[1]).toMatchObject({
      textHash: null,
      textVersion: null,
      sizeBytes: 0,
      metadata: { word_count: 0, reading_time: 0 },
    });
    const meta = after(v1, edit({ metadata: { word_count: 5 } }));
    expect(meta.versions[1]!.metadata).toEqual({ word_count: 3, reading_time: 1 });
  });

  it("equal to the newest are none", () => {
    expect(reasonOf(v1, edit({ title: "T", text: facts("h1"), metadata: { n: [1, { x: null }], seo: { slug: "a" } } }))).toBe("");
    expect(reasonOf(v1, edit({ campaignId: "c" }))).toBe("campaign_assigned");
    expect(reasonOf(v1, edit({ title: null, campaignId: "c" }))).toBe("content_edited+campaign_assigned");
  });

  it("name the version that brought their text", () => {
    const state = after(v1, edit({ title: "T2" }), edit({ text: facts("h2") }), { type: "restore", version: 2, slugHolder: null, at: 9 });
    expect(state.versions.map((v) => v.textVersion)).toEqual([1, 1, 3, 1]);
    expect(state.versions[3]).toEqual(state.versions[1]);
  });

  it("hold their slugs: the newest and the published", () => {
    expect(reasonOf(initialContent, create({ metadata, slugHolder: "other" }))).toBe("SLUG_TAKEN");
    expect(reasonOf(v1, edit({ metadata, title: "x", slugHolder: id }))).toBe("content_edited");
    const live = after(v1, s.publishFreely!, edit({ metadata: { seo: { slug: "b" } } }));
    expect([...slugsOf(live.lifecycle)].sort()).toEqual(["a", "b"]);
    expect([...slugsOf(after(live, s.publishFreely!).lifecycle)]).toEqual(["b"]);
    expect([...slugsOf(after(live, s.unpublish!).lifecycle)]).toEqual(["b"]);
    expect([...slugsOf(after(live, s.archive!).lifecycle)]).toEqual([]);
    expect(reasonOf(live, { type: "restore", version: 1, slugHolder: "other", at: 1 })).toBe("SLUG_TAKEN");
  });
});

describe("who wrote a version", () => {
  const by = (state: ContentState, actor: string, command: ContentCommand): ContentState => {
    const decision = decide(state, command);
    if (Result.isFailure(decision)) throw new Error(decision.failure.reason);
    return decision.success.map((e) => ({ ...e, metadata: { actor } })).reduce(contentDecider.evolve, state);
  };
  const approval = (actor: string, more: object = {}): ContentCommand => ({ ...s.approve!, by: actor, ...more }) as ContentCommand;
  const two = by(by(initialContent, "a", create()), "b", edit({ title: "by b" }));
  const inReview = by(two, "c", s.submit!);

  it("is everybody since what was approved last", () => {
    expect(two.writers).toEqual([["a"], ["a", "b"]]);
    const approved = by(inReview, "d", approval("d"));
    expect(by(approved, "c", edit({ title: "by c" })).writers.at(-1)).toEqual(["c"]);
    expect(
      by(by(approved, "c", edit({ title: "by c" })), "d", { type: "restore", version: 1, slugHolder: null, at: 9 }).writers.at(-1),
    ).toEqual(["a", "d"]);
  });

  it("may not approve it, unless the policy says so", () => {
    for (const actor of ["a", "b"]) {
      expect(reasonOf(inReview, approval(actor))).toBe("AUTHOR_MAY_NOT_APPROVE");
      expect(reasonOf(inReview, approval(actor, { authorMayApprove: true }))).toBe("content_approved");
    }
    for (const actor of ["c", "d"]) expect(reasonOf(inReview, approval(actor))).toBe("content_approved");
    for (const version of [1, 3]) expect(reasonOf(inReview, approval("d", { version }))).toBe("OTHER_VERSION");
    expect(reasonOf(inReview, approval("d", { version: 2 }))).toBe("content_approved");
  });
});
