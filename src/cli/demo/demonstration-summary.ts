import { addDays } from "../../shared/local-day";
import type { Both } from "./country/demo-agency";
import type { NinetyDays } from "./ninety-days";
import { PLANTED } from "./planted-truths";

/** What was loaded, and what there is to find in it. */
export interface DemonstrationSummary {
  readonly from: string;
  /** The first day after the ninety. */
  readonly to: string;
  readonly transactions: number;
  readonly responses: number;
  readonly seconds: number;
  readonly truths: readonly PlantedTruth[];
}

/** One truth: where to look, and what a good report shows there. */
export interface PlantedTruth {
  readonly service: string;
  readonly step: string | null;
  readonly says: Both;
}

export function summarise(days: NinetyDays, counts: Pick<DemonstrationSummary, "transactions" | "responses" | "seconds">): DemonstrationSummary {
  return { ...days.period, ...counts, truths: truths(days) };
}

/** The summary for a person: a few lines in both languages and a command to begin with. */
export function summaryText({ from, to, transactions, responses, seconds, truths: planted }: DemonstrationSummary): string {
  const lastDay = addDays(to, -1);
  const n = (value: number): string => value.toLocaleString("en-US");
  return [
    `بيانات تجريبية: بلد متخيَّل، 90 يومًا حتى ${lastDay}: ${n(transactions)} معاملة و${n(responses)} مشاركة.`,
    `Demonstration: an imaginary country, 90 days until ${lastDay}: ${n(transactions)} transactions, ${n(responses)} responses (${seconds.toFixed(0)} s).`,
    "",
    "ما وُضع فيها ليُكتشف · What was planted in it, to be found:",
    ...planted.flatMap(({ service, step, says }) => [`  ${service}${step === null ? "" : ` › ${step}`}`, `    ${says.ar}`, `    ${says.en}`]),
    "",
    "ابدأوا من هنا · Begin here:",
    ...[PLANTED.slowStep, PLANTED.confusingStep].map(({ service }) => `  npx yusr report effort --service ${service} --from ${from} --to ${to}`),
  ].join("\n");
}

function truths(days: NinetyDays): readonly PlantedTruth[] {
  const { slowStep, confusingStep, failingChannel, onlySuccessesAnswer, improvedStep, returnLoop, otherAgency, serviceOffice, noSignals, ramadan, tinyService } = PLANTED;
  const lastOfRamadan = addDays(days.ramadan.to, -1);
  return [
    { service: slowStep.service, step: slowStep.step, says: { ar: "خطوة بطيئة: أسابيع من الانتظار، لكنها ليست صعبة على الناس.", en: "The slow step: it takes weeks, yet people do not find it hard." } },
    { service: confusingStep.service, step: confusingStep.step, says: { ar: "خطوة مُربِكة: أقل من دقيقتين، لكنها صعبة على الناس.", en: "The confusing step: under two minutes, yet people find it hard." } },
    {
      service: failingChannel.agency,
      step: failingChannel.step,
      says: { ar: "قناة تتعطّل: الدفع في تطبيق الهاتف.", en: `The failing channel (${failingChannel.channel}): payments in the app end in errors.` },
    },
    { service: onlySuccessesAnswer.agency, step: null, says: { ar: "لا يشارك إلا من قُبل طلبه، فالنتائج أجمل من الواقع.", en: "Only those who were granted answer: the scores look better than the service is." } },
    {
      service: improvedStep.service,
      step: improvedStep.step,
      says: { ar: `خطوة تحسّنت منذ ${days.improvedFrom}: أسرع وأسهل وأقل أخطاء.`, en: `Improved since ${days.improvedFrom}: quicker, easier, fewer errors.` },
    },
    { service: returnLoop.service, step: returnLoop.to, says: { ar: "معاملات تُعاد للاستكمال مرة بعد مرة.", en: "Returned for completion, again and again." } },
    { service: otherAgency.service, step: otherAgency.step, says: { ar: "خطوة عند جهة أخرى: الدور عليها لا على صاحبة الخدمة.", en: `The turn of another agency: ${otherAgency.holder} holds it.` } },
    { service: serviceOffice.service, step: null, says: { ar: "مكتب خدمات واحد يقدّم عن كثيرين.", en: `One service office files for many: ${serviceOffice.touchpoint}.` } },
    { service: noSignals.agency, step: null, says: { ar: "بوابة لا تقيس الأخطاء ولا المحاولات: «غير مَقيس» وليس صفرًا.", en: "A portal that measures no errors or retries: not measured, which is not zero." } },
    {
      service: ramadan.period,
      step: null,
      says: {
        ar: `رمضان بتقويم العرض التجريبي، من ${days.ramadan.from} إلى ${lastOfRamadan}: طلبات أقل ودوام أقصر.`,
        en: `Ramadan by the demonstration's own calendar, ${days.ramadan.from} to ${lastOfRamadan}: fewer applications, shorter hours.`,
      },
    },
    { service: tinyService.service, step: null, says: { ar: "خدمة صغيرة: مشاركاتها محجوبة لقلة العدد.", en: "A tiny service: its answers are hidden, too few." } },
  ];
}
