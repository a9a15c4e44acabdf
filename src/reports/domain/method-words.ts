import type { Texts } from "../../shared/texts";
import type { Method } from "./estimate";

/** A method in the words of a reader who is no statistician: what its number says, and what it does not. One sentence each. */
export interface MethodWords {
  readonly says: Texts;
  readonly doesNotSay: Texts;
}

const words = (ar: string, en: string): Texts => ({ ar, en });

/** Every method has its words: whoever adds a code to `Method` must say here what its number means. */
export const METHOD_WORDS: Readonly<Record<Method, MethodWords>> = {
  COUNT: {
    says: words("عدد دقيق لما سُجِّل في الفترة.", "An exact count of what was recorded in the period."),
    doesNotSay: words("لا يشمل ما لم تسجّله البوابات.", "It leaves out what no portal recorded."),
  },
  SUM: {
    says: words("مجموع دقيق لما سُجِّل.", "An exact total of what was recorded."),
    doesNotSay: words("لا يبيّن كيف توزّع المجموع على الناس.", "It does not say how the total is spread over people."),
  },
  PUBLISHED: {
    says: words("ما تنصّ عليه إجراءات الخدمة المنشورة.", "What the published procedure of the service says."),
    doesNotSay: words("لا يبيّن ما يحدث فعلًا عند التطبيق.", "It does not say what really happens."),
  },
  MEAN_OF_SUM: {
    says: words("متوسط ما تكلّفه المعاملة الواحدة في كل خطواتها، مع هامش خطأ لا يقلّ عن الحقيقي.", "What one transaction costs on average over all its steps, with a margin that is never too narrow."),
    doesNotSay: words("لا يشمل ما لا تسجّله البوابات، كجمع المستندات قبل التقديم.", "It leaves out what no portal logs, such as getting the papers before applying."),
  },
  MOVER: {
    says: words("الفرق بين قيمتين، مع هامش الخطأ: إذا كان الصفر داخل المدى فقد يكون الفرق صدفة.", "How far apart two figures are, with the margin: where it holds 0, chance alone may have made the difference."),
    doesNotSay: words("لا يبيّن سبب الفرق.", "It does not say what made the difference."),
  },
  CLUSTER_RATIO: {
    says: words("متوسط عبر خطوات من النوع نفسه، وكل خطوة فيه مشاهدة واحدة.", "An average over steps of one kind, in which each step is one observation."),
    doesNotSay: words("لا يثبت أن الأتمتة هي سبب الفرق بين الخطوات.", "It does not show that automation makes the difference between the steps."),
  },
  BOUNDS: {
    says: words("العدد غير معروف، لكنه بين حدّين دقيقين.", "The number is not known, but lies between two exact ones."),
    doesNotSay: words("لا يبيّن إلى أي الحدّين هو أقرب.", "It does not say to which of the two it is nearer."),
  },
  RATIO: {
    says: words("كم مرة حدث أمر مقابل كل حالة من حالات أمر آخر.", "How many of one thing there were to each of another."),
    doesNotSay: words("بلا هامش خطأ، فلا يُبنى على فرق صغير منه حكم.", "It has no margin, so nothing follows from a small difference."),
  },
  RATIO_T: {
    says: words("مجموع مقسوم على مجموع آخر، وهامشه من اختلاف المعاملات بعضها عن بعض.", "One total divided by another, with a margin from how transactions differ."),
    doesNotSay: words("المعاملة الطويلة تؤثر فيه أكثر من القصيرة.", "It is no mean of transactions: a long one counts more than a short one."),
  },
  AALEN_JOHANSEN: {
    says: words("نسبة من توقفوا عند الخطوة خلال مدة محددة، مع احتساب من لا تزال معاملاتهم قيد الإجراء طوال المدة التي شوهدوا فيها.", "The share that gave up at the step within a stated time; those still under way count for as long as they were seen."),
    doesNotSay: words("يفترض أن من لا تزال معاملاتهم قيد الإجراء يتصرفون كمن سبقهم.", "It assumes that those still under way do as those before them did."),
  },
  KATZ: {
    says: words("كم ضعفًا يزيد احتمال المغادرة عند مجموعة عنه عند أخرى، مع هامش الخطأ: إذا كان الواحد داخل المدى فقد يكون الفرق صدفة.", "How many times as likely something is in one group as in another, with the margin: where it holds 1, chance alone may have made the difference."),
    doesNotSay: words("لا يثبت أن أحدهما سبب الآخر.", "It is no proof that the one causes the other."),
  },
  WOOLF: {
    says: words("نسبة الأرجحية بين مجموعتين، مع هامش الخطأ.", "The ratio of two odds, with the margin."),
    doesNotSay: words("ليست نسبة احتمالين: تبالغ فيها حين يكون الأمر شائعًا.", "It is no ratio of chances: it exaggerates that where the thing is common."),
  },
  ATTRIBUTABLE: {
    says: words("حصة المغادرات المرتبطة إحصائيًا بالصعوبة العالية.", "The share of departures statistically associated with much effort."),
    doesNotSay: words("لا يعني أن هذه الحصة ستبقى لو زالت الصعوبة.", "It does not say that so many would stay were the effort gone."),
  },
  RAKED: {
    says: words("النسبة كما كانت ستكون لو كان المجيبون بحصص جميع المعاملات من القنوات والفئات واللغات والنتائج.", "The share as it would be had the respondents the channels, segments, languages and outcomes of all transactions."),
    doesNotSay: words("لا يصحح ما يختلف فيه من لم يجيبوا داخل الفئة الواحدة.", "It cannot put right how those who stay silent differ within a group."),
  },
  STANDARDISED_DIFFERENCE: {
    says: words("بُعد حصة المجيبين عن حصة جميع المعاملات، بالانحراف المعياري: ما زاد على 0.1 فرق يُؤخذ في الحسبان.", "How far the respondents' share is from that of all, in standard deviations: beyond a tenth of one it counts."),
    doesNotSay: words("لا يبيّن هل تغيّر النتيجة بسببه.", "It does not say whether the score is different for it."),
  },
  WILSON: {
    says: words("نسبة، والمدى الذي تقع فيه النسبة الحقيقية في 95 من كل 100 حالة مماثلة.", "A share, and the range that holds the true share in 95 of 100 cases like this."),
    doesNotSay: words("لا يشمل الهامش من لم يجيبوا، وقد يكون رأيهم مختلفًا.", "The margin does not cover those who did not answer and may think otherwise."),
  },
  T: {
    says: words("متوسط الإجابات على سلّم السؤال نفسه، مع هامش الخطأ.", "The mean answer on the question's own scale, with its margin."),
    doesNotSay: words("لا يُقارن بمتوسط سؤال آخر أو سلّم آخر.", "It is not to be set against the mean of another question or another scale."),
  },
  NPS_ADJ_WALD: {
    says: words("نسبة من ينصحون بالخدمة ناقص نسبة من لا ينصحون بها، مع هامش الخطأ.", "Those who would recommend the service less those who would not, with its margin."),
    doesNotSay: words("يقيس القليل في خدمة لا بديل عنها.", "It measures little where there is no other service to choose."),
  },
  ORDER_STATISTIC: {
    says: words("المدة التي لم يتجاوزها نصف المعاملات (أو تسعة أعشارها)، بدقة 1 %.", "How long half of the transactions (or nine in ten) took at most, within 1 %."),
    doesNotSay: words("لا يشمل المعاملات التي لم تنته بعد.", "Transactions still under way are not in it."),
  },
  NEWCOMBE: {
    says: words("الفرق بين نسبتين، مع هامش الخطأ: إذا كان الصفر داخل المدى فقد يكون الفرق صدفة.", "How far apart two shares are, with the margin: where it holds 0, chance alone may have made the difference."),
    doesNotSay: words("لا يبيّن سبب الفرق.", "It does not say what made the difference."),
  },
  WELCH: {
    says: words("الفرق بين متوسطين على السلّم نفسه، مع هامش الخطأ: إذا كان الصفر داخل المدى فقد يكون الفرق صدفة.", "How far apart two means on one scale are, with the margin: where it holds 0, chance alone may have made the difference."),
    doesNotSay: words("لا يبيّن سبب الفرق.", "It does not say what made the difference."),
  },
  NPS_DIFFERENCE: {
    says: words("الفرق بين صافيي نقاط ترويج، بالنقاط، مع هامش الخطأ.", "How far apart two net scores are, in points, with the margin."),
    doesNotSay: words("لا يبيّن سبب الفرق.", "It does not say what made the difference."),
  },
  STANDARDISED: {
    says: words("الفرق لو بقيت حصص القنوات كما هي في الفترتين.", "The difference as it would be had the channels kept their shares in both periods."),
    doesNotSay: words("لا يستبعد ما تغيّر غير حصص القنوات.", "It does not take out anything else that changed."),
  },
  DID: {
    says: words("كم تغيّرت الخدمة أكثر مما تغيّرت خدمة للمقارنة لم يمسّها التحسين: أثر مُقدَّر.", "By how much more the service changed than one that was not touched: an estimated effect."),
    doesNotSay: words("يفترض أن الخدمتين كانتا ستسيران معًا لولا التحسين، ولا يمكن إثبات ذلك.", "It assumes that both would have moved alike without the change, which nothing can prove."),
  },
  ITS: {
    says: words("الفرق بين ما حدث بعد التاريخ وما كان سيحدث لو استمر الاتجاه السابق.", "The difference between what came after the date and what the earlier trend would have led to."),
    doesNotSay: words("لا يثبت أن التحسين هو السبب: قد يكون حدث أمر آخر في الوقت نفسه.", "It is no proof that the change caused it: something else may have happened at the time."),
  },
  DIRECT_STANDARDISED: {
    says: words("النتيجة كما كانت ستكون لو توزّعت المشاركات على القنوات (أو الفئات) كما تتوزّع عند الجميع.", "The figure as it would be if answers came through the channels (or from the segments) as they do for all together."),
    doesNotSay: words("لا يوحّد أثر ما سوى القناة أو الفئة: فقد تختلف الخدمات في أمور أخرى.", "It evens out nothing but that: services may differ in other ways."),
  },
  EMPIRICAL_BAYES: {
    says: words("النسبة مقرَّبة من متوسط الأقران، وكلما قلّت المشاركات زاد التقريب.", "The share drawn towards its peers, the more the fewer people answered."),
    doesNotSay: words("ليست ما أجاب به الناس، بل أفضل تقدير للحقيقة وراءه.", "It is not what people answered, but the best guess at what is behind it."),
  },
  EXPECTED_RANK: {
    says: words("الترتيب المتوقع مع مراعاة هامش الخطأ: من لا يمكن التمييز بينهم تتقارب مراتبهم.", "The place to be expected, margins counted in: those who cannot be told apart get places near each other."),
    doesNotSay: words("لا يثبت أن صاحب المرتبة الأعلى أفضل ممن يليه.", "It is no proof that one is better than the next."),
  },
  DAGJK: {
    says: words("تقدير مع هامش خطأ محسوب بحذف مجموعة من الناس في كل مرة.", "An estimate whose margin comes from leaving out one group of people at a time."),
    doesNotSay: words("الهامش لا يشمل من لم يجيبوا، وكون الوزن أعلى من الصفر لا يثبت شيئًا.", "The margin does not cover those who did not answer, and a weight above 0 proves nothing by itself."),
  },
  OLS: {
    says: words("في أي اتجاه يتغيّر الرأي مع العامل، والعوامل الأخرى ثابتة.", "Which way opinion moves with a driver while the others stand still."),
    doesNotSay: words("ارتباط بين المشاركين، لا سبب ونتيجة.", "It is association among those who answered, not cause and effect."),
  },
  LMG: {
    says: words("حصة العامل مما تفسّره العوامل معًا، بعد تجربة كل ترتيب لها.", "A driver's part of what all explain together, over every order of entering."),
    doesNotSay: words("بلا هامش خطأ، وهي ارتباط لا سبب.", "It has no margin, and it is association, not cause."),
  },
  SEI: {
    says: words("مؤشر صعوبة الخطوة، من 0 (يسيرة) إلى 100 (عسيرة).", "The Step Effort Index, from 0 (easy) to 100 (hard)."),
    doesNotSay: words("لا يُحسب هنا: ما هو مَقيس لا يكفي لأي صيغة منه.", "It is not worked out here: what is measured is not enough for any profile of it."),
  },
  SEI_FULL: {
    says: words("مؤشر صعوبة الخطوة من إجابات الناس وما يظهره السجل، والمدى يتسع لكل ما لم يُقَس.", "The Step Effort Index out of what people say and what the log shows; its range allows for anything that was not measured."),
    doesNotSay: words("الأوزان حكم معلن لا قياس، ولا يُقارن إلا بمؤشر من الصيغة والإصدار نفسيهما.", "Its weights are a published judgement, not a measurement, and it is only to be set against one of the same profile and version."),
  },
  SEI_STATUS: {
    says: words("مؤشر صعوبة الخطوة من إجابات الناس وتاريخ حالات المعاملة: التأخر والتوقف والإعادة للاستكمال.", "The Step Effort Index out of what people say and the history of states: delay, giving up and returns for completion."),
    doesNotSay: words("لا يعرف الأخطاء ولا طلبات المساعدة، ولا يُقارن بمؤشر من صيغة أخرى.", "It knows nothing of errors and calls for help, and is not to be set against another profile."),
  },
  SEI_FELT: {
    says: words("مؤشر صعوبة الخطوة كما يقولها الناس وحدهم.", "The Step Effort Index out of what people say alone."),
    doesNotSay: words("لا يبيّن ما جرى فعلًا في الخطوة.", "It does not say what really happened at the step."),
  },
  SEI_OBSERVED: {
    says: words("ما يظهره السجل من صعوبة الخطوة، بالنقاط.", "What the log shows of how hard a step is, in points."),
    doesNotSay: words("لا يبيّن كيف شعر الناس بها.", "It does not say how it felt."),
  },
  LOG_FRICTION: {
    says: words("التعثّر كما يظهر في السجل: التأخر والتوقف والإعادة.", "Friction in the log: delay, giving up and returns."),
    doesNotSay: words("ليس صعوبة: لم يُسأل أحد.", "It is not effort: nobody was asked."),
  },
};
