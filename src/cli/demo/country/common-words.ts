import type { Both, DemoSegment, DemoStep } from "./country-shapes";

/** Stages that most services share; those before applying and after it every procedure has anyway. */
export const APPLYING = { code: "APPLYING", names: { ar: "التقديم", en: "Applying" } };
export const PROCESSING = { code: "PROCESSING", names: { ar: "المعالجة", en: "Processing" } };
export const DELIVERY = { code: "DELIVERY", names: { ar: "الاستلام", en: "Delivery" } };

export const CITIZEN: DemoSegment = { code: "CITIZEN", names: { ar: "مواطن", en: "Citizen" }, beneficiary: "CITIZEN" };
export const RESIDENT: DemoSegment = { code: "RESIDENT", names: { ar: "مقيم", en: "Resident" }, beneficiary: "RESIDENT" };
export const ESTABLISHMENT: DemoSegment = { code: "ESTABLISHMENT", names: { ar: "منشأة", en: "Establishment" }, beneficiary: "ESTABLISHMENT" };
/** Stands before the others in a list: a transaction belongs to the first segment that fits. */
export const FILED_BY_OFFICE: DemoSegment = { code: "FILED-BY-OFFICE", names: { ar: "مقدَّمة عبر مكتب خدمات", en: "Filed by a service office" }, actedBy: "SERVICE_OFFICE" };

export const SIGN_IN: DemoStep = {
  code: "SIGN-IN",
  stage: "APPLYING",
  kind: "SIGN_IN",
  names: { ar: "الدخول بالهوية الرقمية", en: "Digital identity sign-in" },
  askAs: { ar: "تسجيل الدخول وإثبات الهوية", en: "Signing in and proving your identity" },
  automation: "ASSISTED",
};

/** A payment of a fee in baisas. */
export function payment(fee: number, names: Both, stage = "APPLYING"): DemoStep {
  return { code: "PAYMENT", stage, kind: "PAY", names, askAs: { ar: "دفع الرسوم", en: "Paying the fees" }, automation: "AUTOMATED", fee };
}
