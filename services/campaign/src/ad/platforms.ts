/** Where ads are placed. */
export const platforms = ["google_ads", "linkedin", "producthunt"] as const;
export type Platform = (typeof platforms)[number];
