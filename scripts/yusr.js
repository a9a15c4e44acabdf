#!/usr/bin/env node
// `npx yusr …` from the project's folder: installs and compiles where that is missing, then runs the command.
const { spawnSync } = require("node:child_process");
const { join } = require("node:path");

const prepared = spawnSync(process.execPath, [join(__dirname, "prepare.js"), "build"], { stdio: ["ignore", 2, 2] });
if (prepared.status !== 0) process.exit(prepared.status ?? 1);
require("../dist/src/cli/yusr.js");
