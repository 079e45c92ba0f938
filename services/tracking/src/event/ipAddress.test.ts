import { describe, expect, it } from "vitest";
import { applyIpPolicy, parseIpAddress } from "./ipAddress.ts";

describe("parseIpAddress", () => {
  it.each([
    ["203.0.113.77", "203.0.113.77", "203.0.113.0"],
    ["1.2.3.4, 10.0.0.1", "1.2.3.4", "1.2.3.0"],
    [" 1.2.3.4 ", "1.2.3.4", "1.2.3.0"],
    ["1.2.3.4:56789", "1.2.3.4", "1.2.3.0"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2:3:4:5:6", "2001:db8:1::"],
    ["2001:DB8::1", "2001:db8:0:0:0:0:0:1", "2001:db8:0::"],
    ["[2001:db8:a::1]:443", "2001:db8:a:0:0:0:0:1", "2001:db8:a::"],
    ["fe80::1%eth0", "fe80:0:0:0:0:0:0:1", "fe80:0:0::"],
    ["::ffff:203.0.113.77", "203.0.113.77", "203.0.113.0"],
    ["::ffff:cb00:714d", "203.0.113.77", "203.0.113.0"],
    ["::1", "0:0:0:0:0:0:0:1", "0:0:0::"],
    ["2001:db8::, 1.2.3.4", "2001:db8:0:0:0:0:0:0", "2001:db8:0::"],
  ])("reads %s", (text, full, truncated) => {
    expect(parseIpAddress(text)).toEqual({ full, truncated });
  });

  it.each([
    "unknown",
    "1.2.3",
    "1.2.3.256",
    "01.2.3.4",
    "1.2.3.4.5",
    "2001:db8",
    ":::",
    "[",
    "[]",
    "1.2.3.4; drop table",
    ",1.2.3.4",
    "-",
    "localhost",
    "::ffff:999.1.1.1",
  ])("refuses %j", (text) => {
    expect(parseIpAddress(text)).toBeNull();
  });
});

it("keeps, truncates or removes", () => {
  const address = parseIpAddress("203.0.113.77")!;
  expect(applyIpPolicy(address, "keep")).toBe("203.0.113.77");
  expect(applyIpPolicy(address, "truncate")).toBe("203.0.113.0");
  expect(applyIpPolicy(address, "remove")).toBeNull();
});
