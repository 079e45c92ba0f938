import { longText } from "../../support/longText.ts";
import { until } from "../../support/patience.ts";
import type { RpcClient } from "../../support/rpc.ts";

/** A large content beside which a small one is published. */
export interface LargeContent {
  readonly megabytes: number;
  /** From the call that publishes it, for one megabyte: until its last word is found, and until the vector index has all of it. */
  readonly secondsPerMegabyte: { readonly found: number; readonly indexed: number };
  /** From its own publication to being found by meaning, while the large one was indexed. */
  readonly smallSeconds: number;
  /** Whether the large one was still on its way then. */
  readonly smallFirst: boolean;
}

const megabyte = 1_000_000;

/** Publishes a text of so many bytes and, at once, a short one. Each stands in the library afterwards. */
export const largeContent = async (content: RpcClient, knowledge: RpcClient, bytes = 2.1 * megabyte): Promise<LargeContent> => {
  const publish = async (title: string, text: string): Promise<string> => {
    const made = await content.call<{ content: { contentId: string } }>("CreateContent", {
      contentType: "CONTENT_TYPE_BLOG",
      title,
      content: text,
    });
    const { contentId } = made.content;
    await content.call("Publish", { contentId });
    return contentId;
  };
  const finds = async (query: string, mode: string, contentId: string): Promise<boolean> => {
    const request = { query, mode: `SEARCH_MODE_${mode}`, publishedOnly: true, pageSize: 1 };
    const { hits } = await content.call<{ hits: ReadonlyArray<{ content: { contentId: string } }> }>("SearchContent", request);
    return hits[0]?.content.contentId === contentId;
  };
  const isWhole = async (contentId: string): Promise<boolean> =>
    (await knowledge.call<{ state: string }>("GetIndexStatus", { contentId })).state === "INDEX_STATE_INDEXED";
  const start = performance.now();
  const seconds = (since: number): number => (performance.now() - since) / 1_000;
  const large = await publish("The long handbook", longText(bytes));
  const smallStart = performance.now();
  const small = await publish("Quokka", "A quokka smiles at the photographer.");
  const watched = [
    until("the last word of the large one is found", () => finds("lastwordofall", "TEXT", large), 600_000).then(() => seconds(start)),
    until("the large one is whole", () => isWhole(large), 600_000).then(() => seconds(start)),
  ];
  await until("the small one is found by meaning", () => finds("smiling quokka", "SEMANTIC", small), 600_000);
  const smallSeconds = seconds(smallStart);
  const smallFirst = !(await isWhole(large));
  const [found, indexed] = (await Promise.all(watched)).map((s) => s / (bytes / megabyte));
  return { megabytes: bytes / megabyte, secondsPerMegabyte: { found: found!, indexed: indexed! }, smallSeconds, smallFirst };
};
