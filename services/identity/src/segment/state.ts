import type { RuleJson } from "../rule/rule.ts";
import type { SegmentEvent } from "./events.ts";

export type SegmentStatus = "draft" | "active" | "archived";

export interface SegmentState {
  /** Null: there is none. */
  readonly status: SegmentStatus | null;
  readonly segmentId: string;
  readonly name: string;
  readonly description: string;
  readonly rule: RuleJson;
  readonly priority: number;
  /** Grows with every change of rule or priority. */
  readonly revision: number;
  /** ms since 1970 */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly activatedAt: number | null;
  readonly archivedAt: number | null;
}

export const initialSegment: SegmentState = {
  status: null,
  segmentId: "",
  name: "",
  description: "",
  rule: {},
  priority: 0,
  revision: 0,
  createdAt: 0,
  updatedAt: 0,
  activatedAt: null,
  archivedAt: null,
};

export const evolve = (s: SegmentState, { type, data }: SegmentEvent): SegmentState => {
  switch (type) {
    case "segment_created": {
      const { at, ...given } = data;
      return { ...initialSegment, ...given, status: "draft", revision: 1, createdAt: at, updatedAt: at };
    }
    case "segment_updated": {
      const { description, rule, priority, revision, at } = data;
      return { ...s, description, rule, priority, revision, updatedAt: at };
    }
    case "segment_activated":
      return { ...s, status: "active", updatedAt: data.at, activatedAt: data.at };
    case "segment_archived":
      return { ...s, status: "archived", updatedAt: data.at, archivedAt: data.at };
  }
};
