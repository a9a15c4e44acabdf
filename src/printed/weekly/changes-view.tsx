import type { VNode } from "preact";
import { changesCsv } from "../csv/changes-csv";
import type { MixShift } from "../../reports/domain/trends/mix-shift";
import type { Changed, WhatChanged } from "../../reports/domain/trends/what-changed";
import type { Fresh } from "../../shared/freshness";
import { addDays } from "../../shared/local-day";
import { Figure, Name, Table, type View, ViewFrame } from "./view-frame";
import type { PageWriter } from "./page-writer";
import { WEEKLY_WORDS } from "./weekly-words";

/** The first view: which services and steps moved beyond chance between the last two whole months, the worse news first. */
export function changesView(changes: Fresh<WhatChanged>, csvHref: string, writer: PageWriter): View {
  const words = WEEKLY_WORDS.changes;
  const { before, after, looked, found, lines } = changes;
  const title = writer.word(words.title);
  const shown = found > lines.length ? ` (${writer.word(words.first)} ${writer.number(lines.length)})` : "";
  const body = (
    <ViewFrame id="changes" title={title} question={writer.word(words.question)} notSaid={writer.word(words.notSaid)} csvHref={csvHref} writer={writer}>
      <p class="question">{`${writer.word(words.months)}: `}<bdi>{`${writer.month(before.from)} – ${writer.month(after.from)}`}</bdi></p>
      {lines.length === 0 ? <p class="empty">{writer.word(looked === 0 ? words.nothingToCompare : words.nothing)}</p> : (
        <Table caption={title} head={[words.where, words.what, words.verdict, words.difference, words.mix].map((word) => writer.word(word))} rows={lines.map((line) => row(line, lines, writer))} />
      )}
      <p class="question">{`${writer.word(words.looked)}: ${writer.number(looked)} · ${writer.word(words.found)}: ${writer.number(found)}${shown}`}</p>
      <NamedDays of={changes} writer={writer} />
    </ViewFrame>
  );
  return { id: "changes", title, body, csv: changesCsv(changes) };
}

function row(line: Changed, all: readonly Changed[], writer: PageWriter): readonly (VNode | string)[] {
  const { service, step, measure, verdict, difference, shifts } = line;
  const own = <Name of={writer.name(service.names, service.code)} />;
  return [
    step === null ? own : <><Name of={writer.name(line.stepNames ?? {}, step)} /><span class="margin">{own}</span></>,
    <>{writer.coded(WEEKLY_WORDS.measures, measure)}<Wording of={line} all={all} /></>,
    <span class={verdict === "IMPROVED" ? "" : "alarm"}>{writer.coded(WEEKLY_WORDS.verdicts, verdict)}</span>,
    <Figure of={difference} writer={writer} change />,
    shifts.length === 0 ? "—" : <>{shifts.map((shift) => <div>{shiftText(shift, writer)}</div>)}</>,
  ];
}

/** What tells two lines of one figure apart, where there are two. */
function Wording({ of, all }: { readonly of: Changed; readonly all: readonly Changed[] }): VNode | null {
  const alike = all.filter(({ service, step, measure }) => service.code === of.service.code && service.agencyCode === of.service.agencyCode && step === of.step && measure === of.measure);
  if (alike.length === 1 || of.instrument === null) return null;
  return <span class="margin"><bdi dir="ltr">{`${of.instrument} v${String(of.version)} ${of.mode ?? ""}`}</bdi></span>;
}

function shiftText({ by, what, before, after }: MixShift, writer: PageWriter): string {
  const name = what === null || by !== "CHANNEL" ? [writer.coded(WEEKLY_WORDS.mixes, by), what ?? ""].join(" ").trim() : writer.coded(WEEKLY_WORDS.channels, what);
  const comma = writer.language === "ar" ? "،" : ",";
  return `${name}: ${writer.percent(before, 0)}${comma} ${writer.word(WEEKLY_WORDS.changes.then)} ${writer.percent(after, 0)}`;
}

/** Days such as Ramadan, in which things may be otherwise whatever anybody did. */
function NamedDays({ of: { namedPeriods }, writer }: { readonly of: WhatChanged; readonly writer: PageWriter }): VNode | null {
  if (namedPeriods.length === 0) return null;
  return (
    <p class="question">
      {`${writer.word(WEEKLY_WORDS.changes.named)}: `}
      {namedPeriods.map(({ code, names, from, to }, index) => <>{index === 0 ? "" : " · "}<Name of={writer.name(names, code)} />{" ("}<bdi>{`${writer.shortDay(from)} – ${writer.shortDay(addDays(to, -1))}`}</bdi>)</>)}
    </p>
  );
}
