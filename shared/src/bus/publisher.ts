import type { RecordedEvent } from "../base/event.ts";
import type { EventGroup, PublicShape } from "../log/defineEvents.ts";
import type { PublicEvent } from "./cloudEvent.ts";

export interface PublicType {
  readonly private: string;
  /** "marketing.identity.v1.UserMerged" */
  readonly type: string;
  /** Without the tenant: "marketing.identity.v1.user.merged" */
  readonly subject: string;
}

export interface Publisher {
  readonly publish: (event: RecordedEvent) => PublicEvent | null;
  readonly types: ReadonlyArray<PublicType>;
  /** Of every public event one, with its stream: for the examples in docs/ and for tests. */
  readonly samples: ReadonlyArray<readonly [streamId: string, event: { readonly type: string; readonly data: object }]>;
}

/** A service's public events, from where they are defined: what is told of an event (null = nothing), and which types there are. */
export const publisherOf = (groups: ReadonlyArray<EventGroup>): Publisher => {
  const shapes = new Map<string, PublicShape<unknown>>();
  for (const [type, { public: told }] of groups.flatMap((g) => Object.entries(g.definitions))) if (told) shapes.set(type, told);
  return {
    publish: (e) => {
      const found = shapes.get(e.type);
      if (!found) return null;
      const told = found.project(e.data, e);
      if (told === null) return null;
      const event = typeof found.event === "string" ? found.event : found.event(e.data);
      return { entity: found.entity, event, type: found.type, data: told };
    },
    types: [...shapes].map(([type, { entity, event, type: told }]) => ({
      private: type,
      type: told,
      subject: `${told.slice(0, told.lastIndexOf("."))}.${entity}.${typeof event === "string" ? event : `<${entity}-name>`}`,
    })),
    samples: groups.flatMap((g) =>
      Object.entries(g.definitions).flatMap(([type, { public: told, sample }]) =>
        told && sample ? [[g.sampleStream, { type, data: sample as object }] as const] : [],
      ),
    ),
  };
};
