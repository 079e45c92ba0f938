import { randomUUID } from "node:crypto";
import { status } from "@grpc/grpc-js";
import { uuidv7 } from "@marketing/shared/base/ids";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { until } from "../support/patience.ts";
import { caller, type Message, refusal } from "../support/rpc.ts";
import { openWorld, type World } from "../support/world.ts";

// Who tries to get a text published that nobody else has read.

type Call = ReturnType<typeof caller>;
let world: World;
const tenant = uuidv7();
const key = async (...scopes: string[]): Promise<Call> => caller((await world.withKey(tenant, scopes, "ContentService")).client);
let [author, rival, editor, all, admin]: Call[] = [];
beforeAll(async () => {
  world = await openWorld({ services: ["content"], plays: ["identity", "campaign", "tracking"] });
  [author, rival, editor, all, admin] = await Promise.all([
    key("content:read", "content:write"),
    key("content:write", "content:approve"),
    key("content:approve", "content:write"),
    key("content:*"),
    key("tenant:admin", "content:read"),
  ]);
});
afterAll(() => world?.close());

const create = async (by: Call, contentType = "CONTENT_TYPE_BLOG"): Promise<string> =>
  (await by("CreateContent", { contentType, title: "A title", content: "Some words here." })).content.contentId;
const mayNot = async (by: Call, contentId: string): Promise<void> =>
  expect(await refusal(by("Approve", { contentId }))).toMatchObject({
    code: status.PERMISSION_DENIED,
    reason: "AUTHOR_MAY_NOT_APPROVE",
  });

describe("one key alone", () => {
  it("with content:write approves, rejects and switches nothing off", async () => {
    const contentId = await create(author!);
    await author!("SubmitForReview", { contentId });
    for (const [rpc, request] of [
      ["Approve", { contentId }],
      ["Reject", { contentId, reason: "x" }],
      ["SetPolicy", { contentType: "CONTENT_TYPE_BLOG", approvalRequired: false }],
      ["SetPolicy", { contentType: "CONTENT_TYPE_BLOG", approvalRequired: true, authorMayApprove: true }],
    ] as const)
      expect(await refusal(author!(rpc, request)), rpc).toMatchObject({ code: status.PERMISSION_DENIED, reason: "MISSING_SCOPE" });
    for (const [rpc, more] of [
      ["Publish", {}],
      ["SchedulePublish", { scheduledFor: { seconds: String(Math.ceil(Date.now() / 1_000) + 3_600), nanos: 0 } }],
    ] as const)
      expect((await refusal(author!(rpc, { contentId, ...more }))).reason, rpc).toBe("NOT_APPROVED");
  });

  it("with content:* neither approves what it wrote nor switches the policy off", async () => {
    const contentId = await create(all!);
    await all!("SubmitForReview", { contentId });
    await mayNot(all!, contentId);
    expect(
      (await refusal(all!("SetPolicy", { contentType: "CONTENT_TYPE_BLOG", approvalRequired: true, authorMayApprove: true }))).reason,
    ).toBe("MISSING_SCOPE");
    expect((await refusal(all!("Publish", { contentId }))).reason).toBe("NOT_APPROVED");
    await editor!("Approve", { contentId });
    expect((await all!("Publish", { contentId })).content.state).toBe("CONTENT_STATE_PUBLISHED");
  });

  it("of an agent does not approve the text that its task brought", async () => {
    const agent = await world.withKey(tenant, ["content:*", "task:work"], "ContentService");
    const call = caller(agent.client);
    const [taskId, campaignId] = [randomUUID(), randomUUID()];
    const result = { title: "By an agent", content: "Words of a machine.", content_type: "blog" };
    const task = { taskId, taskType: "content_creator", campaignId, workerId: "w", result, completedBy: `key:${agent.keyId}` };
    await world.tell("campaign", tenant, "TaskCompleted", task);
    let contentId = "";
    await until("the draft", async () => {
      const { contents } = await call("ListContents", { campaignId });
      contentId = contents[0]?.contentId ?? "";
      return contentId !== "";
    });
    await call("SubmitForReview", { contentId });
    await mayNot(call, contentId);
    await editor!("Approve", { contentId });
  });

  it("of the platform's is a key like any other", async () => {
    const platform = caller(world.as(tenant, "ContentService"));
    const contentId = await create(platform);
    await platform("SubmitForReview", { contentId });
    await mayNot(platform, contentId);
  });
});

