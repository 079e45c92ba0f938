import type { EventAnswer, PersonAnswer } from "./sink.ts";

export interface Reported {
  readonly line: number;
  readonly reason: string;
  readonly detail: string | null;
}

/** How many single lines, ids and duplicates the summary holds; all are counted. */
const kept = 20;

/** Counts of an import while it runs. Bounded: single cases are kept up to twenty. */
export class ImportSummary {
  lines = 0;
  emptyLines = 0;
  badLines = 0;
  /** The archive ended before its end. */
  brokenOff = false;
  events = 0;
  accepted = 0;
  duplicates = 0;
  /** Duplicates in batches sent a second time after a break: most likely accepted by the first sending. */
  duplicatesAfterRetry = 0;
  rejected = 0;
  identified = 0;
  merged = 0;
  aliased = 0;
  personsRejected = 0;
  retries = 0;
  readonly badReasons = new Map<string, number>();
  readonly bad: Reported[] = [];
  readonly rejectedReasons = new Map<string, number>();
  readonly rejections: Reported[] = [];
  readonly warnings = new Map<string, number>();
  readonly firstIds: Array<{ readonly messageId: string; readonly eventId: string }> = [];
  /** Called for each unreadable line and each rejection, for a file of them. */
  onReported: ((what: "bad" | "rejected", reported: Reported) => void) | null = null;

  badLine(line: number, reason: string): void {
    const reported = { line, reason, detail: null };
    this.badLines += 1;
    bump(this.badReasons, reason.replace(/batch\[\d+\]: /, "").split(":")[0]!);
    if (this.bad.length < kept) this.bad.push(reported);
    this.onReported?.("bad", reported);
  }

  event(line: number, messageId: string, answer: EventAnswer, repeated: boolean): void {
    this.events += 1;
    for (const warning of answer.warnings) bump(this.warnings, warning);
    if (answer.status === "accepted") this.accepted += 1;
    else if (answer.status === "duplicate") {
      this.duplicates += 1;
      if (repeated) this.duplicatesAfterRetry += 1;
      if (this.firstIds.length < kept) this.firstIds.push({ messageId, eventId: answer.eventId });
    } else {
      this.rejected += 1;
      this.reject(line, answer);
    }
  }

  person(line: number, kind: "identify" | "alias", answer: PersonAnswer): void {
    for (const warning of answer.warnings) bump(this.warnings, warning);
    if (answer.status === "rejected") {
      this.personsRejected += 1;
      this.reject(line, answer);
      return;
    }
    if (kind === "identify") this.identified += 1;
    else this.aliased += 1;
    if (answer.merged) this.merged += 1;
  }

  private reject(line: number, answer: { readonly reason: string | null; readonly message: string | null }): void {
    const reported = { line, reason: answer.reason ?? "unspecified", detail: answer.message };
    bump(this.rejectedReasons, reported.reason);
    if (this.rejections.length < kept) this.rejections.push(reported);
    this.onReported?.("rejected", reported);
  }
}

export const bump = (counts: Map<string, number>, key: string, by = 1): void => {
  counts.set(key, (counts.get(key) ?? 0) + by);
};
