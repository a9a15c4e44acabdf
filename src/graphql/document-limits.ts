import { type DocumentNode, GraphQLError, Kind, OperationTypeNode, parse, type SelectionSetNode } from "graphql";
import { Remembered } from "../shared/remembered";

/** How large a document may be; a report that asks for every field there is stays within a half of each. */
export const DOCUMENT_LIMITS = { characters: 100_000, tokens: 5_000, depth: 20, aliases: 100, directives: 60, operations: 10, fragments: 60, repeats: 60 } as const;

/** Root fields that take a token: two in one document are somebody who guesses. */
const BY_TOKEN: ReadonlySet<string> = new Set(["survey", "saveAnswers", "submitResponse", "optOut"]);

/** Texts in which nothing was found, short enough to be kept, and whether they only ask: portals and boards send the same ones again and again. */
const sound = new Remembered<{ readonly asks: boolean }>(1_000);
const LONGEST_KEPT = 10_000;

/** Whether a document that was found sound holds queries only. */
export function onlyAsks(text: string): boolean {
  return sound.already(text)?.asks === true;
}

/**
 * Why a document is not even looked at; undefined for one that may be checked against the schema. GraphQL's own checks take
 * time that grows with the square of what is repeated, so this comes before them, and takes time in proportion to the text.
 * Codes: `GRAPHQL_PARSE_FAILED`, `DOCUMENT_TOO_LARGE`, `OPERATION_NOT_SUPPORTED`, `ONE_TOKEN_A_DOCUMENT`.
 */
export function documentProblem(text: string): GraphQLError | undefined {
  if (sound.already(text) !== undefined) return undefined;
  if (text.length > DOCUMENT_LIMITS.characters) return tooLarge("characters");
  let document: DocumentNode;
  try {
    document = parse(text, { maxTokens: DOCUMENT_LIMITS.tokens, noLocation: true });
  } catch (error) {
    const limited = error instanceof GraphQLError && error.message.includes("Document contains more th");
    return limited ? tooLarge("tokens") : new GraphQLError("The document is not GraphQL.", { extensions: { code: "GRAPHQL_PARSE_FAILED" } });
  }
  const problem = problemOf(document);
  if (problem === undefined && text.length <= LONGEST_KEPT) {
    sound.keep(text, { asks: document.definitions.every((definition) => definition.kind !== Kind.OPERATION_DEFINITION || definition.operation === OperationTypeNode.QUERY) });
  }
  return problem;
}

function problemOf(document: DocumentNode): GraphQLError | undefined {
  const found = { depth: 0, aliases: 0, directives: 0, operations: 0, fragments: 0, repeats: 0 };
  let tokens = 0;
  const walk = (selections: SelectionSetNode, depth: number): void => {
    found.depth = Math.max(found.depth, depth);
    const names = new Set<string>();
    for (const node of selections.selections) {
      found.directives += node.directives?.length ?? 0;
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        found.fragments += 1;
        continue;
      }
      if (node.kind === Kind.FIELD) {
        const name = node.alias?.value ?? node.name.value;
        if (names.has(name)) found.repeats += 1;
        names.add(name);
        if (node.alias !== undefined) found.aliases += 1;
        if (depth === 1 && BY_TOKEN.has(node.name.value)) tokens += 1;
      }
      if (node.selectionSet !== undefined) walk(node.selectionSet, node.kind === Kind.FIELD ? depth + 1 : depth);
    }
  };
  for (const definition of document.definitions) {
    // Apollo would answer 500: it runs none, and says so too late.
    if (definition.kind === Kind.OPERATION_DEFINITION && definition.operation === OperationTypeNode.SUBSCRIPTION) return new GraphQLError("There are no subscriptions.", { extensions: { code: "OPERATION_NOT_SUPPORTED" } });
    if (definition.kind === Kind.OPERATION_DEFINITION) found.operations += 1;
    else found.fragments += 1;
    if (definition.kind !== Kind.OPERATION_DEFINITION && definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
    found.directives += definition.directives?.length ?? 0;
    walk(definition.selectionSet, 1);
  }
  const over = (Object.keys(found) as (keyof typeof found)[]).find((what) => found[what] > DOCUMENT_LIMITS[what]);
  if (over !== undefined) return tooLarge(over);
  return tokens > 1 ? new GraphQLError("One document asks about one token.", { extensions: { code: "ONE_TOKEN_A_DOCUMENT" } }) : undefined;
}

function tooLarge(what: keyof typeof DOCUMENT_LIMITS): GraphQLError {
  return new GraphQLError(`The document is too large: it may have ${String(DOCUMENT_LIMITS[what])} ${what}.`, { extensions: { code: "DOCUMENT_TOO_LARGE", what, limit: DOCUMENT_LIMITS[what] } });
}
