/** Where the present comes from: services get it by constructor, so that a test can stand still or travel. */
export type Clock = () => Date;

/** Where no database is open that could be asked. */
export const systemClock: Clock = () => new Date();
