import { campaigns } from "./campaigns.ts";
import { contents } from "./contents.ts";
import { events } from "./events.ts";
import { leads } from "./leads.ts";
import { people } from "./people.ts";
import { platform } from "./platform.ts";
import type { Requirement } from "./requirement.ts";
import { rest } from "./rest.ts";
import { stores } from "./stores.ts";

/** R1 to R185, in order: what is proven by which tests, and what is not yet. */
export const requirements: ReadonlyArray<Requirement> = [
  ...platform,
  ...people,
  ...events,
  ...campaigns,
  ...leads,
  ...contents,
  ...stores,
  ...rest,
];
