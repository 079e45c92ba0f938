import { randomUUID } from "node:crypto";
import { uuidv5 } from "@marketing/shared/base/ids";
import { type Aggregate, type Loaded, load } from "@marketing/shared/command/aggregate";
import type { Caller } from "@marketing/shared/command/caller";
import { execute, type Handled } from "@marketing/shared/command/execute";
import type { Claim } from "@marketing/shared/command/uniqueClaims";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { loadPolicies } from "../policy/commands.ts";
import { type Policy, strict } from "../policy/state.ts";
import { type ContentCommand, contentDecider } from "./decide.ts";
import type { ContentEvent } from "./events.ts";
import { slugClaims, slugWrites } from "./slugClaims.ts";
import type { ContentState } from "./state.ts";
import { textWrites } from "./textStream.ts";
import { slugOf } from "./version.ts";

const content: Aggregate<ContentState, ContentCommand, ContentEvent> = { category: "content", decider: contentDecider };

export type HandledContent = Handled<ContentState, ContentEvent>;

type WithoutFacts<C> = C extends unknown ? Omit<C, "slugHolder" | keyof Policy> : never;
/** A command as it is given: the facts that its decision needs are looked up here. */
export type GivenCommand = WithoutFacts<ContentCommand>;

/** The id of a content that was given none: the same for the same receipt. */
export const newContentId = (appendId: string | null): string => (appendId === null ? randomUUID() : uuidv5("content", appendId));

export const loadContent = (log: EventLog, tenantId: string, contentId: string): Promise<Loaded<ContentState>> =>
  load(log, content, tenantId, contentId);

/**
 * A command about one content, appended at once to every stream that it concerns: the content's own, that of the text it brings, those of
 * the slugs it takes and gives back.
 */
export const commandContent = (
  caller: Caller,
  contentId: string,
  command: GivenCommand,
  text: string | null = null,
): Promise<HandledContent> =>
  execute(
    caller,
    content,
    async () => {
      const loading = loadContent(caller.log, caller.tenantId, contentId);
      const [current, claim, policy] = await Promise.all([
        loading,
        claimOfWantedSlug(caller, command, loading),
        policyFor(caller, command, loading),
      ]);
      return {
        current,
        command: { ...command, slugHolder: claim?.holder ?? null, ...policy },
        alongside: (events, state) => [...textWrites(events, text), ...slugWrites(contentId, state, events, claim)],
      };
    },
    { id: contentId },
  );

/** Who holds the slug that the command asks for; null where it asks for none. */
const claimOfWantedSlug = async (
  { log, tenantId }: Caller,
  command: GivenCommand,
  loading: Promise<Loaded<ContentState>>,
): Promise<Claim | null> => {
  if (command.type !== "create" && command.type !== "edit" && command.type !== "restore") return null;
  const metadata = command.type === "restore" ? (await loading).state.versions[command.version - 1]?.metadata : command.metadata;
  const slug = metadata === undefined ? null : slugOf(metadata);
  return slug === null ? null : slugClaims.find(log, tenantId, slug);
};

/** The tenant's policy for this type of content. Looked up for commands that approve or publish alone. */
const policyFor = async ({ log, tenantId }: Caller, { type }: GivenCommand, loading: Promise<Loaded<ContentState>>): Promise<Policy> => {
  if (type !== "approve" && type !== "publish" && type !== "schedule" && type !== "publish_scheduled") return strict;
  const [{ state }, { policies }] = await Promise.all([loading, loadPolicies(log, tenantId)]);
  return state.lifecycle === null ? strict : policies[state.lifecycle.contentType];
};
