/** A text as a template gives it: the same topic, the same text. A language model would stand here. */
const openings = new Map(
  Object.entries({
    blog: "Here is a thing that took us two years to learn.",
    email: "Three minutes, then back to work.",
    social: "Small thing, big difference:",
    ad_copy: "Reports that people read.",
    landing_page: "What you see is what your team sees.",
  }),
);

export const contentTypes = [...openings.keys()];

export const writeText = (topic: string, contentType: string): string =>
  [
    `${openings.get(contentType)} ${topic}: it sounds simple, and it is, once it is decided who reads the result and what they do next.`,
    "Start with the reader. Write down the one question they come with, answer it in the first line, and put everything else below a fold.",
    `Then look at it a week later. If nobody asked anything, ${topic.toLowerCase()} has done its work.`,
  ].join("\n\n");

export const slugOf = (topic: string): string =>
  topic
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 100);
