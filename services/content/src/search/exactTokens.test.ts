import { expect, it } from "vitest";
import { exactIn, exactQueryOf, exactTokensOf } from "./exactTokens.ts";
import { parseSearch } from "./websearch.ts";

it("exact tokens are identifiers, addresses and long numbers, and no words", () => {
  const text = "ZX-4471 (zx‑4471) foo/ZX-4472 v2.1, utm_source jane.doe+x@acme.io example.com 12345 E402 4.2.1 ZX-4471-B.";
  expect(exactTokensOf(text)).toEqual(
    "zx-4471 zx-4472 v2.1 utm_source jane.doe+x@acme.io example.com 12345 e402 4.2.1 zx-4471-b".split(" "),
  );
  expect(exactTokensOf("B2B e-mail follow-up 2024 24/7 Q3 GA4 world. Then 3.2 percent")).toEqual([]);
});

it("a query's exact tokens are found literally: not in longer identifiers, phrases word by word", () => {
  const query = exactQueryOf(parseSearch('ZX-4471 "last touch" "single" -AB-1234'));
  expect(query).toEqual({ tokens: ["zx-4471"], phrases: ['"last touch"'] });
  const within = (text: string) => exactIn(query, text, exactTokensOf(text));
  expect(within("Of ZX-4471: the Last  Touch.")).toEqual(["zx-4471", '"last touch"']);
  expect(within("ZX-4471-B, ZX-44711, touch last, blast touch")).toEqual([]);
});
