import { describe, expect, it } from "vitest";
import { findCountry, numberV4, parseRanges, prefixV6 } from "./country.ts";

describe("addresses as numbers", () => {
  it("reads IPv4", () => {
    expect([numberV4("0.0.0.0"), numberV4("1.0.1.0"), numberV4("255.255.255.255")]).toEqual([0, 16_777_472, 4_294_967_295]);
  });
  it("reads the network part of IPv6", () => {
    expect(prefixV6("2001:db8:1::")).toBe(0x20010db80001);
    expect(prefixV6("2001:db8:1:2:3:4:5:6")).toBe(0x20010db80001);
    expect(prefixV6("2001:db8:0:0:0:0:0:1")).toBe(0x20010db80000);
    expect(prefixV6("2001::1:2:3:4:5:6")).toBe(0x200100000001);
    expect(prefixV6("2001::")).toBe(0x200100000000);
    expect(prefixV6("::1")).toBe(0);
    expect(prefixV6("2001:db8")).toBeNull();
  });
});

describe("ranges", () => {
  const v4 = parseRanges("16777216,16777471,AU\n16777472,16778239,CN\n16778500,16778600,NL\n\nnonsense\n", Number);
  it.each([
    [16_777_215, null],
    [16_777_216, "AU"],
    [16_777_471, "AU"],
    [16_777_472, "CN"],
    [16_778_300, null],
    [16_778_600, "NL"],
    [16_778_601, null],
  ])("%i lies in %s", (key, country) => {
    expect(findCountry(v4, key)).toBe(country);
  });
  it("reads IPv6 ranges", () => {
    const v6 = parseRanges("2001:200::,2001:218:2000:51:ffff:ffff:ffff:ffff,JP\n", prefixV6);
    expect(findCountry(v6, prefixV6("2001:200:5::1")!)).toBe("JP");
    expect(findCountry(v6, prefixV6("2001:db8::1")!)).toBeNull();
  });
});
