import { createHash, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { AppendError } from "@marketing/shared/base/appendError";
import type { EventMetadata } from "@marketing/shared/base/event";
import { appendIdOf, uuidv5 } from "@marketing/shared/base/ids";
import { type Handled, handleCommand } from "@marketing/shared/log/commandHandler";
import type { EventLog } from "@marketing/shared/log/eventLog";
import { type ContentCommand, type ContentState, contentDecider, initialContent } from "./content.ts";
import { type ContentEvent, contentStream, type Metadata } from "./contentEvents.ts";
import { loadReservation, reservationsFor } from "./slug.ts";
import { slugOf } from "./standing.ts";
import { countWords, type TextFacts } from "./text.ts";
import { textOf } from "./textWritten.ts";

/** Who asks, for whom, and under which receipt. */
export interface Caller {
  readonly log: EventLog;
  readonly tenantId: string;
  /** A repeat finds its first result; null = every call is a new one. */
  readonly appendId: string | null;
  readonly expectedVersion: number | null;
  readonly metadata: EventMetadata;
}

export type Outcome = Handled<ContentState, ContentEvent>;

export const receiptOf = (tenantId: string, rpc: string, requestId: string | null): string | null =>
  requestId === null ? null : appendIdOf(tenantId, rpc, requestId);

/** The id of a content nobody named: the same for the same receipt. */
export const newContentId = (appendId: string | null): string => (appendId === null ? randomUUID() : uuidv5("content", appendId));

export const factsOf = (text: string): TextFacts => ({
  hash: createHash("sha256").update(text).digest("hex"),
  sizeBytes: Buffer.byteLength(text),
  words: countWords(text),
});

export const loadContent = async (
  log: EventLog,
  tenantId: string,
  contentId: string,
): Promise<{ state: ContentState; version: number; position: number }> => {
  const events = await log.readStreamAll(tenantId, contentStream(contentId));
  const state = events.reduce((s, e) => contentDecider.evolve(s, e as unknown as ContentEvent), initialContent);
  return { state, version: events.at(-1)?.version ?? 0, position: events.at(-1)?.position ?? 0 };
};

/** The slug a command asks for, of which the holder has to be known. */
const wantedSlug = async (caller: Caller, contentId: string, command: Unlooked): Promise<string | null> => {
  if (command.type === "create" || command.type === "edit") return command.metadata === undefined ? null : slugOf(command.metadata);
  if (command.type !== "restore") return null;
  const { state } = await loadContent(caller.log, caller.tenantId, contentId);
  const metadata: Metadata | undefined = state.versions[command.version - 1]?.metadata;
  return metadata === undefined ? null : slugOf(metadata);
};

type Without<C> = C extends { slugHolder: unknown } ? Omit<C, "slugHolder"> : C;
/** A command whose facts about slugs are still to be looked up. */
export type Unlooked = Without<ContentCommand>;

const attempts = 20;

/**
 * Looks up, decides, appends to every stream concerned at once: the content, the text it brings, the slugs it takes and gives back. Throws
 * RpcError for a refusal, AppendError when the caller's expected version is not the content's.
 */
export const runContentCommand = async (caller: Caller, contentId: string, command: Unlooked, text?: string | null): Promise<Outcome> => {
  const { log, tenantId } = caller;
  for (let attempt = 1; ; attempt++) {
    const slug = await wantedSlug(caller, contentId, command);
    const reservation = slug === null ? null : await loadReservation(log, tenantId, slug);
    try {
      return await handleCommand({
        log,
        decider: contentDecider,
        tenantId,
        streamId: contentStream(contentId),
        command: { ...command, slugHolder: reservation?.holder ?? null } as ContentCommand,
        appendId: caller.appendId ?? undefined,
        expectedVersion: caller.expectedVersion ?? undefined,
        metadata: caller.metadata,
        alongside: (events, state) => [...textOf(events, text ?? null), ...reservationsFor(contentId, state, events, reservation)],
      });
    } catch (error) {
      const passing =
        error instanceof AppendError && error.reason === "wrong_expected_version" && error.streamId !== contentStream(contentId);
      if (!passing || attempt === attempts) throw error;
      await sleep(Math.random() * 5 * attempt); // somebody else took or gave back a slug in between: look again
    }
  }
};
