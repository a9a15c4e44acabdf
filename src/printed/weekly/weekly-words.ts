import type { Automation } from "../../catalogue/domain/automation";
import type { Channel } from "../../catalogue/domain/channel";
import type { Signal } from "../../catalogue/domain/signal";
import type { StepKind } from "../../catalogue/domain/step-kind";
import type { Turn } from "../../catalogue/domain/turn";
import type { BurdenFigure } from "../../reports/domain/burden/burden-line";
import type { EffortVerdict } from "../../reports/domain/effort-index/effort-index";
import type { EffortSignalName } from "../../reports/domain/effort-index/effort-policy";
import type { GapLabel } from "../../reports/domain/effort-index/felt-gap";
import type { ChangeVerdict } from "../../reports/domain/trends/change-verdict";
import type { MixDimension } from "../../reports/domain/trends/mix-shift";
import type { ChangedMeasure } from "../../reports/domain/trends/what-changed";
import type { Circumstance } from "../../reports/domain/who-answered/representativeness";
import type { Outcome } from "../../transactions/domain/outcome";

/** The languages a page is written in. */
export type PageLanguage = "ar" | "en";

/** Words for every code of a closed list: one that is added to the list cannot be forgotten here. */
type Words<Code extends string> = Readonly<Record<Code, Readonly<Record<PageLanguage, string>>>>;

/** Forms of a noun by `Intl.PluralRules`; `#` is the number. English has two. */
export interface PluralForms {
  readonly zero?: string;
  readonly one: string;
  readonly two?: string;
  readonly few?: string;
  readonly many?: string;
  readonly other: string;
}

/**
 * Every word of the weekly page, in both languages side by side, so that neither is written without the other. Arabic: the
 * vocabulary of the office (مستفيد، معاملة، منفذ), a noun before every inserted name and «» around it, "high" sounds bad.
 */
