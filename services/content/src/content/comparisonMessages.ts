import { DiffKindSchema, type DiffLineSchema, type DiffVersionsResponseSchema } from "@marketing/protos/content/v1/content_service";
import type { Outgoing } from "@marketing/shared/grpc/contract";
import { enumName } from "@marketing/shared/grpc/schema";
import { diffFields } from "../diff/fields.ts";
import { diffLines, type Line, linesOf, withContext } from "../diff/lines.ts";
import type { VersionWithText } from "./versionQueries.ts";

const lineMessage = ({ kind, text, from, to }: Line): Outgoing<typeof DiffLineSchema> => ({
  kind: enumName(DiffKindSchema, kind),
  text,
  fromLine: from,
  toLine: to,
});

const fieldsOf = ({ language, metadata, title }: VersionWithText) => ({ language, metadata, title: title ?? "" });

/** What differs between two versions: fields, and lines of the text with `contextLines` unchanged ones around them. */
export const comparisonMessage = (
  from: VersionWithText,
  to: VersionWithText,
  contextLines: number,
): Outgoing<typeof DiffVersionsResponseSchema> => {
  const lines = diffLines(linesOf(from.content), linesOf(to.content));
  return {
    fields: diffFields("", fieldsOf(from), fieldsOf(to)),
    lines: withContext(lines, contextLines).map(lineMessage),
    added: lines.filter((l) => l.kind === "added").length,
    removed: lines.filter((l) => l.kind === "removed").length,
  };
};
