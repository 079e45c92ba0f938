import type { RecordedEvent } from "../base/event.ts";
import type { PublicEvent } from "./cloudEvent.ts";

/** How one private event is told: the subject's entity and event in kebab case, the message's name, and its JSON. */
export type Shape = readonly [entity: string, event: string, name: string, data: (event: RecordedEvent) => object];

export interface PublicType {
  readonly private: string;
  /** "marketing.identity.v1.UserMerged" */
  readonly type: string;
  /** Without the tenant: "marketing.identity.v1.user.merged" */
  readonly subject: string;
}

/** A service's publish.ts as a table by private type; what is not in the table stays inside. */
export const publisher = (service: string, shapes: Readonly<Record<string, Shape>>) => {
  const prefix = `marketing.${service}.v1`;
  const types: ReadonlyArray<PublicType> = Object.entries(shapes).map(([type, [entity, event, name]]) => ({
    private: type,
    type: `${prefix}.${name}`,
    subject: `${prefix}.${entity}.${event}`,
  }));
  const publish = (e: RecordedEvent): PublicEvent | null => {
    const shape = shapes[e.type];
    if (!shape) return null;
    const [entity, event, name, data] = shape;
    return { entity, event, type: `${prefix}.${name}`, data: data(e) };
  };
  return { publish, types };
};