export const WEEKLY_WORDS = {
  page: {
    title: { ar: "الصفحة الأسبوعية", en: "The weekly page" },
    observatory: { ar: "يُسر · مرصد جهد المستفيد", en: "Yusr · effort observatory" },
    period: { ar: "الفترة", en: "Period" },
    from: { ar: "من", en: "from" },
    to: { ar: "حتى نهاية يوم", en: "to the end of" },
    until: { ar: "حتى نهاية يوم", en: "as of the end of" },
    otherLanguage: { ar: "English", en: "العربية" },
    csv: { ar: "الأرقام في جدول CSV", en: "The figures as CSV" },
    notSaid: { ar: "ما الذي لا تقوله هذه الأرقام؟", en: "What these numbers do not say" },
    views: { ar: "أقسام الصفحة", en: "Views" },
    noServices: { ar: "لا توجد خدمات لهذه الجهة في المرصد بعد.", en: "This agency has no services in the observatory yet." },
    howSure: { ar: "بين القوسين هامش الخطأ عند 95٪. ‏●○○ ثقة منخفضة (أقل من 30) · ●●○ من 30 · ●●● من 100 أو عدد مضبوط.", en: "In brackets: the 95% margin. ●○○ low confidence (fewer than 30) · ●●○ from 30 · ●●● from 100, or an exact count." },
    fresh: { ar: "بحسب ما سُجّل حتى", en: "As recorded by" },
    moreServices: { ar: "من أصل", en: "of" },
  },
  door: {
    signInTitle: { ar: "يلزم تسجيل الدخول", en: "Sign in first" },
    signIn: { ar: "تُفتح هذه الصفحة بمفتاح: في ترويسة Authorization، أو في خانة كلمة المرور حين يسألكم المتصفح.", en: "This page opens with a key: in the Authorization header, or as the password when the browser asks." },
    forbiddenTitle: { ar: "هذا المفتاح لا يفتح التقارير", en: "This key opens no reports" },
    forbidden: { ar: "تُعرض التقارير لمالك الخدمة ولمكتب التحول الرقمي.", en: "Reports are for service owners and the digital-transformation office." },
    missingTitle: { ar: "لا توجد صفحة بهذا العنوان", en: "Nothing here" },
    missing: { ar: "لا توجد جهة أو خدمة بهذا الرمز ضمن ما يمكنكم الاطلاع عليه.", en: "No agency or service of this code is among those you may see." },
    badTitle: { ar: "لم نفهم الطلب", en: "We did not understand that" },
    bad: { ar: "يُكتب العنوان هكذا: ‎/reports/weekly?agency=CODE&lang=ar&to=2026-01-31", en: "The address is written like this: /reports/weekly?agency=CODE&lang=en&to=2026-01-31" },
  },
  changes: {
    title: { ar: "ما الذي تغيّر؟", en: "What changed" },
    question: { ar: "أي الخدمات والخطوات تغيّرت في آخر شهر كامل بما يتجاوز الصدفة مقارنةً بالشهر الذي قبله؟", en: "Which services and steps moved beyond chance in the last whole month, against the month before?" },
    where: { ar: "الخدمة أو الخطوة", en: "Service or step" },
    what: { ar: "المؤشر", en: "What" },
    verdict: { ar: "الحكم", en: "Verdict" },
    difference: { ar: "الفرق", en: "Change" },
    mix: { ar: "ما تغيّر معه", en: "What changed along with it" },
    then: { ar: "ثم", en: "then" },
    nothing: { ar: "لم يتغيّر شيء بما يتجاوز الصدفة.", en: "Nothing moved beyond chance." },
    nothingToCompare: { ar: "لا توجد في آخر شهرين كاملين أدلة تكفي للمقارنة.", en: "The last two whole months hold too little to compare." },
    months: { ar: "آخر شهرين كاملين", en: "The last two whole months" },
    looked: { ar: "أرقام لها ما يكفي من الأدلة في الشهرين", en: "Figures with enough evidence in both" },
    found: { ar: "تغيّر منها بما يتجاوز الصدفة", en: "Of them moved beyond chance" },
    first: { ar: "يُعرض منها", en: "shown" },
    named: { ar: "فترات خاصة في هذين الشهرين", en: "Named days in these months" },
    notSaid: {
      ar: "لا تقول لماذا تغيّر شيء. وما لا يظهر هنا قد يكون تغيّر تغيّرًا أصغر من أن يُرى، أو لم تكفِ أدلته. ويُتوقَّع أن يكون واحد من كل عشرين سطرًا على الأكثر وليد الصدفة. وقد يختلف شهران لاختلاف الموسم وحده.",
      en: "Not why anything changed. What is not here may have changed by too little to be seen, or too little is known of it. Of the lines, at most one in twenty is expected to be chance. Two months may differ for their season alone.",
    },
  },
  measures: {
    CES: { ar: "سهولة الإجراءات", en: "Ease of the process" },
    CSAT: { ar: "مؤشر الرضا", en: "Satisfaction" },
    STEP_EASE: { ar: "سهولة الخطوة", en: "Ease of the step" },
    ERRORS: { ar: "معاملات فيها أخطاء", en: "Transactions with an error" },
    RETURNED: { ar: "معاملات معادة للاستكمال", en: "Returned for completion" },
  } satisfies Words<ChangedMeasure>,
  mixes: {
    CHANNEL: { ar: "القناة", en: "channel" },
    SERVICE: { ar: "الخدمة", en: "service" },
    RESPONSE_RATE: { ar: "نسبة المشاركة", en: "response rate" },
  } satisfies Words<MixDimension>,
  channels: {
    WEB: { ar: "الموقع الإلكتروني", en: "website" },
    MOBILE_APP: { ar: "تطبيق الهاتف", en: "app" },
    SERVICE_CENTRE: { ar: "مركز الخدمة", en: "service centre" },
    SERVICE_OFFICE: { ar: "مكتب الخدمات", en: "service office" },
    CALL_CENTRE: { ar: "مركز الاتصال", en: "call centre" },
    KIOSK: { ar: "جهاز الخدمة الذاتية", en: "kiosk" },
    SMS: { ar: "الرسائل النصية", en: "text messages" },
    CHAT: { ar: "المحادثة الفورية", en: "chat" },
    EMAIL: { ar: "البريد الإلكتروني", en: "e-mail" },
    POST: { ar: "البريد", en: "post" },
    SOCIAL_MEDIA: { ar: "وسائل التواصل", en: "social media" },
    OTHER: { ar: "قناة أخرى", en: "another channel" },
    UNKNOWN: { ar: "قناة غير معروفة", en: "channel unknown" },
  } satisfies Words<Channel | "UNKNOWN">,
  health: {
    title: { ar: "هل نثق بالأرقام؟", en: "Data health" },
    question: { ar: "من توقّف عن الإرسال، وما الذي ينقصنا؟", en: "Who stopped sending, and what is missing?" },
    portals: { ar: "البوابات", en: "Portals" },
    portal: { ar: "البوابة", en: "Portal" },
    services: { ar: "الخدمات", en: "Services" },
    service: { ar: "الخدمة", en: "Service" },
    lastEvent: { ar: "آخر حدث", en: "Last event" },
    silent: { ar: "مضى على آخر حدث", en: "Silent for" },
    nothing: { ar: "لا شيء في الفترة", en: "nothing in the period" },
    shared: { ar: "ترسلها بوابة أخرى أيضًا", en: "shared with another portal" },
    recorded: { ar: "المعاملات المسجّلة", en: "Recorded" },
    declared: { ar: "المتوقَّع بحسب السجل", en: "Declared" },
    coverage: { ar: "نسبة التغطية", en: "Coverage" },
    coverageChart: { ar: "نسبة التغطية: المسجّل إلى المعلن", en: "Coverage: recorded ÷ declared" },
    unmapped: { ar: "مرور بخطوات غير معرّفة", en: "Unmapped passages" },
    signals: { ar: "إشارات لم يُعلَن عن قياسها", en: "Signals undeclared" },
    ownForm: { ar: "إجابات عبر نموذج الجهة", en: "Own-form answers" },
    links: { ar: "روابط التقييم بحسب نتيجة المعاملة", en: "Survey links by outcome of the transaction" },
    outcome: { ar: "نتيجة المعاملة", en: "Outcome" },
    invited: { ar: "الدعوات", en: "Invited" },
    delivered: { ar: "وصلت", en: "Delivered" },
    opened: { ar: "فُتحت", en: "Opened" },
    answered: { ar: "أُجيب عنها", en: "Answered" },
    noPortals: { ar: "لا توجد بوابة مخوّلة بإرسال معاملات هذه الخدمات.", en: "No portal may report any of these services." },
    noLinks: { ar: "لم تُرسل روابط تقييم في الأشهر الكاملة من هذه الفترة.", en: "No survey links were handed over in the whole months of this period." },
    none: { ar: "لا شيء", en: "none" },
    notSaid: {
      ar: "لا تقول إن ما سُجّل صحيح، بل إنه وصل فقط. ولا تقول لماذا سكتت بوابة، ولا ماذا كان سيقول من لم يُجب. ولا يُذكر عدد المجيبين إلا في أشهر كاملة، وحين لا يقلّ عن الحدّ الأدنى.",
      en: "Not that what was recorded is right, only that it arrived. Not why a portal is silent, nor what those who did not answer would have said. How many answered is told in whole months only, and only where enough did.",
    },
  },
  card: {
    title: { ar: "بطاقة الخدمة", en: "Service card" },
    question: { ar: "كيف حال هذه الخدمة، وماذا يقول المستفيدون؟", en: "How is this one service, and what do people say?" },
    transactions: { ar: "المعاملات", en: "Transactions" },
    completion: { ar: "صدر فيها قرار", en: "Decided" },
    wholeTime: { ar: "من البداية إلى النهاية (الوسيط)", en: "Start to end, median" },
    responseRate: { ar: "نسبة المشاركة", en: "Response rate" },
    ease: { ar: "سهولة الإجراءات", en: "Ease of the process" },
    csat: { ar: "مؤشر الرضا", en: "Satisfaction" },
    stages: { ar: "المراحل: ما أحسّ به المستفيد وما سُجّل", en: "Stages: felt and observed" },
    stage: { ar: "المرحلة", en: "Stage" },
    reached: { ar: "بلغها", en: "Reached" },
    returned: { ar: "معادة للاستكمال", en: "Returned for completion" },
    abandoned: { ar: "توقفت فيها", en: "Given up in it" },
    time: { ar: "زمن المعالجة", en: "Time in it" },
    waiting: { ar: "زمن الانتظار", en: "Waiting" },
    felt: { ar: "وجدوها سهلة", en: "Found it easy" },
    overTime: { ar: "السهولة والرضا عبر الزمن", en: "Ease and satisfaction over time" },
    month: { ar: "الشهر", en: "Month" },
    lastChange: { ar: "بين آخر شهرين كاملين", en: "Between the last two whole months" },
    noAnswers: { ar: "لم تُنشر إجابات كافية عن هذه الخدمة في هذه الفترة.", en: "Not enough answers about this service were released in this period." },
    notSaid: {
      ar: "لا تقول إن من أجاب يمثّل من لم يُجب. وتتداخل خطوات المرحلة الواحدة، فيُذكر عدد من بلغها بين حدّين. ولا يُقارن سؤال بسؤال آخر، ولا صيغة بصيغة.",
      en: "Not that those who answered stand for those who did not. Steps of a stage overlap, so how many reached it is told between two bounds. No question is compared with another, nor one wording with the next.",
    },
  },
  heaviest: {
    title: { ar: "أثقل الخطوات", en: "Heaviest steps" },
    question: { ar: "أين يوفّر إصلاحٌ واحد على الناس أكثر؟", en: "Where would one fix spare people most?" },
    rank: { ar: "الترتيب", en: "Place" },
    step: { ar: "الخطوة", en: "Step" },
    kind: { ar: "نوع الخطوة", en: "Kind" },
    turn: { ar: "الدور على", en: "Whose turn" },
    automation: { ar: "الأتمتة", en: "Automation" },
    hours: { ar: "ساعات الناس في السنة", en: "People's hours a year" },
    trips: { ar: "الزيارات في السنة", en: "Trips a year" },
    activeTime: { ar: "وقت المستفيد في كل معاملة", en: "Own time, each" },
    index: { ar: "مؤشر صعوبة الخطوة", en: "Effort index" },
    verdict: { ar: "الحكم", en: "Verdict" },
    byIndex: { ar: "أعسر الخطوات بحسب المؤشر (0 يسيرة – 100 عسيرة)", en: "Hardest steps by the index (0 easy – 100 hard)" },
    broken: { ar: "علامة حمراء", en: "Red flag" },
    gap: { ar: "بين الإحساس والسجل", en: "Felt against observed" },
    easiest: { ar: "أيسر خطوة من نوعها", en: "Easiest of its kind" },
    noIndex: { ar: "لا تكفي الأدلة لترتيب أي خطوة بالمؤشر في هذه الفترة.", en: "There is not enough evidence to rank any step by the index in this period." },
    profile: { ar: "تُقارن المؤشرات المحسوبة بالطريقة نفسها فقط.", en: "Indexes are compared only where they are worked out in the same way." },
    none: { ar: "لم تُسجَّل في هذه الفترة أوقات للمستفيدين في أي خطوة.", en: "No time of people was recorded in any step of this period." },
    notSaid: {
      ar: "الترتيب بمجموع ساعات الناس، فتتقدّم خطوة يسيرة يمرّ بها كثيرون على خطوة عسيرة يمرّ بها قلّة. ولا تشمل الساعات ما يجري خارج البوابات، مثل جمع المستندات أو الطريق إلى المكتب، ولا الانتظار. والسنة تقدير من أيام الفترة.",
      en: "The order is by people's hours in all, so a mild step of many comes before a dreadful one of few. Hours hold nothing that happens where no portal looks, such as getting documents or the way to an office, and no waiting. A year is scaled from the days of the period.",
    },
  },
  verdicts: {
    IMPROVED: { ar: "تحسّنت", en: "improved" },
    WORSENED: { ar: "تراجعت", en: "worsened" },
    UNCHANGED: { ar: "لم تتغيّر", en: "unchanged" },
    CHANGED_MIX_DIFFERS: { ar: "تغيّرت، وتغيّر معها المستفيدون أنفسهم", en: "changed, and so did the people behind it" },
    NOT_ENOUGH: { ar: "الإجابات لا تكفي للحكم", en: "too few answers to say" },
  } satisfies Words<ChangeVerdict>,
  effortVerdicts: {
    CONFIRMED: { ar: "مؤكَّدة", en: "confirmed" },
    POSSIBLE: { ar: "محتاجة إلى أدلة", en: "possible" },
    NOT_HIGH: { ar: "غير مرتفعة", en: "not high" },
  } satisfies Words<EffortVerdict>,
  gaps: {
    FEELS_HARDER: { ar: "أصعب في الإحساس مما يظهر في السجل", en: "feels harder than it behaves" },
    HIDDEN_EFFORT: { ar: "أصعب في السجل مما يُحَسّ", en: "behaves harder than it feels" },
  } satisfies Words<GapLabel>,
  effortSignals: {
    DIFFICULTY: { ar: "وجدها المستفيدون صعبة", en: "found difficult" },
    OVER_TIME: { ar: "تجاوز المدة", en: "over time" },
    DROP_OFF: { ar: "التوقف قبل الإكمال", en: "drop-off" },
    HELP: { ar: "طلب المساعدة", en: "help" },
    CHANNEL_SWITCH: { ar: "الانتقال بين القنوات", en: "channel switches" },
    ERROR: { ar: "الأخطاء", en: "errors" },
    RETRY: { ar: "إعادة المحاولة", en: "retries" },
    RETURNED: { ar: "الإعادة للاستكمال", en: "returned" },
    COMPLAINT: { ar: "الشكاوى", en: "complaints" },
    NEGATIVE_COMMENT: { ar: "التعليقات السلبية", en: "negative comments" },
  } satisfies Words<EffortSignalName>,
  who: {
    title: { ar: "من أجاب؟", en: "Who answered" },
    eligible: { ar: "كان يمكن سؤالهم", en: "Could be asked" },
    invited: { ar: "الدعوات", en: "Invited" },
    delivered: { ar: "وصلت", en: "Delivered" },
    opened: { ar: "فُتحت", en: "Opened" },
    answered: { ar: "أُجيب عنها", en: "Answered" },
    doubt: { ar: "ما يدعو إلى الحذر", en: "In doubt" },
    different: { ar: "من أجاب يختلف عن بقية المستفيدين بحسب", en: "Those who answered are unlike everybody by" },
    alike: { ar: "لم يظهر أن من أجاب يختلف عن بقية المستفيدين.", en: "Those who answered were not seen to be unlike everybody." },
    question: { ar: "السؤال", en: "Question" },
    raw: { ar: "كما أُجيب", en: "As given" },
    weighted: { ar: "بعد ترجيح الإجابات لتمثّل الجميع", en: "Weighted to all" },
  },
  circumstances: {
    CHANNEL: { ar: "قناة تقديم الخدمة", en: "channel" },
    SEGMENT: { ar: "فئة المستفيد", en: "segment" },
    LANGUAGE: { ar: "اللغة", en: "language" },
    OUTCOME: { ar: "نتيجة المعاملة", en: "outcome" },
  } satisfies Words<Circumstance>,
  warnings: {
    UNDER_RECORDED: { ar: "المسجّل أقل من المعلن، فلا يمكن الحكم", en: "less is recorded than declared: it cannot be judged" },
    SUCCESSES_ONLY: { ar: "لم يُجب إلا من أُجيب طلبه", en: "only those who got a yes answered" },
    NONRESPONSE_BIAS: { ar: "من أجاب يختلف عن الجميع، ورأيه كذلك", en: "those who answered differ, and so does what they say" },
  },
  simplification: {
    title: { ar: "العبء على المستفيد", en: "What it costs people" },
    line: { ar: "البند", en: "Line" },
    now: { ar: "الإصدار", en: "Version" },
    change: { ar: "الفرق", en: "Change" },
    better: { ar: "ما نقص فقد تبسّط، إلا الوفاء بالموعد.", en: "Less is simpler, but for promises kept." },
    noEarlier: { ar: "لا يوجد إصدار سابق للمقارنة.", en: "There is no earlier version to compare with." },
  },
  burden: {
    TRANSACTIONS: { ar: "المعاملات", en: "Transactions" },
    REACHED: { ar: "بلغها", en: "Reached by" },
    STEPS: { ar: "الخطوات", en: "Steps" },
    OWN_STEPS: { ar: "خطوات يقوم بها المستفيد", en: "Steps people do themselves" },
    ACTIVE_TIME: { ar: "وقت المستفيد في كل معاملة", en: "Own time, each" },
    HOURS_A_YEAR: { ar: "ساعات الناس في السنة", en: "People's hours a year" },
    IN_PERSON_STEPS: { ar: "خطوات تتطلب الحضور", en: "Steps in person" },
    TRIPS: { ar: "الزيارات إلى مكتب، لكل معاملة", en: "Trips to an office, each" },
    TRIPS_A_YEAR: { ar: "الزيارات في السنة", en: "Trips a year" },
    DOCUMENTS: { ar: "المستندات المطلوبة", en: "Documents asked for" },
    DOCUMENTS_HELD: { ar: "منها متوفر لدى جهة حكومية", en: "Of them held by government" },
    AGENCIES: { ar: "الجهات", en: "Agencies" },
    FEE: { ar: "الرسوم", en: "Fee" },
    PROMISED_DAYS: { ar: "مدة الإنجاز المعلنة", en: "Published time" },
    PROMISES_KEPT: { ar: "الوفاء بالموعد المُبلَّغ به", en: "Promises kept" },
    DAYS_MEDIAN: { ar: "من البداية إلى النهاية (الوسيط)", en: "Start to end, median" },
    DAYS_P90: { ar: "تسعة أعشار المعاملات خلال", en: "Nine in ten within" },
    WAITING_DAYS: { ar: "أيام والدور على", en: "Days with" },
  } satisfies Words<BurdenFigure>,
  turns: {
    BENEFICIARY: { ar: "المستفيد", en: "the beneficiary" },
    AGENCY: { ar: "الجهة", en: "the agency" },
    OTHER_AGENCY: { ar: "جهة أخرى", en: "another agency" },
    THIRD_PARTY: { ar: "طرف ثالث", en: "a third party" },
  } satisfies Words<Turn>,
  automation: {
    MANUAL: { ar: "يدوية", en: "manual" },
    ASSISTED: { ar: "بمساعدة النظام", en: "assisted" },
    AUTOMATED: { ar: "مؤتمتة", en: "automated" },
  } satisfies Words<Automation>,
  kinds: {
    FIND_OUT: { ar: "معرفة الشروط والمستندات", en: "finding out" },
    GATHER: { ar: "جمع المستندات", en: "getting documents" },
    SIGN_IN: { ar: "تسجيل الدخول", en: "signing in" },
    FILL_IN: { ar: "تعبئة الطلب", en: "filling in" },
    UPLOAD: { ar: "إرفاق المستندات", en: "attaching documents" },
    BOOK: { ar: "حجز موعد", en: "booking" },
    VISIT: { ar: "الذهاب إلى مكتب", en: "going to an office" },
    INSPECTION: { ar: "المعاينة أو الفحص", en: "inspection" },
    OTHER_AGENCY: { ar: "موافقة جهة أخرى", en: "another agency's approval" },
    PAY: { ar: "دفع الرسوم", en: "paying" },
    WAIT: { ar: "انتظار الرد", en: "waiting" },
    FIX: { ar: "تعديل الطلب", en: "correcting" },
    RECEIVE: { ar: "استلام النتيجة", en: "receiving" },
    FOLLOW_UP: { ar: "المتابعة أو الاعتراض", en: "following up" },
    REVIEW: { ar: "المراجعة", en: "review" },
    DECIDE: { ar: "القرار", en: "decision" },
    SYSTEM: { ar: "النظام", en: "system" },
  } satisfies Words<StepKind>,
  outcomes: {
    IN_FLIGHT: { ar: "قيد الإجراء", en: "In flight" },
    GRANTED: { ar: "مقبولة", en: "Granted" },
    PARTLY_GRANTED: { ar: "مقبولة جزئيًا", en: "Partly granted" },
    REFUSED: { ar: "مرفوضة", en: "Refused" },
    NOT_ELIGIBLE: { ar: "غير مستوفية للشروط", en: "Not eligible" },
    WITHDRAWN: { ar: "ملغاة بطلب المستفيد", en: "Withdrawn" },
    ABANDONED: { ar: "متوقفة", en: "Abandoned" },
    EXPIRED: { ar: "منتهية المهلة", en: "Expired" },
    FAILED: { ar: "متعذّرة لعطل", en: "Failed" },
  } satisfies Words<Outcome>,
  signals: {
    ERROR: { ar: "الأخطاء", en: "errors" },
    RETRY: { ar: "إعادة المحاولة", en: "retries" },
    HELP: { ar: "طلب المساعدة", en: "help" },
    CHANNEL_SWITCH: { ar: "الانتقال بين القنوات", en: "channel switches" },
  } satisfies Words<Signal>,
  reasons: {
    NO_DATA: { ar: "لا بيانات", en: "no data" },
    NOT_MEASURED: { ar: "غير مَقيس", en: "not measured" },
    NOT_ASKED: { ar: "لم يُسأل أحد", en: "nobody asked" },
    SMALL_CELL: { ar: "محجوب لقلة العدد", en: "hidden, too few" },
    FILTER_NOT_AVAILABLE: { ar: "لا يُعدّ بهذا التقسيم", en: "not counted by this filter" },
    NO_EXPECTED_TIME: { ar: "لا مدة معلنة", en: "no expected time" },
    STEPS_OVERLAP: { ar: "الخطوات متداخلة", en: "steps overlap" },
    ANSWERS_WAITING: { ar: "إجابات لم تكتمل", en: "more answers wait" },
    MONTHS_LEFT_OUT: { ar: "أشهر كاملة فيها ما يكفي فقط", en: "whole months with enough only" },
    NOT_DECLARED: { ar: "لا عدد معلن", en: "nothing declared" },
    NOT_PUBLISHED: { ar: "غير معلن", en: "not published" },
    PARTLY_PUBLISHED: { ar: "معلن جزئيًا", en: "partly published" },
    PARTLY_MEASURED: { ar: "مَقيس جزئيًا", en: "partly measured" },
    DIFFERENT_CALENDARS: { ar: "تقويمان مختلفان", en: "different calendars" },
    NO_PROFILE: { ar: "إشارات غير كافية", en: "too few signals" },
    NO_RESPONDENTS: { ar: "فئة لم يُجب منها أحد", en: "a group without answers" },
    NOTHING_TO_WEIGH: { ar: "لا ما يُرجَّح به", en: "nothing to weigh by" },
    WEIGHTS_UNEQUAL: { ar: "أوزان متفاوتة", en: "weights too unequal" },
    LOW_COVERAGE: { ar: "مَقيس أقل من نصفه", en: "less than half measured" },
    FEW_OBSERVATIONS: { ar: "عدد قليل", en: "few" },
    MANY_UNRESOLVED: { ar: "كثير منها قيد الإجراء", en: "many still in flight" },
    OPEN_INTERVAL: { ar: "هامش مفتوح", en: "open margin" },
  },
} as const;

