import { expect } from "chai";
import { firstCycle, imports, reachedFrom, type Import } from "./import-graph.ts";

/** Packages that only these folders may import. */
const doors: readonly { readonly packages: RegExp; readonly folders: readonly string[] }[] = [
  { packages: /^@pulumi\//, folders: ["provider/sdk", "provider/hosts", "provider/sandbox/plugin"] },
  { packages: /^(axios|axios-retry|@azure\/identity)$/, folders: ["provider/dataverse"] },
  { packages: /^zod$/, folders: ["schema", "provider/core"] },
];

/** Folders that never import these files; `but` names the exceptions. */
const walls: readonly {
  readonly inside: string;
  readonly outside?: string;
  readonly never: readonly string[];
  readonly but?: readonly string[];
}[] = [
  // The generator stands above both: it reads the schemas and documents the sandbox.
  { inside: "schema", outside: "schema/generate", never: ["provider", "schema/generate"] },
  { inside: "provider/sdk", never: ["provider/dataverse", "provider/resources", "provider/rows"] },
  // Core knows no resource by its name, and no host.
  {
    inside: "provider/core",
    never: ["resources", "rows", "routing", "hosts", "sdk", "sandbox", "cli"].map((folder) => `provider/${folder}`),
  },
  {
    inside: "provider/rows",
    never: ["schema/tables", ...["resources", "hosts", "sdk", "sandbox"].map((folder) => `provider/${folder}`)],
  },
  { inside: "provider/resources", never: ["schema/tables", "provider/hosts", "provider/sdk", "provider/sandbox"] },
  {
    inside: "provider/sandbox",
    never: ["resources", "rows", "dataverse", "core", "routing", "hosts", "sdk"].map((folder) => `provider/${folder}`),
  },
  // In the sandbox: the ground, then the rows, then what the service does by itself, then what answers requests.
  ...["identity", "catalog", "store"].map((folder) => ({
    inside: `provider/sandbox/${folder}`,
    never: ["http", "odata", "metadata", "rules", "seed", "batch", "implemented", "server"].map(
      (above) => `provider/sandbox/${above}`,
    ),
  })),
  ...["odata", "rules", "seed", "metadata", "http"].map((folder) => ({
    inside: `provider/sandbox/${folder}`,
    never: ["provider/sandbox/batch", "provider/sandbox/server"],
    ...(folder === "http" && { but: ["provider/sandbox/server/faults.ts"] }),
  })),
  {
    inside: "provider/dataverse",
    never: ["core", "resources", "rows", "routing", "hosts", "sdk", "sandbox"].map((folder) => `provider/${folder}`),
  },
  { inside: "provider/routing", never: ["provider/dataverse", "provider/resources", "provider/rows"] },
];

describe("imports follow the flow of data", () => {
  for (const { packages, folders } of doors) {
    it(`only ${folders.join(", ")} import ${packages.source}`, () => {
      const offenders = imports.filter(
        ({ from, to, kind }) =>
          kind === "package" && packages.test(to) && !folders.some((folder) => isIn(from, folder)),
      );
      expect(offenders.map(line)).to.deep.equal([]);
    });
  }

  for (const { inside, outside = "", never, but = [] } of walls) {
    it(`${inside} imports nothing of ${never.join(", ")}${but.length === 0 ? "" : ` but ${but.join(", ")}`}`, () => {
      const offenders = imports.filter(
        ({ from, to, kind }) =>
          kind === "file" &&
          isIn(from, inside) &&
          !isIn(from, outside) &&
          never.some((folder) => isIn(to, folder)) &&
          !but.includes(to),
      );
      expect(offenders.map(line)).to.deep.equal([]);
    });
  }

  it("sdk reaches Dataverse through no file of core", () => {
    const offenders = imports.filter(
      ({ from, to }) =>
        isIn(from, "provider/sdk") &&
        isIn(to, "provider/core") &&
        [...reachedFrom(to)].some((reached) => isIn(reached, "provider/dataverse")),
    );
    expect(offenders.map(line)).to.deep.equal([]);
  });

  it("nothing imports the command line or the tests", () => {
    const offenders = imports.filter(
      ({ from, to }) => (isIn(to, "provider/cli") && !isIn(from, "provider/cli")) || isIn(to, "tests"),
    );
    expect(offenders.map(line)).to.deep.equal([]);
  });

  it("has no cycle of files at run time", () => {
    expect(firstCycle()).to.equal(undefined);
  });
});

function isIn(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`);
}

function line({ from, to }: Import): string {
  return `${from} imports ${to}`;
}
