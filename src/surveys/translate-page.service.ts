import type { UnitsOfWork } from "../database/unit-of-work";
import type { Access } from "../security/access";
import type { Actor } from "../security/actor";
import type { AuditLog } from "../security/audit-log";
import { Refusal } from "../shared/refusal";
import { languageProblem, pageTextProblem, type TranslatedText } from "./domain/translation";
import type { InstrumentBank } from "./instrument-bank.service";
import type { InstrumentRepository } from "./storage/instrument.repository";
import { PAGE_TEXTS } from "./storage/written-texts";

/** How far the page is translated. */
export interface PageTranslation {
  readonly language: string;
  /** Keys of what is not said in it yet; none: the page can be read in it. */
  readonly missing: string[];
}

/** Adds what the survey page says around its questions in a language beside Arabic and English. */
export class TranslatePageService {
  constructor(
    private readonly units: UnitsOfWork,
    private readonly instruments: InstrumentRepository,
    private readonly bank: InstrumentBank,
    private readonly access: Access,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Takes any number of texts, in the place of those taken before under the same keys; all or none. A page is in one language
   * throughout, so it is offered in this one once nothing is missing. Refusals: `INVALID_LANGUAGE`, `UNKNOWN_TEXT`, and
   * those of {@link pageTextProblem}.
   */
  async translate(actor: Actor, { language, texts }: { readonly language: string; readonly texts: readonly Pick<TranslatedText, "key" | "text">[] }): Promise<PageTranslation | Refusal> {
    this.access.require(actor, "surveys.govern");
    const noLanguage = languageProblem(language);
    if (noLanguage !== undefined) return noLanguage;
    const english = new Map(PAGE_TEXTS.map(({ key, text }) => [key, text["en"] ?? ""]));
    for (const [i, { key, text }] of texts.entries()) {
      const original = english.get(key);
      if (original === undefined) return new Refusal("UNKNOWN_TEXT", "The page says nothing under this key.", ["texts", i, "key"]);
      const refusal = pageTextProblem(text, original);
      if (refusal !== undefined) return refusal.under("texts", i, "text");
    }
    await this.units.write(async (unit) => {
      if (texts.length > 0) await this.instruments.putPageTexts(unit, texts.map(({ key, text }) => ({ language, key, text })));
      await this.audit.record(unit, actor, "translatePage", { language, texts: texts.map(({ key }) => key).join(" ") });
    });
    return this.units.read(async (unit) => {
      const said = new Set((await this.instruments.pageTexts(unit)).filter((one) => one.language === language).map(({ key }) => key));
      await this.bank.fresh(unit);
      return { language, missing: PAGE_TEXTS.map(({ key }) => key).filter((key) => !said.has(key)) };
    });
  }
}