describe("everybody who wrote a part since the last approval", () => {
  it("is an author of it: the first, who changed the title, who restored", async () => {
    const contentId = await create(author!);
    await rival!("UpdateContent", { contentId, title: "Another" });
    await all!("UpdateContent", { contentId, content: "Other words." });
    await all!("SubmitForReview", { contentId });
    await mayNot(rival!, contentId);
    await mayNot(all!, contentId);
    await editor!("Approve", { contentId, version: 3 });
    await author!("Publish", { contentId });

    // Approved once, it is nobody's; what comes after is its writer's.
    await author!("UpdateContent", { contentId, title: "Third" });
    await author!("SubmitForReview", { contentId });
    await rival!("Approve", { contentId });

    // A restored version is also by who wrote it then.
    await rival!("UpdateContent", { contentId, title: "Smuggled" });
    await rival!("UpdateContent", { contentId, title: "Harmless" });
    await author!("SubmitForReview", { contentId });
    await editor!("Approve", { contentId });
    await author!("RestoreVersion", { contentId, version: 5 });
    await author!("SubmitForReview", { contentId });
    await mayNot(rival!, contentId);
    await editor!("Approve", { contentId });
  });

  it("has to have another read it again after an edit between approval and publication", async () => {
    const contentId = await create(author!);
    await author!("SubmitForReview", { contentId });
    await editor!("Approve", { contentId });
    await author!("UpdateContent", { contentId, content: "Something else entirely." });
    expect((await refusal(author!("Publish", { contentId }))).reason).toBe("NOT_APPROVED");
    await author!("RestoreVersion", { contentId, version: 1 });
    expect((await refusal(author!("Publish", { contentId }))).reason, "though the words are the approved ones again").toBe("NOT_APPROVED");
    await author!("UpdateContent", { contentId, title: "x" });
    await author!("SubmitForReview", { contentId });
    const wrong = await refusal(editor!("Approve", { contentId, version: 1 }));
    expect(wrong).toMatchObject({ code: status.FAILED_PRECONDITION, reason: "OTHER_VERSION" });
  });

  it("a hundred edits beside approvals of the version that was read: what is approved is what was read", async () => {
    let approvals = 0;
    let late = 0;
    for (let round = 0; round < 25; round++) {
      const contentId = await create(author!);
      await author!("SubmitForReview", { contentId });
      const edits = (async () => {
        for (let i = 0; i < 4; i++) {
          await author!("UpdateContent", { contentId, content: `unread ${round} ${i}` });
          await author!("SubmitForReview", { contentId });
        }
      })();
      const approval = editor!("Approve", { contentId, version: 1 }).then(
        () => approvals++,
        (error: { reason: string }) => {
          expect(["OTHER_VERSION", "WRONG_STATE", "VERSION_CONFLICT"]).toContain(error.reason);
          late++;
        },
      );
      await Promise.all([edits, approval]);
      expect((await refusal(author!("Publish", { contentId }))).reason).toBe("NOT_APPROVED");
    }
    expect(approvals + late).toBe(25);
    console.info(`approvals before the edit ${approvals}, refused ${late}, unread texts published 0`);
  });
});

describe("a tenant's policy", () => {
  it("lets authors approve where its administrator says so, one type at a time, and takes it back", async () => {
    const contentType = "CONTENT_TYPE_SOCIAL";
    const policy = async () => (await admin!("GetPolicies", {})).policies.find((p: Message) => p.contentType === contentType) as Message;
    expect(await policy()).toMatchObject({ approvalRequired: true, authorMayApprove: false });
    await admin!("SetPolicy", { contentType, approvalRequired: true, authorMayApprove: true });
    await admin!("SetPolicy", { contentType, approvalRequired: true });
    expect(await policy(), "what is not said stays").toMatchObject({ approvalRequired: true, authorMayApprove: true });
    const [own, other] = [await create(all!, contentType), await create(all!)];
    for (const contentId of [own, other]) await all!("SubmitForReview", { contentId });
    await all!("Approve", { contentId: own });
    await mayNot(all!, other);
    await admin!("SetPolicy", { contentType, approvalRequired: true, authorMayApprove: false });
    const after = await create(all!, contentType);
    await all!("SubmitForReview", { contentId: after });
    await mayNot(all!, after);
  });
});
