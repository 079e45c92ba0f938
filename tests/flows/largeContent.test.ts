import { uuidv7 } from "@marketing/shared/base/ids";
import { afterAll, beforeAll, expect, it } from "vitest";
import { largeContent } from "../bench/retrieval/large.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld({ services: ["content"], plays: ["identity", "campaign", "tracking"] });
});
afterAll(() => world?.close());

it("a small content that is published right after one of 2 MB is found by meaning before the large one is whole", async () => {
  const tenantId = uuidv7();
  const content = world.as(tenantId, "ContentService");
  await content.call("SetPolicy", { contentType: "CONTENT_TYPE_BLOG", approvalRequired: false });
  const seen = await largeContent(content, world.as(tenantId, "KnowledgeService"));
  process.stdout.write(`${JSON.stringify(seen)}\n`);
  expect(seen).toMatchObject({ smallFirst: true });
});
