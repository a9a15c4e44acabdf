import { REGISTERED } from "../src/graphql/registered-documents";

/** `npm run documents`: what may be run without a key, each with its hash. */
for (const [hash, text] of REGISTERED) process.stdout.write(`# ${hash}\n${text}\n\n`);
