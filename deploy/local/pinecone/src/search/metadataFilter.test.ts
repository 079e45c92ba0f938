import { describe, expect, it } from "vitest";
import { ApiError } from "../apiError.ts";
import type { Metadata } from "../index/metadata.ts";
import { compileFilter } from "./metadataFilter.ts";

const film: Metadata = { genre: ["comedy", "documentary"], year: 2019, title: "x", kids: true, rate: -0.5 };

describe("metadata filters", () => {
  it.each<[unknown, boolean]>([
    [{}, true],
    [{ year: 2019 }, true],
    [{ year: "2019" }, false], // types are never mixed
    [{ kids: { $eq: true } }, true],
    [{ kids: { $eq: 1 } }, false],
    [{ title: { $ne: "y" } }, true],
    [{ title: { $ne: "x" } }, false],
    [{ year: { $gt: 2019 } }, false],
    [{ year: { $gte: 2019 } }, true],
    [{ rate: { $lt: 0 } }, true],
    [{ year: { $lte: 2018 } }, false],
    [{ title: { $gt: 0 } }, false], // only numbers have an order
    [{ year: { $gte: 2010, $lt: 2020 } }, true], // implicit and
    [{ year: { $gte: 2010, $lt: 2019 } }, false],
    [{ year: { $in: [1, 2019] } }, true],
    [{ year: { $in: [] } }, false],
    [{ year: { $nin: [2019] } }, false],
    [{ year: { $nin: [] } }, true],
    // a list of strings: by any of them; $ne and $nin by none
    [{ genre: "comedy" }, true],
    [{ genre: "drama" }, false],
    [{ genre: { $in: ["drama", "documentary"] } }, true],
    [{ genre: { $nin: ["drama"] } }, true],
    [{ genre: { $nin: ["drama", "comedy"] } }, false],
    [{ genre: { $ne: "comedy" } }, false],
    [{ genre: { $ne: "drama" } }, true],
    [{ $and: [{ genre: "comedy" }, { genre: "documentary" }] }, true],
    [{ $and: [{ genre: "comedy" }, { genre: "drama" }] }, false],
    [{ $or: [{ genre: "drama" }, { year: { $lt: 2020 } }] }, true],
    [{ $or: [{ genre: "drama" }, { $and: [{ year: 2019 }, { kids: false }] }] }, false],
    [{ genre: "comedy", year: 2018 }, false],
    // a record without the field matches nothing but that it is not there
    [{ absent: { $ne: 1 } }, false],
    [{ absent: { $nin: [1] } }, false],
    [{ absent: { $exists: false } }, true],
    [{ absent: { $exists: true } }, false],
    [{ year: { $exists: true, $gt: 2000 } }, true],
    [{ toString: { $exists: true } }, false], // what every object has is no field
    [{ constructor: { $ne: "x" } }, false],
  ])("%j is %s", (filter, matches) => {
    expect(compileFilter(filter)(film)).toBe(matches);
  });

  it("takes a record without metadata for one without fields", () => {
    expect(compileFilter({ year: { $exists: false } })(undefined)).toBe(true);
    expect(compileFilter({ year: { $ne: 1 } })(undefined)).toBe(false);
  });

  it.each([
    [null],
    ["year"],
    [[{ year: 1 }]],
    [{ year: null }],
    [{ genre: ["comedy", "drama"] }],
    [{ genre: { $eq: ["comedy"] } }],
    [{ year: {} }],
    [{ year: { $gt: "2019" } }],
    [{ year: { $in: 2019 } }],
    [{ year: { $in: [true] } }],
    [{ year: { $in: Array.from({ length: 10_001 }, (_, i) => i) } }],
    [{ year: { $exists: 1 } }],
    [{ year: { $regex: "a" } }],
    [{ year: { toString: "a" } }],
    [{ $not: { year: 1 } }],
    [{ $gt: 1 }],
    [{ $and: [] }],
    [{ $or: { year: 1 } }],
    [{ $and: [{}] }],
    [{ $and: [{ year: { $nope: 1 } }] }],
  ])("refuses %j", (filter) => {
    expect(() => compileFilter(filter)).toThrow(ApiError);
  });
});
