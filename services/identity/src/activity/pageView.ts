const pageViewNames = new Set([
  "page_view",
  "page_viewed",
  "pageview",
  "$pageview",
  "page",
  "screen",
  "screen_view",
  "screen_viewed",
  "viewed_page",
]);

/** Whether an event's name is one of those that analytics libraries give to page views. */
export const isPageView = (eventName: string): boolean => pageViewNames.has(eventName.toLowerCase().replaceAll(/[\s-]+/g, "_"));

const pageNames = ["page_url", "url", "path", "page_path", "page", "$current_url"] as const;
export type Properties = Readonly<Record<string, unknown>>;

/** The page that an event's properties name: its address, or whatever the site calls it. */
export const pageOf = (properties: Properties): string | null => {
  for (const name of pageNames) {
    const value = properties[name];
    if (typeof value === "string" && value !== "" && value.length <= 4_000) return value;
  }
  return null;
};
