import type { ServiceFacts, StepFacts } from "../../../catalogue/domain/service-facts";
import type { Period } from "../../../shared/period";
import type { Texts } from "../../../shared/texts";
import type { Collector, Mode } from "../../../surveys/domain/collector";
import { Moment } from "../../../surveys/domain/moment";
import { type AnswerScore, answerScores } from "../answer-score";
import { isHidden } from "../estimate";
import { readingOf } from "../measure";
import { type ServiceName, serviceName } from "../service-effort";
import type { Thresholds } from "../thresholds";
import { type DriverAnalysis, driverAnalysis, type DriverFigures } from "./driver-analysis";
import { type DriverGroup, STEP } from "./driver-matrix";

/** Cross-products of one question and one version of the procedure. */
export interface QuestionMaterial {
  readonly procedureId: string;
  readonly instrumentCode: string;
  readonly instrumentVersion: number;
  readonly moment: Moment;
  readonly mode: Mode;
  readonly collector: Collector;
  readonly columns: readonly string[];
  readonly groups: readonly DriverGroup[];
}

/** A step by its name. */
export type NamedStep = Pick<StepFacts, "code" | "names">;

/** A driver with the step it is about; null: about the steps together. */
export type ServiceDriver = DriverFigures & { readonly step: NamedStep | null };

/** What drives the answers to one question, asked of people who went through one version of the procedure. Nothing is pooled. */
export type QuestionDrivers = Omit<DriverAnalysis, "drivers" | "n" | "groups"> &
  Pick<AnswerScore, "instrument" | "moment" | "scaleMin" | "scaleMax" | "direction" | "collector"> & {
    readonly version: number;
    readonly mode: Mode;
    /** Null: of a version that is no longer known. */
    readonly procedureVersion: number | null;
    /** Null where too few to be told. */
    readonly n: number | null;
    readonly drivers: readonly ServiceDriver[];
  };

/** What drives the effort of a service. */
export interface ServiceDrivers {
  readonly service: ServiceName;
  readonly period: Period;
  readonly thresholds: Thresholds;
  /** In both languages: what these numbers do not say. */
  readonly caveat: Texts;
  /** One for each question and procedure version, the most answered first. */
  readonly questions: readonly QuestionDrivers[];
}

/** METHODS 4.4, printed with every answer. */
const CAVEAT: Texts = {
  ar: "هذه الأوزان ارتباط بين من شاركوا، لا سبب ونتيجة: كل الإجابات من شخص واحد، ورضاه العام يرفعها معًا. وخطوة يجدها الجميع عسيرة بالقدر نفسه لا وزن لها وإن كانت أعسر الخطوات؛ لذلك يُقرأ الوزن مع الأداء ومع مؤشر صعوبة الخطوة، ولا يُقرأ وحده.",
  en: "These weights are association among those who answered, not cause and effect: one person gave all the ratings, and a general mood lifts them together. A step that everybody finds equally hard has no weight, however hard it is; so read a weight beside the performance and the Step Effort Index, never alone.",
};

/** The drivers of one service, from what was collected by Yusr; what an agency collected itself is in no figure. */
export function serviceDrivers(service: ServiceFacts, material: readonly QuestionMaterial[], period: Period, thresholds: Thresholds): ServiceDrivers {
  const asked = material.filter(({ collector, instrumentCode }) => collector === "YUSR" && readingOf(instrumentCode) !== undefined);
  const questions = asked.map((one) => ofQuestion(service, one, thresholds)).sort((a, b) => (b.n ?? 0) - (a.n ?? 0) || inOrder(a, b));
  return { service: serviceName(service), period: { from: period.from, to: period.to }, thresholds, caveat: CAVEAT, questions };
}

function ofQuestion(service: ServiceFacts, { procedureId, instrumentCode, instrumentVersion, moment, mode, columns, groups }: QuestionMaterial, thresholds: Thresholds): QuestionDrivers {
  const { groups: _, n, drivers, ...analysis } = driverAnalysis(columns, groups, thresholds);
  const procedure = service.procedures.find(({ id }) => id === procedureId);
  const none = { instrumentCode, instrumentVersion, mode, counts: [], waiting: false };
  const [{ instrument, scaleMin, scaleMax, direction, collector }] = answerScores(readingOf(instrumentCode)?.measure ?? "CES", [none], moment, thresholds, "NO_DATA");
  const stepOf = (column: string): NamedStep | null => {
    if (!column.startsWith(STEP)) return null;
    const code = column.slice(STEP.length);
    return { code, names: procedure?.steps.find((step) => step.code === code)?.names ?? {} };
  };
  return {
    ...analysis,
    instrument, scaleMin, scaleMax, direction, collector, moment, mode,
    version: instrumentVersion,
    procedureVersion: procedure?.version ?? null,
    n: isHidden(n, "ANSWERS", thresholds) ? null : n,
    drivers: drivers.map((driver) => ({ ...driver, step: stepOf(driver.column) })),
  };
}

const MOMENTS: readonly string[] = Object.keys(Moment);

function inOrder(a: QuestionDrivers, b: QuestionDrivers): number {
  return a.instrument.localeCompare(b.instrument) || MOMENTS.indexOf(a.moment) - MOMENTS.indexOf(b.moment) || a.mode.localeCompare(b.mode) || (b.procedureVersion ?? 0) - (a.procedureVersion ?? 0);
}
