import { addDays } from "../src/shared/local-day";
import type { Generated } from "./generator/generate";

/** A report as a reader asks for it. */
export interface Report {
  readonly name: string;
  readonly query: string;
  readonly variables: (of: Generated) => object;
  /** What a good answer holds. */
  readonly expected: string;
}

const ESTIMATES = `fragment E on Estimate { value low high confidence n quality suppressed reasons }
fragment D on DurationFigures { median { ...E } p90 { ...E } total { ...E } }
fragment A on AnswerScore { instrument version mode moment share { ...E } mean { ...E } }`;

const STEP = `reached { ...E } passages { ...E } extraPassages { ...E } returned { ...E } errors { ...E } retries { ...E } help { ...E } channelSwitches { ...E } overTime { ...E } dropOff { ...E } serviceTime { ...D } waiting { ...D } ease { ...A }`;

const EFFORT: Report = {
  name: "effortReport",
  query: `query ($filter: ReportFilter!) { effortReport(filter: $filter) { __typename ... on EffortReport { services { edges { node {
    service { code } transactions { ...E } completion { ...E } invited { ...E } responseRate { ...E } wholeTime { ...D } ces { ...A } csat { ...A }
    stages { code reached { ...E } } steps { code ${STEP} } } } } } ... on Refusal { code message } } }
    ${ESTIMATES}`,
  variables: ({ year, busiest }) => ({ filter: { period: year, services: [busiest] } }),
  expected: '"services":{"edges":[{"node":{"service":',
};

const MAP: Report = {
  name: "processMap",
  query: `query ($service: String!, $period: PeriodInput!) { processMap(service: $service, period: $period) { __typename ... on ProcessMap {
    steps { code reached { ...E } passages { ...E } } edgeCount edges { __typename } variantCount variants { __typename } coverage { variants share { ...E } }
    rework { rework { share { ...E } } pingPong { share { ...E } eventsPerTransaction { ...E } } } fit { average { ...E } log { ...E } deviations { step extraShare { ...E } skippedShare { ...E } } }
    times { turn calendar waiting { median { ...E } } } dropOff { step resolved { ...E } byHorizon { ...E } } } ... on Refusal { code message } } }
    fragment E on Estimate { value low high confidence n quality suppressed reasons }`,
  variables: ({ year, busiest }) => ({ service: busiest, period: year }),
  expected: '"edgeCount":',
};

const SATISFACTION: Report = {
  name: "satisfaction by day",
  query: `query ($agency: String!, $period: PeriodInput!) { services(agency: $agency, first: 1) { edges { node { code satisfaction(period: $period, interval: DAY) { __typename
    ... on SatisfactionSeries { lines { measure instrument version moment mode points { from to share { ...E } mean { ...E } } } } ... on Refusal { code message } } } } } }
    fragment E on Estimate { value low high confidence n quality suppressed reasons }`,
  // The busiest service is the first of its agency.
  variables: ({ year, busiest }) => ({ agency: busiest.split("/")[0], period: year }),
  expected: '"lines":[',
};

const DURATIONS: Report = {
  name: "durations by week",
  query: `query ($agency: String!, $period: PeriodInput!) { services(agency: $agency, first: 1) { edges { node { code durations(period: $period, interval: WEEK) { __typename
    ... on DurationSeries { points { from to clock { median { ...E } p90 { ...E } } working { median { ...E } p90 { ...E } } } } ... on Refusal { code message } } } } } }
    fragment E on Estimate { value low high confidence n quality suppressed reasons }`,
  // The busiest service is the first of its agency.
  variables: ({ year, busiest }) => ({ agency: busiest.split("/")[0], period: year }),
  expected: '"points":[',
};

/** The last thirty days of the year beside the thirty before. */
const WHAT_CHANGED: Report = {
  name: "whatChanged",
  query: `query ($filter: ReportFilter!) { whatChanged(filter: $filter) { __typename ... on WhatChanged { looked found lines { service { code } step measure instrument version mode verdict difference { ...E } shifts { by what } } } ... on Refusal { code message } } }
    fragment E on Estimate { value low high confidence n quality suppressed reasons }`,
  variables: ({ year }) => ({ filter: { period: { from: addDays(year.to, -30), to: year.to } } }),
  expected: '"looked":',
};

