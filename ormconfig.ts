import "reflect-metadata";
import { readConfig } from "./src/config/config";
import { dataHome } from "./src/database/data-home";
import { createDataSource } from "./src/database/data-source";
import { embeddedConnections } from "./src/database/embedded";
import { LIMITS } from "./src/database/limits";

const config = readConfig();
const url = config.DATABASE_MIGRATION_URL ?? config.DATABASE_URL;

/** What TypeORM's command line opens: the configured database, else the running embedded one of the data directory. */
export const dataSource = createDataSource(url === undefined ? embeddedConnections(dataHome(config.dataDir).dir).owner : { url }, { limits: LIMITS.migrations });
