import type { Page } from "playwright-core";
import wording from "../../src/surveys/wording.json";
import type { SiteSurvey, SurveySite } from "./survey-site";
import { NOW } from "../surveys/survey-support";

/** One thing a person may have before them. */
export interface Stop {
  /** The type of question, or what the page says. */
  readonly what: string;
  readonly state: "empty" | "error" | "answered" | "said";
}

/** The pages of each survey, in order: the name of the field, and what type of question it is. */
export const QUESTIONS: Readonly<Record<Exclude<SiteSurvey, "discreet">, readonly (readonly [name: string, what: string])[]>> = {
  five: [
    ["q:COMPLETED", "yes, no or partly"],
    ["c:comment.notDone", "comment on what stopped them"],
    ["q:CES5_EASE", "rating of 5"],
    ["q:NPS11", "recommendation 0–10"],
    ["q:VISITS", "count in words"],
    ["q:ROADS/DAYS_WAITED", "count in digits"],
    ["q:ASKED_TWICE", "single choice"],
    ["q:ROADS/DOCUMENTS", "multiple choice"],
    ["q:HARDEST_STEP", "hardest step"],
    ["q:STEP_EASE5:FILL", "ease of the first step"],
    ["q:STEP_EASE5:PAY", "ease of the second step"],
    ["c:comment.done", "comment at the end"],
  ],
  seven: [
    ["q:COMPLETED", "yes, no or partly (7)"],
    ["c:comment.notDone", "comment on what stopped them (7)"],
    ["q:CES7", "rating of 7"],
    ["q:STEP_EASE7:FILL", "ease of the first step (7)"],
    ["q:STEP_EASE7:PAY", "ease of the second step (7)"],
    ["c:comment.done", "comment at the end (7)"],
  ],
};

/** Presses one of the page's own buttons, and waits for what comes. */
export async function press(page: Page, action: "next" | "back" | "skip" | "stop" | `language.${string}`): Promise<void> {
  const button = page.locator(action === "next" ? "button.main" : `button[name=action][value="${action}"]:not(.unseen)`);
  await Promise.all([page.waitForEvent("load"), button.click()]);
}

/** Fills in the page that is open: the second option, two of several, a number in Arabic-Indic digits, or a sentence. */
export async function fillIn(page: Page, language: string): Promise<void> {
  const [name] = await fieldsOf(page);
  if (name === undefined) throw new Error(`nothing to fill in at ${page.url()}`);
  const field = page.locator(`[name="${name}"]`);
  const [kind, tag] = await Promise.all([field.first().getAttribute("type"), field.first().evaluate(({ tagName }: any) => tagName)]);
  if (tag === "TEXTAREA") await field.fill(language === "ar" ? "الموعد بعيد جدًا، وطُلب مني المستند نفسه مرتين." : "The appointment was far away and I was asked for the same document twice.");
  else if (kind === "text") await field.first().fill("٩");
  else await field.nth(1).check();
  if (kind === "checkbox") await field.nth(0).check();
}

/** The names of the fields of the page that is open. */
export async function fieldsOf(page: Page): Promise<string[]> {
  const names = await page.locator("main [name^='q:'], main [name^='c:']").evaluateAll((fields: any[]): string[] => fields.map(({ name }) => name));
  return [...new Set(names)];
}

/** Goes wrong on the page that is open: with nothing chosen, or with too much written. */
async function goWrong(page: Page, name: string): Promise<void> {
  if (name.startsWith("c:")) await page.locator(`textarea[name="${name}"]`).fill("ب ".repeat(700));
  else if (name.endsWith("DAYS_WAITED")) await page.locator(`input[type=text]`).fill("2000");
  await press(page, "next");
}

