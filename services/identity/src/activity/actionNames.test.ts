import { describe, expect, it } from "vitest";
import { isConversion } from "../pattern/conversion.ts";
import { patternOf } from "../pattern/pattern.ts";
import { actionOf, eventActionOf, sectionOf } from "./actionNames.ts";
import { mediumLabel } from "./attributes.ts";
import { Behaviour } from "./behaviour.ts";
import type { TrackedEvent } from "./trackedEvent.ts";

describe("a page's section", () => {
  it.each([
    ["/", "/"],
    ["/pricing", "/pricing"],
    ["/pricing?plan=pro&email=a@b.c#top", "/pricing"],
    ["https://shop.example.com/en-us/Docs/API/v2/orders", "/docs/api"],
    ["//cdn.example.com/docs", "/docs"],
    ["/docs/intro.html", "/docs/intro"],
    ["/blog/event-sourcing", "/blog/event-sourcing"],
    ["/page-12", "/page"],
    ["/über-uns", "/über-uns"],
    ["/%C3%BCber-uns", "/über-uns"],
    ["/products/8412077", "/products/:id"],
    ["/users/jane-doe/settings", "/users/:id"],
    ["/en/u/jane", "/u/:id"],
    ["/jane.doe@example.com", "/:id"],
    ["/welcome/jane%40example.com", "/welcome/:id"],
    ["/welcome/jane%2540example.com", "/welcome/:id"],
    ["/welcome/jane＠example.com", "/welcome/:id"],
    ["/docs%2Fjane%40example.com", "/docs/:id"],
    ["/call/+49-170-1234567", "/call/:id"],
    ["/a/٣٤٥٦٧٨", "/a/:id"],
    ["/r/550e8400-e29b-41d4-a716-446655440000", "/r/:id"],
    ["/x/deadbeefcafe", "/x/:id"],
    ["/x/eyJhbGciOiJIUzI", "/x/:id"],
    ["/a/a-very-long-title-about-jane-doe-and-john", "/a/:id"],
    ["/broken%E0%A4%A", null],
    ["Welcome back, Jane Doe", null],
    ["mailto:jane@example.com", null],
  ])("of %s is %s", (page, section) => expect(sectionOf(page)).toBe(section));
});

it("an event's name keeps its words, not whose it was", () => {
  expect(eventActionOf("Order #12345 Placed")).toBe("order_placed");
  expect(eventActionOf("trial_started")).toBe("trial_started");
  expect(eventActionOf("ProductAddedToCart")).toBe("product_added_to_cart");
  expect(eventActionOf("order_10115_paid")).toBe("order_paid");
  expect(eventActionOf("signup jane.doe@example.com")).toBe("signup");
  expect(eventActionOf("call +49 170 1234567")).toBe("call");
  expect(eventActionOf("opened 7c9e6679f1a14c0b")).toBe("opened");
  expect(eventActionOf("☎ 0301234567")).toBe("event");
});

it("says what a conversion is, and what is none", () => {
  for (const name of ["purchase_completed", "trial_started", "signup", "order_placed", "demo_requested"])
    expect(isConversion(name)).toBe(true);
  for (const name of ["purchase_failed", "checkout_abandoned", "view /signup", "button_clicked", "signup_viewed", "unsubscribed"])
    expect(isConversion(name)).toBe(false);
});

it("reads a medium only where it is a known one", () => {
  expect(mediumLabel({ utm_medium: "Email" })).toBe("medium email");
  expect(mediumLabel({ page_url: "/x?a=1&utm_medium=cpc" })).toBe("medium cpc");
  expect(mediumLabel({ utm_medium: "jane@example.com" })).toBeUndefined();
});

it("nothing of whoever did it gets into a pattern, wherever it stands", () => {
  const secrets = [
    "jane",
    "doe",
    "example",
    "4917012345678",
    "4917",
    "10115",
    "550e8400",
    "s3cr3t",
    "s_cr",
    "s-cr",
    "eyjhbgci",
    "ey_j",
    "e29b",
  ];
  const hostile = [
    "jane.doe@example.com",
    "Jane Doe",
    "+49 170 12345678",
    "+4917012345678",
    "550e8400-e29b-41d4-a716-446655440000",
    "10115",
    "eyJhbGciOiJIUzI1NiJ9.s3cr3t",
    "jane%40example.com",
    "<jane@example.com>",
  ];
  const behaviour = new Behaviour();
  const base = { isBot: false, active: true, channel: "browser", device: "desktop" };
  const add = (e: object) => behaviour.add({ ...base, at: 1_000, eventName: "page_view", properties: {}, ...e } as unknown as TrackedEvent);
  for (const h of hostile) {
    const e = encodeURIComponent(h);
    for (const page_url of [
      `/users/${e}`,
      `/welcome/${e}`,
      `/a/b/${e}`,
      `/a?q=${e}`,
      `/a#${e}`,
      `/a;s=${e}`,
      `https://${h}@x.test/a`,
      `https://x.test/account/${h}`,
      `//x.test/search/${e}/b`,
      `/profile/${h}/x`,
    ])
      add({ properties: { page_url, title: h, name: h, phone: h, utm_medium: h, utm_source: h, email: h } });
    add({ properties: { page: h, title: h } });
    if (h !== "Jane Doe") add({ eventName: `clicked ${h}`, properties: { to: h, [h]: h } });
    add({ channel: h, device: h, eventName: "clicked", properties: { utm_medium: h } });
  }
  const pattern = patternOf(behaviour.days(), 0)!;
  const told = JSON.stringify([behaviour.days(), pattern]).toLowerCase();
  for (const secret of secrets) expect(told).not.toContain(secret);
  expect(told).not.toMatch(/@|\+49/);
  expect(pattern.actions).toContain("view /users/:id");
  expect(actionOf("page_view", { page_url: "/pricing" })).toBe("view /pricing");
});
