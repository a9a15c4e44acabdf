import type { Texts } from "../../shared/texts";
import type { Automation } from "./automation";
import type { StepKind } from "./step-kind";
import type { ResponsibleParty, SeenBy } from "./turn";

/** How steps of a kind are named to people, where a procedure says nothing better. */
const ASK_AS: Readonly<Record<StepKind, Texts>> = {
  FIND_OUT: { ar: "معرفة الشروط والمستندات", en: "Finding out what is needed" },
  GATHER: { ar: "جمع المستندات", en: "Getting the documents" },
  SIGN_IN: { ar: "تسجيل الدخول وإثبات الهوية", en: "Signing in and proving your identity" },
  FILL_IN: { ar: "تعبئة الطلب", en: "Filling in the application" },
  UPLOAD: { ar: "إرفاق المستندات", en: "Attaching documents" },
  BOOK: { ar: "حجز موعد", en: "Booking an appointment" },
  VISIT: { ar: "الذهاب إلى مكتب أو مركز", en: "Going to an office or centre" },
  INSPECTION: { ar: "المعاينة أو الفحص", en: "Inspection or test" },
  OTHER_AGENCY: { ar: "موافقة جهة أخرى", en: "Another agency's approval" },
  PAY: { ar: "دفع الرسوم", en: "Paying the fees" },
  WAIT: { ar: "انتظار الرد", en: "Waiting for an answer" },
  FIX: { ar: "تعديل الطلب أو استكماله", en: "Correcting or completing the application" },
  RECEIVE: { ar: "استلام النتيجة أو الوثيقة", en: "Receiving the result or document" },
  FOLLOW_UP: { ar: "المتابعة أو الاعتراض", en: "Following up or objecting" },
  // People do not see these; what they know of them is the wait.
  REVIEW: { ar: "انتظار الرد", en: "Waiting for an answer" },
  DECIDE: { ar: "انتظار الرد", en: "Waiting for an answer" },
  SYSTEM: { ar: "انتظار الرد", en: "Waiting for an answer" },
};

const UNSEEN: readonly StepKind[] = ["REVIEW", "DECIDE", "SYSTEM"];

/** How a person is asked about a step of this kind; steps that only the government sees are asked about as the wait they cause. */
export function defaultAskAs(kind: StepKind): Texts {
  return ASK_AS[kind];
}

/** Who sees a step of this kind, where a procedure does not say. */
export function defaultSeenBy(kind: StepKind): SeenBy {
  if (UNSEEN.includes(kind)) return "GOVERNMENT";
  return kind === "OTHER_AGENCY" || kind === "INSPECTION" || kind === "VISIT" ? "BOTH" : "BENEFICIARY";
}

/** Who answers for a step of this kind, where a procedure does not say. */
export function defaultParty(kind: StepKind): ResponsibleParty {
  return kind === "OTHER_AGENCY" ? "OTHER_AGENCY" : "AGENCY";
}

/** How a step of this kind is done, where nobody said: by hand, unless it is the system's own. Never flatters. */
export function defaultAutomation(kind: StepKind): Automation {
  return kind === "SYSTEM" ? "AUTOMATED" : "MANUAL";
}
