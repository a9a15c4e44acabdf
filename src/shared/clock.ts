/** Where the present comes from: services get it by constructor, so that a test can stand still or travel. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();
