import { fileURLToPath } from "node:url";
import { type Node, SyntaxKind } from "typescript/unstable/ast";
import { API, type Checker, type Type, TypeFlags } from "typescript/unstable/sync";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** What reads foreign words: tests, and what starts and describes the platform, choose their keys themselves. */
const inside =
  /\/(services|shared|clients|protos\/src|deploy\/local\/pinecone|examples)\/(?!.*(node_modules|\/gen\/|[Tt]esting|fixtures|\.test\.ts))/;

export interface ForeignKey {
  /** "shared/src/x.ts:12" */
  readonly at: string;
  readonly text: string;
}

/** A key of which the compiler knows nothing but that it is some text. */
const isAnyText = (type: Type): boolean =>
  type.isUnionType()
    ? type.getTypes().some(isAnyText)
    : (type.flags & (TypeFlags.String | TypeFlags.TemplateLiteral | TypeFlags.Any)) !== 0;

/** An object whose keys are any text: a record by its type, or of no type at all. Lists, and objects with the fields of their type alone, are none. */
const isRecord = (checker: Checker, type: Type): boolean => {
  if ((type.flags & (TypeFlags.Any | TypeFlags.NonPrimitive)) !== 0) return true;
  if (type.isUnionType()) return type.getTypes().some((one) => isRecord(checker, one));
  return checker.getIndexInfosOfType(type).some((info) => isAnyText(info.keyType));
};

const functions: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.ArrowFunction,
  SyntaxKind.FunctionExpression,
  SyntaxKind.FunctionDeclaration,
  SyntaxKind.MethodDeclaration,
]);

/**
 * Every place that looks a text up in an object, or writes under it, as if the object had no prototype: `record[key]` and `key in record`. In an
 * ordinary object "constructor" is there before anybody wrote it, and writing "__proto__" writes nothing, nor does `Object.assign` of a record that
 * has it. A place is right where `Object.hasOwn` of the same two stands in the same function; else it takes a Map, or `ownValue`, `setOwn` and
 * `merged` of shared.
 */
export const foreignKeys = (): ReadonlyArray<ForeignKey> => {
  const api = new API({ cwd: root });
  try {
    const project = api.updateSnapshot({ openProjects: [`${root}tsconfig.json`] }).getProjects()[0]!;
    const { checker, program } = project;
    const found: ForeignKey[] = [];
    for (const name of program.getSourceFileNames()) {
      if (!name.startsWith(root) || !inside.test(name.slice(root.length - 1)) || name.endsWith("/base/own.ts")) continue;
      const file = program.getSourceFile(name);
      if (!file) continue;
      const text = (node: Node): string => file.text.slice(node.pos, node.end).trim();
      const visit = (node: Node, around: string): void => {
        const here = functions.has(node.kind) ? text(node) : around;
        const at = (child: Node) => `${name.slice(root.length)}:${file.text.slice(0, child.pos).split("\n").length}`;
        if (node.kind === SyntaxKind.CallExpression && text(node).startsWith("Object.assign({}"))
          found.push({ at: at(node), text: text(node) });
        const pair = keyed(node);
        if (pair) {
          const [record, key] = pair;
          const [ofRecord, ofKey] = checker.getTypeAtLocation([record, key]);
          if (
            ofRecord &&
            ofKey &&
            isAnyText(ofKey) &&
            isRecord(checker, ofRecord) &&
            !around.includes(`Object.hasOwn(${text(record)}, ${text(key)})`)
          )
            found.push({ at: at(key), text: text(node) });
        }
        node.forEachChild((child) => visit(child, here));
      };
      visit(file, file.text);
    }
    return found;
  } finally {
    api.close();
  }
};

/** The object and the key that a node looks up. */
const keyed = (node: Node): readonly [record: Node, key: Node] | null => {
  if (node.kind === SyntaxKind.ElementAccessExpression) {
    const { expression, argumentExpression } = node as unknown as { expression: Node; argumentExpression: Node };
    return [expression, argumentExpression];
  }
  if (node.kind !== SyntaxKind.BinaryExpression) return null;
  const { left, operatorToken, right } = node as unknown as { left: Node; operatorToken: Node; right: Node };
  return operatorToken.kind === SyntaxKind.InKeyword ? [right, left] : null;
};
