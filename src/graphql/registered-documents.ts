import { createHash } from "node:crypto";

/**
 * All that somebody without a key may run: what a form needs that asks the holder of a link. `npm run documents` prints
 * each with its hash. A changed document has another hash, so old ones stay as long as forms in the field send them.
 */
const DOCUMENTS: readonly string[] = [
  /* GraphQL */ `query Survey($token: String!) {
  survey(token: $token) {
    __typename
    ... on SurveyForm {
      agency
      service
      moment
      discreet
      language
      expiresAt
      questions {
        step
        heading
        showIf { instrument anyOf and { instrument anyOf } }
        instrument { code version kind lead wording notApplicable }
        options { score choice step label }
      }
      comments { key text after showIf { instrument anyOf and { instrument anyOf } } }
      texts { key text }
      plurals { noun zero one two few many other }
      draft { language comment comments { question text } answers { instrument step score choice choices skipped notApplicable } }
    }
    ... on SurveyClosed { reason text expiresAt }
    ... on Refusal { code message path }
  }
}`,
  /* GraphQL */ `mutation SaveAnswers($token: String!, $input: SurveyAnswersInput!) {
  saveAnswers(token: $token, input: $input) {
    __typename
    ... on AnswersSaved { expiresAt }
    ... on Refusal { code message path minimum maximum }
  }
}`,
  /* GraphQL */ `mutation SubmitResponse($token: String!, $input: SurveyAnswersInput!) {
  submitResponse(token: $token, input: $input) {
    __typename
    ... on ResponseReceipt { status receipt }
    ... on Refusal { code message path minimum maximum }
  }
}`,
  /* GraphQL */ `mutation OptOut($token: String!) {
  optOut(token: $token) {
    __typename
    ... on OptedOut { until }
    ... on Refusal { code message path }
  }
}`,
];

/** Hash of a document as it is registered: SHA-256 of its text without needless spaces, in hexadecimal. */
export function documentHash(text: string): string {
  return createHash("sha256").update(text.trim().replace(/\s+/gu, " ")).digest("hex");
}

/** Every registered document by its hash. */
export const REGISTERED: ReadonlyMap<string, string> = new Map(DOCUMENTS.map((text) => [documentHash(text), text]));

/**
 * The registered document that a request asks for, by its text or by `extensions.persistedQuery.sha256Hash` alone;
 * undefined where it asks for another.
 */
export function registeredDocument({ query, extensions }: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof query === "string") return query.length > LONGEST ? undefined : REGISTERED.get(documentHash(query));
  const hash = (extensions as { readonly persistedQuery?: { readonly sha256Hash?: unknown } } | null | undefined)?.persistedQuery?.sha256Hash;
  return typeof hash === "string" ? REGISTERED.get(hash) : undefined;
}

/** Nothing longer is worth hashing: room for indentation by whoever copied a document. */
const LONGEST = 20_000;
