import type { StepKind } from "../../catalogue/domain/step-kind";
import type { Both } from "./country/demo-agency";

/** What people write, by the kind of step they found hard; `EASY` where they found none hard. They speak of themselves, so not in the register of letters. */
export const COMMENTS: Readonly<Partial<Record<StepKind | "EASY", readonly Both[]>>> = {
  FILL_IN: [
    { ar: "القائمة طويلة ولم أعرف أي خيار ينطبق عليّ.", en: "The list is long and I could not tell which option applied to me." },
    { ar: "المصطلحات غير مفهومة، اضطررت إلى الاتصال للسؤال.", en: "The terms are unclear; I had to call and ask." },
    { ar: "طلبوا بيانات موجودة لدى الحكومة أصلًا.", en: "They asked for details the government already has." },
  ],
  UPLOAD: [
    { ar: "رُفض الملف أكثر من مرة دون توضيح السبب.", en: "The file was rejected more than once without saying why." },
    { ar: "أعيد الطلب إليّ عدة مرات للاستكمال.", en: "My application came back to me several times for completion." },
  ],
  PAY: [
    { ar: "خُصم المبلغ وظهرت رسالة خطأ في التطبيق.", en: "The amount was taken and the app showed an error." },
    { ar: "حاولت الدفع من التطبيق ثلاث مرات.", en: "I tried to pay in the app three times." },
  ],
  INSPECTION: [
    { ar: "انتظرت طويلًا حتى حُدّد الموعد.", en: "I waited a long time for the appointment to be set." },
    { ar: "الموظف متعاون لكن الموعد متأخر.", en: "The officer was helpful, but the appointment was late." },
  ],
  OTHER_AGENCY: [{ ar: "كل جهة تحيلني إلى الأخرى.", en: "Each agency sends me to the other." }],
  SIGN_IN: [{ ar: "رمز التحقق يصل متأخرًا.", en: "The verification code arrives late." }],
  EASY: [
    { ar: "الخدمة سريعة وواضحة، شكرًا لكم.", en: "Quick and clear, thank you." },
    { ar: "أنجزت معاملتي من البيت.", en: "I did it all from home." },
    { ar: "تحسّن ملحوظ عن السابق.", en: "Clearly better than before." },
  ],
};
