import { type ContentType, contentTypes } from "../content/version.ts";
import type { PolicyEvent } from "./events.ts";

/** Whether a type of content needs approval before it is published. A type for which nothing was set does. */
export type Policies = Readonly<Record<ContentType, boolean>>;

export const initialPolicies = Object.fromEntries(contentTypes.map((type) => [type, true])) as Policies;

export const evolve = (policies: Policies, { data }: PolicyEvent): Policies => ({ ...policies, [data.contentType]: data.approvalRequired });