/** Forms of nouns, by the number before them. */
export const WEEKLY_PLURALS = {
  day: {
    ar: { zero: "أقل من يوم", one: "يوم واحد", two: "يومان", few: "# أيام", many: "# يومًا", other: "# يوم" },
    en: { zero: "less than a day", one: "# day", other: "# days" },
  },
  hour: {
    ar: { zero: "أقل من ساعة", one: "ساعة واحدة", two: "ساعتان", few: "# ساعات", many: "# ساعةً", other: "# ساعة" },
    en: { zero: "less than an hour", one: "# hour", other: "# hours" },
  },
  minute: {
    ar: { zero: "أقل من دقيقة", one: "دقيقة واحدة", two: "دقيقتان", few: "# دقائق", many: "# دقيقةً", other: "# دقيقة" },
    en: { zero: "less than a minute", one: "# minute", other: "# minutes" },
  },
  point: {
    ar: { one: "# نقطة مئوية", other: "# نقطة مئوية" },
    en: { one: "# point", other: "# points" },
  },
  workingDay: {
    ar: { zero: "أقل من يوم عمل", one: "يوم عمل واحد", two: "يوما عمل", few: "# أيام عمل", many: "# يوم عمل", other: "# يوم عمل" },
    en: { zero: "less than a working day", one: "# working day", other: "# working days" },
  },
  service: {
    ar: { zero: "لا خدمات", one: "خدمة واحدة", two: "خدمتان", few: "# خدمات", many: "# خدمةً", other: "# خدمة" },
    en: { zero: "no services", one: "# service", other: "# services" },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<PageLanguage, PluralForms>>>>;
