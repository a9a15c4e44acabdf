import type { Progress } from "../cli-context";
import { nameOf, SERVICES } from "./country";
import { ApiRefused, type GraphqlClient } from "./graphql-client";
import { inBatches, inParallel } from "./in-parallel";
import type { Answered } from "./load-transactions";
import { timestamp } from "./ninety-days";

const BATCH = 250;
const WORKERS = 2;

interface Surveys {
  readonly surveys: { readonly edges: readonly { readonly node: { readonly moment: string; readonly state: string } }[] };
}

interface Publication {
  readonly publishSurvey: { readonly code?: string; readonly message?: string };
}

interface ResponsesAnswer {
  readonly recordResponses:
    | { readonly results: readonly { readonly status: "RECORDED" | "DUPLICATE" | "REJECTED"; readonly code: string | null; readonly message: string | null }[] }
    | { readonly code: string; readonly message: string };
}

const SURVEYS = "query DemonstrationSurveys($service: String!) { surveys(service: $service) { edges { node { moment state } } } }";
const PUBLISH = "mutation DemonstrationSurvey($input: PublishSurveyInput!) { publishSurvey(input: $input) { ... on Refusal { code message } } }";
const RECORD = `mutation DemonstrationResponses($input: RecordResponsesInput!) {
  recordResponses(input: $input) {
    ... on ResponseResults { results { status code message } }
    ... on Refusal { code message }
  }
}`;

/** Lets every service ask the national core survey after the outcome, where it does not yet. */
export async function publishSurveys(admin: GraphqlClient): Promise<void> {
  for (const place of SERVICES) {
    const { surveys } = await admin.send<Surveys>(SURVEYS, { service: nameOf(place) });
    if (surveys.edges.some(({ node }) => node.moment === "AFTER_OUTCOME" && node.state === "PUBLISHED")) continue;
    const { publishSurvey } = await admin.send<Publication>(PUBLISH, { input: { service: nameOf(place), moment: "AFTER_OUTCOME" } });
    if (publishSurvey.code !== undefined) throw new ApiRefused(publishSurvey.code, publishSurvey.message ?? "");
  }
}

/**
 * Sends what people answered, each at its own time, as collected by Yusr; what was sent before is a duplicate. Answers
 * how many were new.
 *
 * @throws ApiRefused for the first one that is rejected: nothing of the demonstration ought to be
 */
export async function loadResponses(admin: GraphqlClient, answered: readonly Answered[], progress: Progress): Promise<number> {
  let recorded = 0;
  let sent = 0;
  await inParallel(inBatches(answered, BATCH), WORKERS, async (batch) => {
    const { recordResponses: answer } = await admin.send<ResponsesAnswer>(RECORD, { input: { items: batch.map(itemOf), collector: "YUSR" } });
    if (!("results" in answer)) throw new ApiRefused(answer.code, answer.message);
    for (const { status, code, message } of answer.results) {
      if (status === "REJECTED") throw new ApiRefused(code ?? status, message ?? "");
      if (status === "RECORDED") recorded += 1;
    }
    sent += batch.length;
    progress.to(sent);
  });
  return recorded;
}

function itemOf({ place, reference, language, response }: Answered): object {
  const { answeredAt, answers, comment } = response;
  return { service: nameOf(place), reference, answeredAt: timestamp(answeredAt), language, answers, ...(comment === null ? {} : { comment }) };
}
