import { Client } from "pg";

/**
 * A connection whose end never ends the process. The pool listens while it is idle and TypeORM while it is used; what comes
 * between, as a connection changes hands, nobody would hear, and Node ends a process for it. Whoever uses the connection
 * next is told anyway.
 */
export class HeardClient extends Client {
  constructor(...settings: ConstructorParameters<typeof Client>) {
    super(...settings);
    this.on("error", () => undefined);
  }
}
