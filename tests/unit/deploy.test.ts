import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { statusOf } from "@/lib/cli/failure.mjs";
import { VARIABLES } from "@/lib/config";

const read = (file: string) => readFileSync(file, "utf8");

/** Instructions of the Dockerfile, with continued lines joined and comments left out. */
const instructions = read("Dockerfile")
  .replaceAll(/^\s*#.*\n/gmu, "")
  .replaceAll(/\\\n\s*/gu, "")
  .split("\n")
  .filter((line) => line !== "");
const stages = instructions.join("\n").split(/^(?=FROM )/mu);

describe("the Dockerfile", () => {
  it("pins the version of every base image", () => {
    const images = instructions.filter((line) => line.startsWith("FROM ")).map((line) => line.split(" ")[1]!);
    expect(images.length).toBeGreaterThan(1);
    for (const image of images) expect(image).toMatch(/^[a-z]+:(?!latest)[\w.-]+$/u);
  });

  it("builds with a version of Node.js that Concord supports", () => {
    expect(instructions[0]).toMatch(/^FROM node:(22|24)\./u);
  });

  it("runs without privileges, from an absolute folder, with a health check", () => {
    const image = stages.at(-1)!;
    expect(image).toMatch(/^USER [1-9]\d*:[1-9]\d*$/mu);
    expect(image).toMatch(/^WORKDIR \//mu);
    expect(image).toMatch(/^HEALTHCHECK .*CMD \["node", "cli\.js", "health"\]$/mu);
  });

  it("passes signals to the server, which a shell wouldn't", () => {
    for (const line of instructions.filter((each) => /^(CMD|ENTRYPOINT) /u.test(each))) {
      expect(line).toMatch(/^\w+ \["/u);
    }
  });

  it("copies what packages in the lock file are linked to, before it installs them", () => {
    const { packages } = JSON.parse(read("package-lock.json")) as { packages: Record<string, { resolved?: string }> };
    const linked = Object.entries(packages).filter(([, each]) => "link" in each);
    const folders = new Set(linked.map(([, { resolved }]) => resolved!));
    const before = stages[0]!.split("RUN npm ci")[0]!;
    expect([...folders].filter((folder) => !before.includes(`COPY ${folder} ${folder}\n`))).toEqual([]);
  });

  it("doesn't use package managers or secrets in the final image", () => {
    expect(stages.at(-1)).not.toMatch(/apt-get|npm|curl|SECRET|PASSWORD|TOKEN/u);
  });
});

describe(".dockerignore", () => {
  const lines = read(".dockerignore").split("\n");
  const allowed = lines.filter((line) => line.startsWith("!")).map((line) => line.slice(1));

  it("allows only files that exist", () => {
    expect(lines).toContain("*");
    expect(allowed.filter((path) => !existsSync(path))).toEqual([]);
  });

  it("allows everything that is an input of the build", () => {
    const inputs = readdirSync(".").filter((name) =>
      /^(app|lib|prisma|content|public|.*\.config\.m?js|proxy\.ts|instrumentation.*\.ts|tsconfig\.json|package.*\.json)$/u.test(
        name,
      ),
    );
    expect(inputs.filter((name) => !allowed.includes(name))).toEqual(
      ["playwright.config.ts", "vitest.config.ts"].filter((name) => inputs.includes(name)),
    );
  });

  it("leaves out secrets and data", () => {
    for (const name of [".env", "data", "node_modules", ".next", ".git"]) expect(allowed).not.toContain(name);
  });
});

interface Service {
  environment: Record<string, string>;
  volumes: string[];
  ports?: string[];
  profiles?: string[];
  read_only?: boolean;
  depends_on?: Record<string, { condition: string; required: boolean }>;
}

describe("compose.yaml", () => {
  const { services, volumes } = parse(read("compose.yaml")) as {
    services: Record<string, Service>;
    volumes: Record<string, unknown>;
  };

  it("starts only Concord by default, with SQLite in a volume", () => {
    const started = Object.entries(services).filter(([, { profiles }]) => !profiles);
    expect(started.map(([name]) => name)).toEqual(["concord"]);
    expect(services.concord!.volumes).toEqual(["data:/data"]);
    expect(services.concord!.read_only).toBe(true);
  });

  it("adds PostgreSQL with the profile, and waits until it is ready", () => {
    expect(services.db!.profiles).toEqual(["postgresql"]);
    expect(services.concord!.depends_on).toEqual({ db: { condition: "service_healthy", required: false } });
  });

  it("declares the volumes that it uses", () => {
    const used = Object.values(services).flatMap((service) => service.volumes.map((volume) => volume.split(":")[0]!));
    expect(new Set(used)).toEqual(new Set(Object.keys(volumes)));
  });

  it("sets variables that exist", () => {
    expect(Object.keys(services.concord!.environment).filter((name) => !VARIABLES.includes(name as never))).toEqual([]);
  });

  it("publishes the port only on this machine", () => {
    for (const port of services.concord!.ports!) expect(port).toMatch(/^127\.0\.0\.1:/u);
  });
});

const UNITS = readdirSync("deploy/systemd").map((name) => join("deploy/systemd", name));

/** The settings of a unit, by name. */
function settingsOf(unit: string): Map<string, string> {
  const lines = read(unit).split("\n");
  return new Map(
    lines.flatMap((line) => {
      const [, name, value] = /^(\w+)=(.*)$/u.exec(line) ?? [];
      return name === undefined ? [] : [[name, value!] as const];
    }),
  );
}

describe.each(UNITS.filter((unit) => unit.endsWith(".service")))("%s", (unit) => {
  const settings = settingsOf(unit);

  it("runs a program of a release without privileges", () => {
    expect(settings.get("ExecStart")).toMatch(/^\/usr\/bin\/node \/opt\/concord\/current\/(server|cli)\.js\b/u);
    expect(settings.get("User")).toBe("concord");
    expect(settings.get("NoNewPrivileges")).toBe("yes");
    expect(settings.get("ProtectSystem")).toBe("strict");
    expect(settings.get("CapabilityBoundingSet")).toBe("");
  });

  it("keeps its data where the environment says", () => {
    const folder = /DATA_DIR=\/var\/lib\/(\S+)/u.exec(settings.get("Environment")!)![1];
    expect(settings.get("StateDirectory")!.split(" ")).toContain(folder);
  });
});

describe("the server's unit", () => {
  const settings = settingsOf("deploy/systemd/concord.service");

  it("treats the server's exit status after a signal from systemd as a success", () => {
    expect(settings.get("SuccessExitStatus")).toBe(`${statusOf("SIGTERM")}`);
  });
});

describe("the backup timer", () => {
  it("starts a service that exists", () => {
    expect(existsSync("deploy/systemd/concord-backup.service")).toBe(true);
    expect(settingsOf("deploy/systemd/concord-backup.timer").get("Persistent")).toBe("yes");
  });

  it("keeps a number of backups, in a folder that the service may write to", () => {
    const settings = settingsOf("deploy/systemd/concord-backup.service");
    const [, folder] = / backup \/var\/lib\/(\S+) --keep \d+ --key env$/u.exec(settings.get("ExecStart")!)!;
    expect(settings.get("StateDirectory")!.split(" ")).toContain(folder);
  });
});
