import type { NonEmptyArray } from "type-graphql";
import { AgencyResolver } from "../catalogue/api/agency.resolver";
import { AgencyCalendarResolver } from "../catalogue/api/agency-calendar.resolver";
import { CalendarsResolver } from "../catalogue/api/calendars.resolver";
import { CatalogueResolver } from "../catalogue/api/catalogue.resolver";
import { ModellingResolver } from "../catalogue/api/modelling.resolver";
import { OfficeResolver } from "../catalogue/api/office.resolver";
import { OwnerResolver } from "../catalogue/api/owner.resolver";
import { PortalGrantResolver, PortalResolver, SignalDeclarationResolver } from "../catalogue/api/portal.resolver";
import { ProcedureResolver } from "../catalogue/api/procedure.resolver";
import { ProcessStepResolver } from "../catalogue/api/process-step.resolver";
import { ServiceResolver } from "../catalogue/api/service.resolver";
import { SignalsResolver } from "../catalogue/api/signals.resolver";
import { ServiceStatusesResolver } from "../catalogue/api/service-statuses.resolver";
import { StageResolver } from "../catalogue/api/stage.resolver";
import { HandOverResolver } from "../surveys/api/hand-over.resolver";
import { InstrumentsResolver } from "../surveys/api/instruments.resolver";
import { RecordResponsesResolver } from "../surveys/api/record-responses.resolver";
import { SamplingResolver } from "../surveys/api/sampling.resolver";
import { SurveyFormResolver } from "../surveys/api/survey-form.resolver";
import { SurveysResolver } from "../surveys/api/surveys.resolver";
import { CorrectTransactionsResolver } from "../transactions/api/correct-transactions.resolver";
import { RecordStatusChangesResolver } from "../transactions/api/record-status-changes.resolver";
import { RecordTransactionsResolver } from "../transactions/api/record-transactions.resolver";
import { DataHealthResolver } from "../reports/api/data-health.resolver";
import { BenchmarkResolver } from "../reports/api/benchmark.resolver";
import { AutomationEffectResolver } from "../reports/api/automation-effect.resolver";
import { BurdenResolver } from "../reports/api/burden.resolver";
import { DriversResolver } from "../reports/api/drivers.resolver";
import { DurationSeriesResolver } from "../reports/api/duration-series.resolver";
import { EffortPolicyResolver } from "../reports/api/effort-policy.resolver";
import { EffortReportResolver } from "../reports/api/effort-report.resolver";
import { MethodResolver } from "../reports/api/method.resolver";
import { PooledSatisfactionResolver } from "../reports/api/pooled-satisfaction.resolver";
import { ProcessMapResolver } from "../reports/api/process-map.resolver";
import { RetentionResolver } from "../reports/api/retention.resolver";
import { WhatChangedResolver } from "../reports/api/what-changed.resolver";
import { SatisfactionResolver } from "../reports/api/satisfaction.resolver";
import { SimplificationCardResolver } from "../reports/api/simplification-card.resolver";
import { WhereItWaitsResolver } from "../reports/api/where-it-waits.resolver";
import { WhoAnsweredResolver } from "../reports/api/who-answered.resolver";
import { ChangesResolver } from "../improvement/api/changes.resolver";
import { UnmappedResolver } from "../transactions/api/unmapped.resolver";
import { ViewerResolver } from "./viewer.resolver";

/** A class whose instance answers fields; instances are made in `app.ts`. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- type-graphql's own word for a resolver class
export type ResolverClass = Function;

/** Every resolver class of the house: the schema is made of these. */
export const RESOLVER_CLASSES: NonEmptyArray<ResolverClass> = [
  ViewerResolver,
  CatalogueResolver,
  OfficeResolver,
  OwnerResolver,
  SignalsResolver,
  AgencyResolver,
  ServiceResolver,
  ProcedureResolver,
  StageResolver,
  ProcessStepResolver,
  PortalResolver,
  PortalGrantResolver,
  SignalDeclarationResolver,
  ModellingResolver,
  CalendarsResolver,
  AgencyCalendarResolver,
  ServiceStatusesResolver,
  RecordTransactionsResolver,
  CorrectTransactionsResolver,
  SurveysResolver,
  SurveyFormResolver,
  RecordResponsesResolver,
  HandOverResolver,
  SamplingResolver,
  InstrumentsResolver,
  RecordStatusChangesResolver,
  UnmappedResolver,
  DataHealthResolver,
  BenchmarkResolver,
  DriversResolver,
  DurationSeriesResolver,
  EffortPolicyResolver,
  EffortReportResolver,
  MethodResolver,
  PooledSatisfactionResolver,
  ProcessMapResolver,
  RetentionResolver,
  SatisfactionResolver,
  WhatChangedResolver,
  BurdenResolver,
  SimplificationCardResolver,
  AutomationEffectResolver,
  WhereItWaitsResolver,
  WhoAnsweredResolver,
  ChangesResolver,
];
