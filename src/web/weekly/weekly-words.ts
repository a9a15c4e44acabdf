/** The languages a page is written in. */
export type PageLanguage = "ar" | "en";

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
    figure: { ar: "رسم بياني", en: "Chart" },
    table: { ar: "جدول", en: "Table" },
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
    summary: { ar: "الخلاصة", en: "At a glance" },
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
    noAnswers: { ar: "لم تُنشر إجابات كافية عن هذه الخدمة في هذه الفترة.", en: "Not enough answers about this service were released in this period." },
    notSaid: {
      ar: "لا تقول إن من أجاب يمثّل من لم يُجب. وتتداخل خطوات المرحلة الواحدة، فيُذكر عدد من بلغها بين حدّين. ولا يُقارن سؤال بسؤال آخر، ولا صيغة بصيغة.",
      en: "Not that those who answered stand for those who did not. Steps of a stage overlap, so how many reached it is told between two bounds. No question is compared with another, nor one wording with the next.",
    },
  },
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
  },
  signals: {
    ERROR: { ar: "الأخطاء", en: "errors" },
    RETRY: { ar: "إعادة المحاولة", en: "retries" },
    HELP: { ar: "طلب المساعدة", en: "help" },
    CHANNEL_SWITCH: { ar: "الانتقال بين القنوات", en: "channel switches" },
  },
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
  service: {
    ar: { zero: "لا خدمات", one: "خدمة واحدة", two: "خدمتان", few: "# خدمات", many: "# خدمةً", other: "# خدمة" },
    en: { zero: "no services", one: "# service", other: "# services" },
  },
  answer: {
    ar: { zero: "لا إجابات", one: "إجابة واحدة", two: "إجابتان", few: "# إجابات", many: "# إجابةً", other: "# إجابة" },
    en: { zero: "no answers", one: "# answer", other: "# answers" },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<PageLanguage, PluralForms>>>>;
