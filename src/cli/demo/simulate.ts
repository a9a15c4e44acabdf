import type { ActedBy } from "../../catalogue/domain/acted-by";
import { addDays } from "../../shared/local-day";
import type { Channel } from "../../catalogue/domain/channel";
import type { Place } from "./country";
import type { DemoService } from "./country/demo-agency";
import { Dice } from "./dice";
import { contains, DAYS, dayOf, type NinetyDays, startOf } from "./ninety-days";
import { PLANTED } from "./planted-truths";
import { isDecided } from "../../transactions/domain/outcome";
import { type Circumstances, respond } from "./respond";
import { type Journey, travel } from "./simulate-journey";
import type { SimulatedPassage, SimulatedTransaction } from "./simulated-transaction";
import { isWorkingDay, openOn } from "./working-hours";

const HOUR_MS = 3_600_000;
/** Applications of an hour of the day, online: people apply from early morning until late in the evening. */
const ONLINE_HOURS: Readonly<Record<string, number>> = { 6: 1, 7: 4, 8: 7, 9: 9, 10: 9, 11: 8, 12: 7, 13: 6, 14: 5, 15: 4, 16: 5, 17: 6, 18: 6, 19: 7, 20: 7, 21: 6, 22: 4, 23: 2 };
const STAFFED: readonly Channel[] = ["SERVICE_CENTRE", "SERVICE_OFFICE", "CALL_CENTRE"];
/** Online applications of a Friday or Saturday, beside those of a working day. */
const WEEKEND = 0.35;
/** Share of transactions that a portal opens first and tells the rest of later. */
const OPENED_FIRST = 0.12;
const ANSWERING = 0.17;

/** How many transactions of a service are simulated: its volume, or a share of it. The tiny service is tiny anyway. */
export function volumeOf(service: DemoService, scale: number): number {
  return service.code === PLANTED.tinyService.service ? service.volume : Math.round(service.volume * scale);
}

/** The transactions of one service, each with dice of its own: a smaller scale gives the first of the same ones. */
export function* simulate(place: Place, days: NinetyDays, scale = 1): Generator<SimulatedTransaction> {
  const volume = volumeOf(place.service, scale);
  for (let number = 1; number <= volume; number += 1) yield simulateOne(place, days, number);
}

function simulateOne(place: Place, days: NinetyDays, number: number): SimulatedTransaction {
  const { agency, service } = place;
  const reference = `${service.code}-${String(number).padStart(6, "0")}`;
  const dice = new Dice(`${agency.code}/${reference}`);
  const channel = dice.pick(service.channels);
  const beneficiary = dice.pick(service.beneficiaries);
  const startedAt = startOfTransaction(dice, days, channel);
  const journey = travel({ place, days, channel, dice, startedAt });
  const touchpoint = touchpointOf(dice, place, channel);
  const circumstances: Circumstances = { place, days, channel, startDay: dayOf(startedAt), journey, language: dice.chance(beneficiary === "RESIDENT" ? 0.35 : 0.82) ? "ar" : "en" };
  return {
    reference,
    startedAt,
    end: journey.end !== null && journey.end.at < days.now ? journey.end : null,
    channel,
    touchpoint,
    beneficiary,
    actedBy: actedBy(dice, beneficiary === "ESTABLISHMENT", channel),
    firstTime: dice.chance(0.4),
    language: circumstances.language,
    subject: `${beneficiary.slice(0, 3)}-${String(dice.below(beneficiary === "ESTABLISHMENT" ? 1_500 : 60_000))}`,
    operator: operatorOf(dice, touchpoint, channel),
    promisedBy: service.promisedDays === undefined ? null : addDays(dayOf(startedAt), service.promisedDays),
    passages: happened(journey, days),
    openedWith: dice.chance(OPENED_FIRST) ? 1 : null,
    response: answers(dice, place, journey, number) ? respond(dice, circumstances) : null,
  };
}

/** A day by the habits of the week and of Ramadan, then a time of day by the channel's. */
function startOfTransaction(dice: Dice, days: NinetyDays, channel: Channel): number {
  const staffed = STAFFED.includes(channel);
  for (;;) {
    const day = addDays(days.period.from, dice.below(DAYS));
    const ofWeek = isWorkingDay(day) ? 1 : staffed ? 0 : WEEKEND;
    const ofRamadan = contains(days.ramadan, day) ? PLANTED.ramadan.volume : 1;
    if (!dice.chance(ofWeek * ofRamadan)) continue;
    if (staffed) {
      const { from, to } = openOn(days, day);
      return whole(from + dice.next() * (to - from - HOUR_MS / 2));
    }
    return whole(startOf(day) + (Number(dice.pick(ONLINE_HOURS)) + dice.next()) * HOUR_MS);
  }
}

function whole(instant: number): number {
  return Math.floor(instant / 1_000) * 1_000;
}

function touchpointOf(dice: Dice, { agency, service }: Place, channel: Channel): string | null {
  const places = agency.touchpoints.filter((touchpoint) => touchpoint.channel === channel).map(({ code }) => code);
  const { serviceOffice } = PLANTED;
  if (service.code === serviceOffice.service && channel === "SERVICE_OFFICE" && dice.chance(serviceOffice.shareOfOffices)) return serviceOffice.touchpoint;
  const others = places.filter((code) => code !== serviceOffice.touchpoint);
  return others[dice.below(others.length)] ?? null;
}

function actedBy(dice: Dice, establishment: boolean, channel: Channel): ActedBy {
  if (channel === "SERVICE_OFFICE") return "SERVICE_OFFICE";
  if (establishment) return "FOR_COMPANY";
  return dice.chance(0.06) ? "FOR_PERSON" : "SELF";
}

/** Clerks sit where people come; the planted office files under one name. */
function operatorOf(dice: Dice, touchpoint: string | null, channel: Channel): string | null {
  if (touchpoint === PLANTED.serviceOffice.touchpoint) return PLANTED.serviceOffice.clerk;
  return STAFFED.includes(channel) ? `${touchpoint ?? channel}-CLERK-${String(dice.below(6) + 1)}` : null;
}

/** What has happened by the end of the ninety days. */
function happened(journey: Journey, days: NinetyDays): readonly SimulatedPassage[] {
  return journey.passages
    .filter((passage) => passage.enteredAt < days.now)
    .map((passage) => (passage.leftAt !== null && passage.leftAt >= days.now ? { ...passage, leftAt: null } : passage));
}

/** Not everybody answers; who was refused answers as often as the others, but for one agency. */
function answers(dice: Dice, { agency, service }: Place, { end }: Journey, number: number): boolean {
  const lot = dice.next();
  if (end === null || !isDecided(end.outcome)) return false;
  const { tinyService, onlySuccessesAnswer } = PLANTED;
  if (service.code === tinyService.service) return number <= tinyService.answers;
  if (agency.code === onlySuccessesAnswer.agency) return end.outcome === "GRANTED" && lot < onlySuccessesAnswer.answering;
  return lot < ANSWERING;
}



