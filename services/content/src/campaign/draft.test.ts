import { describe, expect, it } from "vitest";
import { type CompletedTask, draftOf } from "./draft.ts";

const tenantId = "00000000-0000-4000-8000-000000000001";
const told = (data: object): CompletedTask => ({ eventId: "e", tenantId, type: "x", data, metadata: {}, recordedAt: new Date() }) as never;
const task = (result: unknown, more: object = {}) => told({ taskId: "t1", taskType: "content_creator", workerId: "w", result, ...more });

describe("the draft of a task", () => {
  it("is what the agent wrote, under an id of its own for each task and tenant", () => {
    const draft = draftOf(task({ title: "T", content: "C", content_type: "email" }, { campaignId: tenantId.toUpperCase() }))!;
    expect(draft).toMatchObject({ title: "T", text: "C", contentType: "email", campaignId: tenantId, generatedBy: "w", language: "en" });
    expect(draftOf(task({ title: "other" }))!.contentId).toBe(draft.contentId);
    expect(draftOf(task({ title: "T" }, { taskId: "t2" }))!.contentId).not.toBe(draft.contentId);
    expect(draftOf({ ...task({ title: "T" }), tenantId: "00000000-0000-4000-8000-000000000002" })!.contentId).not.toBe(draft.contentId);
  });

  it("is cut between two characters", () => {
    expect(draftOf(task({ title: "\u{1f600}".repeat(600), content: "c" }))!.title).toBe("\u{1f600}".repeat(500));
    expect(draftOf(task({ title: `x${"\u{1f600}".repeat(600)}`, content: "c" }))!.title).toBe(`x${"\u{1f600}".repeat(499)}`);
  });

  it("fits the library, however long or odd what came is", () => {
    const draft = draftOf(
      task({ title: "x".repeat(600), content: "a\0b", language: "EN!" }, { workerId: "w".repeat(80), campaignId: "none" }),
    )!;
    expect([draft.title!.length, draft.generatedBy!.length, draft.text, draft.language, draft.campaignId]).toEqual([
      500,
      50,
      "ab",
      "en",
      null,
    ]);
  });

  it("is none for another task, and refused where there is nothing to put into the library", () => {
    expect(draftOf(told({ taskId: "t", taskType: "lead_gen", result: {} }))).toBeNull();
    for (const result of [
      null,
      "text",
      [],
      {},
      { title: "" },
      { title: "x", content_type: "video" },
      { title: "x", seo: { title: "y".repeat(61) } },
    ])
      expect(() => draftOf(task(result)), JSON.stringify(result)).toThrow(TypeError);
    expect(() => draftOf(task({ title: "x" }, { taskId: "" }))).toThrow(TypeError);
  });
});
