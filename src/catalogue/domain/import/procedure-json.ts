import { parseInstant } from "../../../shared/instant";
import { Automation } from "../automation";
import { presentTexts } from "../names";
import { ABANDON_AFTER_DAYS, ExpectedTimeSource, OVER_TIME_TOLERANCE, type RequiredDocument, type StageOutline } from "../procedure-outline";
import { StepKind } from "../step-kind";
import { defaultAskAs, defaultAutomation, defaultParty, defaultSeenBy } from "../step-kind-defaults";
import { ResponsibleParty, SeenBy } from "../turn";
import type { ProcedureEntry } from "./catalogue-document";
import { checkWritten, type WrittenStep } from "../written-procedure";
import type { JsonObject } from "./json-object";

/** Reads a version of a procedure; without `publishedAt` it is a draft. Problems are reported on the object. */
export function readProcedure(object: JsonObject): ProcedureEntry {
  const publishedText = object.optionalText("publishedAt");
  const publishedAt = publishedText === null ? null : (parseInstant(publishedText) ?? null);
  if (publishedText !== null && publishedAt === null) object.report("INVALID_TIME", "Write a date-time with an offset, such as 2026-03-01T00:00:00+04:00.", ["publishedAt"]);
  const written: ProcedureEntry = {
    publishedAt,
    tentative: false,
    abandonAfterDays: object.optionalNumber("abandonAfterDays") ?? ABANDON_AFTER_DAYS,
    overTimeTolerance: object.optionalNumber("overTimeTolerance") ?? OVER_TIME_TOLERANCE,
    stages: object.objects("stages").map(readStage),
    steps: object.objects("steps").map(readStep),
  };
  object.end();
  object.reportAll(checkWritten(written));
  if (publishedText !== null && written.steps.length === 0) object.report("STEPS_MISSING", "A procedure without steps cannot be published.", ["steps"]);
  return written;
}

function readStage(object: JsonObject): StageOutline {
  const stage = { code: object.text("code"), names: presentTexts(object.texts("names")) };
  object.end();
  return stage;
}

function readStep(object: JsonObject): WrittenStep {
  const kind = object.choice("kind", StepKind);
  const fee = object.optionalObject("fee");
  const expected = object.optionalObject("expectedTime");
  const entry: WrittenStep = {
    code: object.text("code"),
    stageCode: object.text("stage"),
    names: presentTexts(object.optionalTexts("names") ?? defaultAskAs(kind)),
    kind,
    seenBy: object.optionalChoice("seenBy", SeenBy) ?? defaultSeenBy(kind),
    askAs: presentTexts(object.optionalTexts("askAs") ?? defaultAskAs(kind)),
    automation: object.optionalChoice("automation", Automation) ?? defaultAutomation(kind),
    responsibleParty: object.optionalChoice("responsibleParty", ResponsibleParty) ?? defaultParty(kind),
    responsibleAgency: object.optionalText("responsibleAgency"),
    documents: object.objects("documents").map(readDocument),
    inPerson: object.optionalFlag("inPerson") ?? kind === "VISIT",
    fee: fee === null ? null : { amount: fee.number("amount"), currency: fee.text("currency") },
    optional: object.optionalFlag("optional") ?? false,
    expectedTime: expected === null ? null : { seconds: expected.number("seconds"), source: expected.choice("source", ExpectedTimeSource) },
  };
  for (const part of [fee, expected, object]) part?.end();
  return entry;
}

function readDocument(object: JsonObject): RequiredDocument {
  const heldByAgency = object.optionalText("heldByAgency");
  const document = { names: presentTexts(object.texts("names")), ...(heldByAgency === null ? {} : { heldByAgency }) };
  object.end();
  return document;
}