const COUNTRY_SATISFACTION: Report = {
  name: "satisfaction of the country by month",
  query: `query ($period: PeriodInput!) { satisfactionOverTime(period: $period, interval: MONTH) { __typename
    ... on PooledSatisfaction { services lines { measure instrument version moment mode points { from share { ...E } mean { ...E } } shareChart { kind } change { verdict difference { ...E } shifts { what } } } } ... on Refusal { code message } } }
    fragment E on Estimate { value low high confidence n quality suppressed reasons }`,
  variables: ({ year }) => ({ period: year }),
  expected: '"lines":[',
};

const HEALTH: Report = {
  name: "dataHealth",
  query: `query ($filter: ReportFilter!) { dataHealth(filter: $filter, first: 20) { __typename ... on DataHealth {
    portals { code lastEvent } services { service { code } lastEvent coverage { ...E } unmapped { ...E } links { answered { ...E } } linksByOutcome { outcome answered { ...E } } ownForm { ...E } } } ... on Refusal { code message } } }
    fragment E on Estimate { value low high confidence n quality suppressed reasons }`,
  variables: ({ year, busiest }) => ({ filter: { period: year, services: [busiest] } }),
  expected: '"portals":[',
};

const RETENTION: Report = {
  name: "retention",
  query: `query ($service: String!, $period: PeriodInput!) { retention(service: $service, period: $period) { __typename ... on Retention {
    takeUp { ...E } channels { channel undecided { ...E } leaked { ...E } } pooled { opportunity digital { ...E } } repeatWithin30 { ...E } leaving { band left { ...E } } risk { ratio { ...E } } } ... on Refusal { code message } } }
    fragment E on Estimate { value low high confidence n quality suppressed reasons }`,
  variables: ({ year, busiest }) => ({ service: busiest, period: year }),
  expected: '"takeUp":',
};

const WHO_ANSWERED: Report = {
  name: "whoAnswered",
  query: `query ($service: String!, $period: PeriodInput!) { whoAnswered(service: $service, period: $period) { __typename ... on WhoAnswered {
    asked { invited { ...E } answered { ...E } } linksByOutcome { outcome answered { ...E } } representativeness { by different groups { value respondents { ...E } difference { ...E } } }
    scores { instrument raw { ...E } weighted { ...E } designEffect } coverage { ...E } warnings signals { signal status } } ... on Refusal { code message } } }
    fragment E on Estimate { value low high confidence n quality suppressed reasons }`,
  // Whole months: the year's are from a first to a first.
  variables: ({ year, busiest }) => ({ service: busiest, period: { from: `${year.from.slice(0, 7)}-01`, to: `${year.to.slice(0, 7)}-01` } }),
  expected: '"representativeness":[',
};

const RANKED = (orderBy: string): Report => ({
  name: `ranking by ${orderBy.toLowerCase()}`,
  query: `query ($filter: ReportFilter!) { effortReport(filter: $filter, first: 1) { __typename ... on EffortReport {
    ranking(orderBy: ${orderBy}) { ranked } steps(first: 50, orderBy: ${orderBy}) { rank bound service { code } step { code } reached { ...E } returned { ...E } waiting { ...D } ease { ...A } } }
    ... on Refusal { code message } } }
    ${ESTIMATES}`,
  variables: ({ year }) => ({ filter: { period: year } }),
  expected: '"ranked":',
});

const DRIVERS: Report = {
  name: "drivers",
  query: `query ($service: String!, $period: PeriodInput!) { drivers(service: $service, period: $period) { __typename ... on ServiceDrivers {
    questions { instrument n refused explained { ...E } drivers { column weight { ...E } beta { ...E } performance { ...E } driver warnings } } } ... on Refusal { code message } } }
    fragment E on Estimate { value low high confidence n quality suppressed reasons }`,
  variables: ({ year, busiest }) => ({ service: busiest, period: year }),
  expected: '"questions":[',
};

const BENCHMARK: Report = {
  name: "benchmark of agencies",
  query: `query ($filter: ReportFilter!) { benchmark(filter: $filter) { __typename ... on Benchmark { withheld excluded { reason units } funnel { centre { ...E } }
    rows { agency { code } whyNot crude { ...E } standardised { ...E } funnel { place standsOut shrunk { ...E } } } } ... on Refusal { code message } } }
    fragment E on Estimate { value low high confidence n quality suppressed reasons }`,
  variables: ({ year }) => ({ filter: { period: year } }),
  expected: '"rows":[',
};

