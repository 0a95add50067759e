// @ts-check
/** Sets up the environment for the journeys: a Concord instance on either kind of database, or several instances. */
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { Failure } from "../../lib/cli/failure.mjs";
import { freePort } from "../../lib/cli/ports.mjs";
import { program } from "../../lib/cli/root.mjs";
import { launch } from "../../lib/cli/run.mjs";
import { serve } from "../../lib/cli/server.mjs";
import { startPostgres } from "./test-postgres.mjs";

/**
 * @typedef {object} StageOptions
 * @property {string} database `sqlite` or `postgresql`
 * @property {number} instances
 * @property {number} kill seconds until one of the instances is killed; 0 for never
 *
 * @typedef {object} Stage
 * @property {NodeJS.Dict<string>} env environment variables for the journeys
 * @property {() => Promise<void>} stop
 */

/**
 * Separates our options from Playwright's.
 * @param {string[]} args
 * @returns {{ options: StageOptions, rest: string[] }}
 */
export function readStageOptions(args) {
  const { values, tokens } = parseArgs({
    args,
    strict: false,
    tokens: true,
    options: { database: { type: "string" }, instances: { type: "string" }, kill: { type: "string" } },
  });
  const ours = tokens.flatMap((token) => {
    if (token.kind !== "option" || !["database", "instances", "kill"].includes(token.name)) return [];
    return token.inlineValue ? [token.index] : [token.index, token.index + 1];
  });
  const instances = Number(values.instances ?? 1);
  const kill = Number(values.kill ?? 0);
  const database = values.database ?? (instances > 1 ? "postgresql" : "sqlite");
  const isKnown = database === "postgresql" || (database === "sqlite" && instances === 1);
  if (!isKnown || !Number.isInteger(instances) || instances < 1 || !(kill >= 0) || (kill > 0 && instances < 2)) {
    throw new Failure(
      "Use --database sqlite or --database postgresql, --instances with a number (more than 1 needs PostgreSQL), and --kill with seconds (only with several instances).",
    );
  }
  return { options: { database, instances, kill }, rest: args.filter((_, index) => !ours.includes(index)) };
}

/**
 * @param {StageOptions} options
 * @param {string} dataDir the server's data folder
 * @returns {Promise<Stage>}
 */
export async function startStage({ database, instances, kill }, dataDir) {
  if (database === "sqlite") {
    const server = await startServer({ DATA_DIR: dataDir, DATABASE_URL: "" });
    return { env: { CONCORD_URL: server.url }, stop: server.stop };
  }
  const postgres = await startPostgres();
  try {
    const stage =
      instances > 1
        ? await startInstances(instances, postgres.url, kill)
        : await startServer({ DATA_DIR: dataDir, DATABASE_URL: postgres.url });
    const kills = kill > 0 ? { CONCORD_KILLS: String(kill) } : {};
    return {
      env: { CONCORD_URL: stage.url, CONCORD_POSTGRES: postgres.url, ...kills },
      stop: async () => {
        await stage.stop();
        await postgres.stop();
      },
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

/** @param {NodeJS.Dict<string>} env */
async function startServer(env) {
  return serve({ host: "127.0.0.1", port: await freePort() }, env);
}

/**
 * @param {number} count
 * @param {string} databaseUrl
 * @param {number} kill
 */
async function startInstances(count, databaseUrl, kill) {
  const args = [program("tsx/dist/cli.mjs"), "tests/instances/serve.ts", String(count), databaseUrl, String(kill)];
  const { child, ended } = launch(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error("The instances have no pipes.");
  const url = await Promise.race([addressIn(stdout), ended.then(() => "")]);
  if (url === "") throw new Failure("The instances could not be started. See the error above.");
  return {
    url,
    stop: async () => {
      stdin.end();
      await ended;
    },
  };
}

/**
 * Returns the first line that is a URL. It follows the lines about preparing the database.
 * @param {import("node:stream").Readable} stream
 * @returns {Promise<string>}
 */
function addressIn(stream) {
  return new Promise((resolve) => {
    // Keeps reading to the end, so that the writer never blocks on a full pipe.
    createInterface({ input: stream }).on("line", (line) => line.startsWith("http://") && resolve(line));
  });
}
