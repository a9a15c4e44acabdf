import type { Both, DemoStep } from "./demo-agency";

/** Applying is much the same everywhere: stages and steps that most services share. The stages before it and after it every procedure has anyway. */
export const APPLYING = { code: "APPLYING", names: { ar: "التقديم", en: "Applying" } };
export const PROCESSING = { code: "PROCESSING", names: { ar: "المعالجة", en: "Processing" } };
export const DELIVERY = { code: "DELIVERY", names: { ar: "الاستلام", en: "Delivery" } };

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