const BURDEN: Report = {
  name: "burdenReport",
  query: `query ($filter: ReportFilter!) { burdenReport(filter: $filter) { __typename ... on BurdenReport { services { edges { node {
    service { code } lines { figure turn currency estimate { ...E } } steps { code lines { figure turn estimate { ...E } } } } } } } ... on Refusal { code message } } }
    fragment E on Estimate { value low high confidence n quality suppressed reasons }`,
  variables: ({ year, busiest }) => ({ filter: { period: year, services: [busiest] } }),
  expected: '"services":{"edges":[{"node":{"service":',
};

const CARD: Report = {
  name: "simplificationCard",
  query: `query ($agency: String!, $period: PeriodInput!) { services(agency: $agency, first: 1) { edges { node { code simplificationCard(period: $period) { __typename
    ... on SimplificationCard { version comparedWithVersion lines { figure turn currency now { ...E } before { ...E } change { ...E } } } ... on Refusal { code message } } } } } }
    fragment E on Estimate { value low high confidence n quality suppressed reasons }`,
  // The busiest service is the first of its agency.
  variables: ({ year, busiest }) => ({ agency: busiest.split("/")[0], period: year }),
  expected: '"lines":[',
};

const WAITING: Report = {
  name: "whereItWaits",
  query: `query ($filter: ReportFilter!) { whereItWaits(filter: $filter) { __typename ... on WhereItWaits { holders { holder clock { total { ...E } } working { total { ...E } } }
    promises { kept { ...E } } returned { times { ...E } } steps { service { code } step { code } total { ...E } beforeMedian { ...E } } oldestOpen { oldest open { ...E } } } ... on Refusal { code message } } }
    fragment E on Estimate { value low high confidence n quality suppressed reasons }`,
  variables: ({ year }) => ({ filter: { period: year } }),
  expected: '"holders":[',
};

const AUTOMATION: Report = {
  name: "automationEffect",
  query: `query ($filter: ReportFilter!) { automationEffect(filter: $filter) { __typename ... on AutomationEffect { changeCount changes { service { code } step from to ease { difference { ...E } } waiting { difference { ...E } } returned { difference { ...E } } }
    kinds { kind automation steps { ...E } ease { ...E } waiting { ...E } returned { ...E } } } ... on Refusal { code message } } }
    fragment E on Estimate { value low high confidence n quality suppressed reasons }`,
  variables: ({ year }) => ({ filter: { period: year } }),
  expected: '"kinds":[',
};

/** Of the busiest service. */
export const SERVICE_REPORTS: readonly Report[] = [EFFORT, MAP, SATISFACTION, DURATIONS, HEALTH, BURDEN, CARD, DRIVERS, WHO_ANSWERED, RETENTION];

/** Of all steps of all services over twelve months. */
export const COUNTRY_REPORTS: readonly Report[] = [RANKED("INDEX"), RANKED("EASE"), RANKED("RETURNED"), RANKED("HOURS"), RANKED("TRIPS"), WAITING, AUTOMATION, BENCHMARK, COUNTRY_SATISFACTION, WHAT_CHANGED];

/** What both rankings are made of, as one statement that PostgreSQL answers by itself. */
export function rankingDirectly({ year }: Generated): { readonly text: string; readonly values: string[] } {
  return {
    text: `
      SELECT p.*, a.n, a.total::float8 / nullif(a.n, 0) AS mean
      FROM (
        SELECT service_id, procedure_id, step_code, sum(reached) AS reached, sum(returned_for_completion) AS returned, sum(with_error) AS with_error,
          sum(error_known) AS error_known, sum(passages) AS passages, sum(proceeded) AS proceeded, sum(abandoned) AS abandoned
        FROM passage_total_tally WHERE day >= $1 AND day < $2 GROUP BY service_id, procedure_id, step_code
      ) AS p
      LEFT JOIN (
        SELECT service_id, step_code, sum(n1 + n2 + n3 + n4 + n5) AS n, sum(n1 + 2 * n2 + 3 * n3 + 4 * n4 + 5 * n5) AS total
        FROM answer_month_tally WHERE day >= $1 AND day < $2 AND instrument_code = 'STEP_EASE5' GROUP BY service_id, step_code
      ) AS a ON a.service_id = p.service_id AND a.step_code = p.step_code
      ORDER BY mean, returned::float8 / nullif(reached, 0) DESC LIMIT 50`,
    values: [year.from, year.to],
  };
}
