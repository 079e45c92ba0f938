import { type ContentType, contentTypes } from "../content/version.ts";
import type { PolicyEvent } from "./events.ts";

export interface Policy {
  /** Before it is published. */
  readonly approvalRequired: boolean;
  /** Whether who wrote a text may approve it. */
  readonly authorMayApprove: boolean;
}
/** Of each type of content. Where nothing was set approval is required, and somebody else's. */
export type Policies = Readonly<Record<ContentType, Policy>>;

export const strict: Policy = { approvalRequired: true, authorMayApprove: false };
export const initialPolicies = Object.fromEntries(contentTypes.map((type) => [type, strict])) as Policies;

export const evolve = (policies: Policies, { data: { contentType, ...policy } }: PolicyEvent): Policies => ({
  ...policies,
  [contentType]: policy,
});
