import { type Chance, chanceOf, inScript, pick, SCRIPTS } from "./planted-comments";

const whole = (chance: Chance, from: number, to: number): number => from + Math.floor(chance() * (to - from + 1));
const two = (n: number): string => String(n).padStart(2, "0");

/** What a comment may say with digits, and names nobody. */
const FILLINGS: Readonly<Record<string, (chance: Chance) => string>> = {
  amount: (c) => pick(c, [
    () => `${String(whole(c, 1, 999))}.${String(whole(c, 0, 999)).padStart(3, "0")}`, () => `${String(whole(c, 1, 9))},${String(whole(c, 0, 999)).padStart(3, "0")}`,
    () => `${String(whole(c, 1, 9))},${String(whole(c, 0, 999)).padStart(3, "0")},${String(whole(c, 0, 999)).padStart(3, "0")}`, () => `${String(whole(c, 10, 250))},${String(whole(c, 0, 9))}00`,
    () => `${String(whole(c, 1, 9))}٬${String(whole(c, 0, 999)).padStart(3, "0")}٫500`, () => String(whole(c, 1, 9_999)), () => String(whole(c, 10, 95) * 1000), () => `${String(whole(c, 100, 150))}-${String(whole(c, 151, 990))}`,
    () => `${String(whole(c, 1000, 1400))} - ${String(whole(c, 1500, 1990))}`, () => `${String(whole(c, 1, 9))} ${String(whole(c, 100, 999))} 000`, () => `${String(whole(c, 1000, 9999))}.${String(whole(c, 0, 999)).padStart(3, "0")}`,
  ])(),
  grouped: (c) => pick(c, ["1,250,000", "25,000", "3,500", "140,000", "1,000,000", "12,500", `${String(whole(c, 1, 9))},${String(whole(c, 100, 999))},${String(whole(c, 100, 999))}`]),
  date: (c) => {
    const [d, m, y] = [whole(c, 1, 28), whole(c, 1, 12), whole(c, 2015, 2027)];
    const hijri = whole(c, 1440, 1448);
    return pick(c, [`${two(d)}/${two(m)}/${String(y)}`, `${String(d)}/${String(m)}/${String(y)}`, `${String(y)}-${two(m)}-${two(d)}`, `${two(d)}-${two(m)}-${String(y)}`, `${String(d)}.${String(m)}.${String(y)}`, `${String(y)}/${two(m)}/${two(d)}`, `${two(d)}/${two(m)}/${two(y % 100)}`, `${String(d)}/${String(m)}/${String(hijri)}`, `${two(m)}/${String(y)}`]);
  },
  moment: (c) => `${two(whole(c, 1, 28))}/${two(whole(c, 1, 12))}/2026${pick(c, [" ", ", ", " - ", " الساعة "])}${two(whole(c, 0, 23))}:${two(whole(c, 0, 59))}`,
  span: (c) => `${two(whole(c, 1, 14))}/03/2026 - ${two(whole(c, 15, 30))}/03/2026`,
  time: (c) => pick(c, [`${two(whole(c, 0, 23))}:${two(whole(c, 0, 59))}`, `${String(whole(c, 1, 12))}:${two(whole(c, 0, 59))}`, `${two(whole(c, 7, 11))}:30-${two(whole(c, 12, 15))}:45`, `${two(whole(c, 7, 11))}:00 - ${two(whole(c, 12, 15))}:30`, "10:30:15"]),
  year: (c) => String(whole(c, 1970, 2040)),
  years: (c) => pick(c, [`${String(whole(c, 2015, 2020))}-${String(whole(c, 2021, 2027))}`, `${String(whole(c, 2015, 2020))}/${String(whole(c, 2021, 2027))}`, "2024 – 2025", "2024/25", "1446/1447", "2023, 2024, 2025", "2023، 2024"]),
  count: (c) => String(whole(c, 2, 999)),
  range: (c) => pick(c, [`${String(whole(c, 2, 20))}-${String(whole(c, 21, 99))}`, `${String(whole(c, 2, 20))} - ${String(whole(c, 21, 99))}`, `${String(whole(c, 2, 20))}–${String(whole(c, 100, 300))}`]),
  law: (c) => pick(c, [`${String(whole(c, 1, 150))}/${String(whole(c, 1970, 2027))}`, "35/2003", `${String(whole(c, 1990, 2026))}/${String(whole(c, 1, 300))}`]),
  article: (c) => pick(c, [String(whole(c, 1, 400)), `(${String(whole(c, 1, 99))})`, `${String(whole(c, 1, 99))}/${String(whole(c, 1, 9))}`, `${String(whole(c, 1, 9))}.${String(whole(c, 1, 9))}.${String(whole(c, 1, 9))}`]),
  share: (c) => pick(c, [`${String(whole(c, 1, 100))}%`, `${String(whole(c, 1, 99))}.5%`, `${String(whole(c, 1, 5))}/5`, `${String(whole(c, 1, 10))} من 10`]),
};

const TEMPLATES: readonly string[] = [
  "دفعت {amount} ريال ولم أستلم الإيصال", "الرسوم {amount} ر.ع. وهي كثيرة", "تأخر الطلب من {date} إلى {date}", "راجعت المركز يوم {moment} وكان مغلقا", "الموعد الساعة {time} ولم يحضر أحد", "منذ عام {year} وأنا أنتظر التحديث",
  "انتظرت {count} يوما و{count} ساعات", "حسب المادة {article} من القانون رقم {law}", "المرسوم السلطاني {law} واضح", "كان هناك نحو {grouped} مراجع", "زرت المكتب {count} مرات في {range} دقيقة", "الخدمة تعمل 24/7 والتقييم {share}", "في العام {years} كان الأمر أسهل",
  "المبلغ {grouped} بيسة لا يعقل", "بين {span} لم يرد أحد", "الصفحة 404 ثم الخطأ 500 في الخطوة {count}", "قدمت ثلاث مرات: 1) إلكترونيا 2) في المركز 3) بالهاتف", "القرار الوزاري {law} بتاريخ {date} ينص على {count} أيام", "النافذة رقم {count} أسرع من النافذة {count}", "أوقات الدوام {time}",
  "I paid {amount} OMR and got no receipt", "the fee of OMR {amount} is too high", "it took from {date} until {date}", "I came on {moment} and it was closed", "my appointment was at {time}, nobody came", "since {year} nothing has changed",
  "I waited {count} days and {count} hours", "article {article} of law {law} is clear", "Royal Decree {law} says otherwise", "there were about {grouped} people", "{count} visits, {range} minutes each", "open 24/7, but I give {share}", "in {years} it was easier",
  "between {span} nobody answered", "page 404, then error 500 at step {count}", "three times: 1) online 2) at the centre 3) by phone", "decision {law} of {date} says {count} days", "window {count} is faster than window {count}", "opening hours {time}", "$ {amount} for a stamp? USD {amount}!", "look at the last page, it is at 3 @ 4", "{grouped} requests in {year}, {share} of them late",
];

/** Comments that name nobody, in both languages and four scripts of digits. */
export function* cleanComments(seed: number, count: number): Generator<string> {
  const chance = chanceOf(seed);
  const scripts = Object.keys(SCRIPTS);
  for (let i = 0; i < count; i += 1) {
    const text = pick(chance, TEMPLATES).replace(/\{(\w+)\}/gu, (_, name: string) => FILLINGS[name]?.(chance) ?? name);
    yield inScript(text, pick(chance, ["Latin", "Latin", ...scripts]));
  }
}