/** Shows every type of question in every state, and every page that says something, in one language. */
export async function tour(page: Page, site: SurveySite, language: string, visit: (stop: Stop) => Promise<void>): Promise<void> {
  for (const survey of ["five", "seven"] as const) {
    await open(page, site, survey, language);
    for (const [name, what] of QUESTIONS[survey]) {
      if (!(await fieldsOf(page)).includes(name)) throw new Error(`${name} should stand at ${page.url()}, not ${(await fieldsOf(page)).join()}`);
      await visit({ what, state: "empty" });
      await goWrong(page, name);
      if ((await page.locator(".problem:focus").count()) !== 1) throw new Error(`what is wrong is not in focus at ${page.url()}`);
      await visit({ what, state: "error" });
      await fillIn(page, language);
      if (name === "q:COMPLETED") await page.locator('input[value="choice:PARTLY"]').check();
      await visit({ what, state: "answered" });
      await press(page, "next");
    }
    await says(page, "thanks", language);
    await visit({ what: `thanks after ${survey}`, state: "said" });
  }
  await page.goto(page.url().split("?")[0] ?? "");
  await says(page, "already", language);
  await visit({ what: "answered before", state: "said" });
  for (const [what, { key, show }] of Object.entries(SAID)) {
    await show(page, site, language);
    await says(page, key, language);
    await visit({ what, state: "said" });
    site.at(NOW);
    await site.mend();
  }
}

/** How many stops a tour has. */
export const STOPS = 3 * (QUESTIONS.five.length + QUESTIONS.seven.length) + 3 + 9;

/** How a person comes to each page that says something, and the key of the text that stands there. */
const SAID: Readonly<Record<string, { readonly key: string; readonly show: (page: Page, site: SurveySite, language: string) => Promise<void> }>> = {
  "first page, discreet": {
    key: "sensitive.lead",
    show: async (page, site, language) => {
      await open(page, site, "discreet", language);
    },
  },
  "notice unfolded": {
    key: "notice.full",
    show: async (page, site, language) => {
      await open(page, site, "five", language);
      await page.locator("summary").click();
    },
  },
  expired: {
    key: "expired",
    show: async (page, site, language) => {
      await open(page, site, "five", language);
      site.at(new Date("2026-05-10T09:00:00Z"));
      await page.reload();
    },
  },
  "opted out": {
    key: "optout.here",
    show: async (page, site, language) => {
      await open(page, site, "five", language);
      await press(page, "stop");
    },
  },
  "opted out before": {
    key: "optout.here",
    show: async (page, site, language) => {
      await open(page, site, "five", language);
      await press(page, "stop");
      await page.goto(page.url().split("?")[0] ?? "");
    },
  },
  unknown: {
    key: "unknown",
    show: async (page, site, language) => {
      await page.goto(`${site.app.address}/s/unknown`);
      if ((await page.locator("html").getAttribute("lang")) !== language) await press(page, `language.${language}`);
    },
  },
  "cookie gone, something written": {
    key: "unknown",
    show: async (page, site, language) => {
      await open(page, site, "five", language);
      await page.goto(`${page.url().split("?")[0] ?? ""}?at=c:comment.done&lang=${language}`);
      await fillIn(page, language);
      await page.context().clearCookies();
      await press(page, "next");
    },
  },
  "service error before anything": {
    key: "error.open",
    show: async (page, site, language) => {
      await open(page, site, "five", language);
      await site.fail();
      await page.reload();
    },
  },
  "service error, something written": {
    key: "error.save",
    show: async (page, site, language) => {
      await open(page, site, "five", language);
      await page.goto(`${page.url().split("?")[0] ?? ""}?at=c:comment.done&lang=${language}`);
      await fillIn(page, language);
      await site.fail();
      await press(page, "next");
    },
  },
};

/** Follows a new person's link. */
export async function open(page: Page, site: SurveySite, survey: SiteSurvey, language: string): Promise<string> {
  const [token = ""] = await site.invite(survey, language);
  await page.goto(`${site.app.address}/s/${token}`);
  return token;
}

/** That a page says a text of the product, up to its first place. */
async function says(page: Page, key: string, language: string): Promise<void> {
  const text = wording.texts.find((one) => one.key === key)?.[language === "ar" ? "ar" : "en"].split(/[{\n]/u)[0] ?? "";
  const shown = (await page.locator("body").textContent()) ?? "";
  if (text === "" || !shown.includes(text.trim())) throw new Error(`${key} should stand at ${page.url()}: ${shown.slice(0, 200)}`);
}
