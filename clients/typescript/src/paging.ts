import type { CallOptions } from "@connectrpc/connect";

interface Page {
  readonly nextPageToken: string;
}

type Item<Res, Field extends keyof Res> = Res[Field] extends ReadonlyArray<infer One> ? One : never;

/** What a list is asked, without what paging fills in. */
export type Asked<Req> = Req extends { readonly $typeName: string } ? never : Omit<Req, "pageSize" | "pageToken">;

export interface ListOptions extends CallOptions {
  /** Of items in all; default: every one. */
  readonly limit?: number;
}

const largestPage = 1_000;

/** Every item of a paged list, page by page as they are taken. `field` is where the answer has them. */
export const listAll = async function* <Req extends object, Res extends Page, Field extends keyof Res & string>(
  list: (request: Req, options?: CallOptions) => Promise<Res>,
  request: Asked<Req>,
  field: Field,
  { limit = Number.POSITIVE_INFINITY, ...options }: ListOptions = {},
): AsyncGenerator<Item<Res, Field>> {
  let pageToken = "";
  let left = limit;
  do {
    // a paged request has these two fields beside what was asked; of a generic request the compiler cannot know it
    const page = await list({ ...request, pageSize: Math.min(largestPage, left), pageToken } as unknown as Req, options);
    for (const item of page[field] as ReadonlyArray<Item<Res, Field>>) {
      if (left <= 0) return;
      yield item;
      left -= 1;
    }
    pageToken = left > 0 ? page.nextPageToken : "";
  } while (pageToken !== "");
};

/** What an AsyncIterable gives, as a list. */
export const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};
