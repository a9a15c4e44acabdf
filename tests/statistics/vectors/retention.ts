import { avoidableContact } from "../../../src/statistics/avoidable-contact";
import { churnByEffort } from "../../../src/statistics/churn-by-effort";
import { digitalRetention } from "../../../src/statistics/digital-retention";
import { perceptionGap } from "../../../src/statistics/perception-gap";
import { perceivedActualRatio } from "../../../src/statistics/perceived-actual-ratio";
import { repeatContactRate } from "../../../src/statistics/repeat-contact-rate";
import { type RiskRatio, riskRatio } from "../../../src/statistics/risk-ratio";
import { pair, type VectorFunctions } from "./vector-functions";

/** Topic 9. */
export const RETENTION: VectorFunctions = {
  riskRatio: ({ x1, n1, x2, n2 }: { x1: number; n1: number; x2: number; n2: number }) => inTheirWords(riskRatio(x1, n1, x2, n2)),
  churnByEffort: ({ highEffort, lowEffort }: Record<"highEffort" | "lowEffort", { n: number; leftDigital: number }>) => {
    const churn = churnByEffort({ n: highEffort.n, left: highEffort.leftDigital }, { n: lowEffort.n, left: lowEffort.leftDigital });
    return { ...inTheirWords(churn), paf: churn?.attributable };
  },
  repeatContactRate: ({ contacts, windowDays, asOfDay, sameService }: { contacts: readonly { customer: string; service: string; day: number }[]; windowDays: number; asOfDay: number; sameService: boolean }) => {
    const { eligible, repeats, rate, immature } = repeatContactRate(contacts.map(({ customer, ...rest }) => ({ ...rest, subject: customer })), windowDays, asOfDay, sameService);
    return { eligibleContacts: eligible, repeats, rate, excludedImmature: immature };
  },
  avoidableContact: ({ avoidable, total }: { avoidable: number; total: number }) => {
    const contact = avoidableContact(avoidable, total);
    return { share: contact?.share, ci: pair(contact?.interval ?? null) };
  },
  digitalRetention: ({ cohorts }: { cohorts: readonly (readonly (number | null)[])[] }) => {
    const retention = digitalRetention(cohorts);
    return { retention: retention.cohorts, pooled: retention.pooled };
  },
  perceivedActualRatio: ({ actualMinutes, perceivedMinutes }: { actualMinutes: readonly number[]; perceivedMinutes: readonly number[] }) => {
    const ratio = perceivedActualRatio(actualMinutes.map((actual, at) => ({ actual, perceived: perceivedMinutes[at] ?? NaN })));
    return { ratio: ratio?.ratio, ci: pair(ratio?.interval ?? null), n: ratio?.n };
  },
  perceptionGap: ({ agencySaysEasy, customersSayEasy }: Record<"agencySaysEasy" | "customersSayEasy", readonly [easy: number, n: number]>) => {
    const [staff, people] = [agencySaysEasy, customersSayEasy].map(([easy, n]) => ({ easy, n }));
    const gap = staff === undefined || people === undefined ? null : perceptionGap(staff, people);
    return gap === null ? null : { ...gap, newcombe: pair(gap.newcombe) };
  },
};

function inTheirWords(risk: RiskRatio | null): object | null {
  return risk === null ? null : { rr: risk.ratio, rrCi: pair(risk.ratioInterval), odds: risk.odds, oddsCi: pair(risk.oddsInterval), rd: risk.difference };
}
