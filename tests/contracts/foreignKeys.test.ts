import { expect, it } from "vitest";
import { stretched } from "../support/patience.ts";
import { foreignKeys } from "./foreignKeys.ts";

it(
  "no text that others chose is looked up or written in an object as if that had no prototype",
  () => {
    const found = foreignKeys();
    expect(
      found.map(({ at, text }) => `${at} ${text}`),
      "take a Map, or ownValue, setOwn and merged of shared/src/base/own.ts",
    ).toEqual([]);
  },
  stretched(60_000),
);
