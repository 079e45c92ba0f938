import { expect, test } from "vitest";
import { serviceSubjects, streamName, subjectOf, tokenOf } from "./subject.ts";

const tenant = "018f0000-0000-7000-8000-0000000000aa";

test("a subject names service, entity, event and tenant in kebab case", () => {
  expect(subjectOf("tracking", "event", "page_viewed", tenant)).toBe(`marketing.tracking.v1.event.page-viewed.${tenant}`);
  expect(subjectOf("identity", "user", "UserMerged", tenant)).toBe(`marketing.identity.v1.user.user-merged.${tenant}`);
  expect(serviceSubjects("tracking")).toBe("marketing.tracking.>");
  expect([streamName("tracking"), streamName("ad.campaign")]).toEqual(["TRACKING", "AD_CAMPAIGN"]);
});

test.each([
  ["Signed Up", "signed-up"],
  ["a.b*c>d", "a-b-c-d"],
  ["> *", "unnamed"],
  ["", "unnamed"],
  ["...", "unnamed"],
  ["Käse gekauft ✓", "käse-gekauft"],
  ["購入しました", "購入しました"],
  ["a\r\nPUB evil 0\r\n", "a-pub-evil-0"],
  ["tab\there\u0000nul", "tab-here-nul"],
  ["\ud800lone", "lone"],
  ["$JS.API.STREAM.DELETE", "js-api-stream-delete"],
])("%j becomes one harmless token", (name, token) => expect(tokenOf(name)).toBe(token));

test("whatever the name, the subject has six tokens and is bounded", () => {
  for (let i = 0; i < 3_000; i += 1) {
    const name = String.fromCodePoint(...Array.from({ length: 1 + (i % 200) }, () => Math.floor(Math.random() * 0x2fff)));
    const subject = subjectOf("tracking", "event", name, tenant);
    expect(subject.split(".")).toHaveLength(6);
    expect(subject).not.toMatch(/[\s*>\p{C}]/u);
    expect(subject.split(".").every((t) => t.length > 0)).toBe(true);
    expect(Buffer.byteLength(subject)).toBeLessThan(400);
  }
});
