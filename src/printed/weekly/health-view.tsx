import { healthCsv } from "../csv/data-health-csv";
import type { DataHealth, ServiceHealth } from "../../reports/domain/data-health/data-health";
import type { Fresh } from "../../shared/freshness";
import { barChart } from "./page-charts";
import { Chart, Figure, Name, Table, type View, ViewFrame } from "./view-frame";
import type { PageWriter } from "./page-writer";
import { WEEKLY_WORDS } from "./weekly-words";

/** Below this, scores of a service should not be judged (PEOPLE section 5). */
const ENOUGH_COVERAGE = 0.8;
/** From so many days on, silence is worth a call. */
const LONG_SILENCE = 3;

/** The second view: whether the figures may be trusted. */
export function healthView(health: Fresh<DataHealth>, csvHref: string, writer: PageWriter): View {
  const words = WEEKLY_WORDS.health;
  const name = (row: ServiceHealth) => <Name of={writer.name(row.service.names, row.service.code)} />;
  const covered = health.services.filter(({ coverage }) => coverage.value !== null);
  const asked = health.services.filter(({ linksByOutcome }) => linksByOutcome.length > 0);
  const title = writer.word(words.title);
  const body = (
    <ViewFrame id="health" title={title} question={writer.word(words.question)} notSaid={writer.word(words.notSaid)} csvHref={csvHref} writer={writer}>
      <h3>{writer.word(words.portals)}</h3>
      {health.portals.length === 0 ? <p class="empty">{writer.word(words.noPortals)}</p> : (
        <Table caption={writer.word(words.portals)} head={[words.portal, words.services, words.lastEvent, words.silent].map((word) => writer.word(word))}
          rows={health.portals.map((portal) => [
            <Name of={writer.name(portal.names, portal.code)} />,
            <>{writer.number(portal.services)}{portal.sharedServices === 0 ? null : <span class="margin">{`${writer.word(words.shared)}: ${writer.number(portal.sharedServices)}`}</span>}</>,
            ...silence(portal, writer),
          ])} />
      )}
      <h3>{`${writer.word(words.services)}${health.totalServices > health.services.length ? ` (${writer.number(health.services.length)} ${writer.word(WEEKLY_WORDS.page.moreServices)} ${writer.number(health.totalServices)})` : ""}`}</h3>
      <Table caption={writer.word(words.services)}
        head={[words.service, words.lastEvent, words.silent, words.recorded, words.declared, words.coverage, words.unmapped, words.signals, words.ownForm].map((word) => writer.word(word))}
        rows={health.services.map((row) => [
          name(row),
          ...silence(row, writer),
          <Figure of={row.recorded} writer={writer} />,
          <Figure of={row.declared} writer={writer} />,
          row.coverage.value === null ? <Figure of={row.coverage} writer={writer} /> : <span class={row.coverage.value < ENOUGH_COVERAGE ? "alarm" : ""}><bdi>{writer.percent(row.coverage.value, 0)}</bdi></span>,
          <Figure of={row.unmapped} writer={writer} />,
          row.undeclaredSignals.length === 0 ? writer.word(words.none) : row.undeclaredSignals.map((signal) => writer.coded(WEEKLY_WORDS.signals, signal)).join(writer.language === "ar" ? "، " : ", "),
          <Figure of={row.ownForm} writer={writer} />,
        ])} />
      {covered.length === 0 ? null : (
        <><h3>{writer.word(words.coverageChart)}</h3><Chart caption={writer.word(words.coverageChart)} svg={barChart(
          covered.map((row) => ({ label: writer.name(row.service.names, row.service.code).text, value: row.coverage.value, low: null, high: null })),
          writer.language, (value) => writer.percent(value, 0), { at: ENOUGH_COVERAGE, label: writer.percent(ENOUGH_COVERAGE, 0) })} /></>
      )}
      <h3>{writer.word(words.links)}</h3>
      {asked.length === 0 ? <p class="empty">{writer.word(words.noLinks)}</p> : (
        <Table caption={writer.word(words.links)} head={[words.service, words.outcome, words.invited, words.delivered, words.opened, words.answered].map((word) => writer.word(word))}
          rows={asked.flatMap((row) => row.linksByOutcome.map((links) => [
            name(row), writer.coded(WEEKLY_WORDS.outcomes, links.outcome),
            ...[links.invited, links.delivered, links.opened, links.answered].map((figure) => <Figure of={figure} writer={writer} />),
          ]))} />
      )}
    </ViewFrame>
  );
  return { id: "health", title, body, csv: healthCsv(health) };
}

function silence({ lastEvent, silentDays }: Pick<ServiceHealth, "lastEvent" | "silentDays">, writer: PageWriter) {
  if (lastEvent === null) return [<span class="alarm">{writer.word(WEEKLY_WORDS.health.nothing)}</span>, "—"];
  const days = silentDays ?? 0;
  return [<bdi>{writer.shortDay(lastEvent)}</bdi>, <span class={days >= LONG_SILENCE ? "alarm" : ""}>{writer.plural("day", days)}</span>];
}
