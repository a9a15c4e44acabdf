import type { StormSize } from "./storm";

/** As in CI: a minute, dense. */
export const SHORT_STORM: StormSize = { seconds: 60, kills: 13, passages: 2_000, answers: 50, pace: 12, days: 4, largestBatch: 60, machines: 8, citizens: 50, raceEvery: 5, racers: 20 };

/** `npm run storm`. A little more is sent than is asked for, so that the last is not waited for. */
export const LONG_STORM: StormSize = { seconds: 1_800, kills: 300, passages: 1_000_000, answers: 50_000, pace: 1.05, days: 28, largestBatch: 500, machines: 8, citizens: 50, raceEvery: 5, racers: 20 };

/** PostgreSQL alone is killed, and has not written what it was told to keep. */
export const CONTROL_STORM: StormSize = { ...SHORT_STORM, seconds: 20, kills: 6, only: ["postgres"], replays: false, postgres: { synchronous_commit: "off", wal_writer_delay: "10s" } };

/** Whether the long forms run: `npm run trust`. */
export const LONG = process.env["TRUST_STORM"] === "long";
