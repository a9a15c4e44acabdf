import type { Browser } from "playwright-core";
import { askAxe, type Findings, type Look, lookAt, newWindow } from "./survey-browser";
import type { SurveySite } from "./survey-site";
import { ownProblems } from "./survey-own-checks";
import { type Stop, tour } from "./survey-tour";

/** What axe and our own checks say about one stop in one look. */
export interface Seen {
  readonly stop: Stop;
  readonly language: string;
  readonly look: Look;
  readonly findings: Findings;
}

/** Asks axe about every stop, of the tour in some looks, and checks what axe does not. */
export async function inspect(browser: Browser, site: SurveySite, language: string, looks: (stop: Stop) => readonly Look[], seenOne: () => void = () => undefined): Promise<readonly Seen[]> {
  const page = await newWindow(browser, language, { javaScriptEnabled: true, bypassCSP: true });
  const seen: Seen[] = [];
  await tour(page, site, language, async (stop) => {
    for (const look of looks(stop)) {
      await lookAt(page, look);
      const { violations, incomplete } = await askAxe(page);
      seen.push({ stop, language, look, findings: { violations: [...violations, ...(await ownProblems(page, language))], incomplete } });
      seenOne();
    }
  });
  await page.context().close();
  return seen;
}

/** What axe could not decide. */
export function undecided(seen: readonly Seen[]): readonly string[] {
  return [...new Set(seen.flatMap(({ findings }) => findings.incomplete))];
}
