/** What `npm start`, `npm run preview` and `npm run destroy` do. */
export interface QuickstartOperation {
  /** As people type it. */
  readonly command: string;
  /** Arguments for Pulumi. */
  readonly args: readonly [string, ...(readonly string[])];
  readonly says: string;
  readonly label: string;
  /** What to do next after a success. */
  readonly next: readonly string[];
}

const program = "examples/quickstart/index.ts";

const change = `Edit ${program}, then see what would change:`;

export const quickstartOperations: ReadonlyMap<string, QuickstartOperation> = new Map([
  [
    "up",
    {
      command: "npm start",
      // The quickstart prints the endpoint itself, at the end.
      args: ["up", "--yes", "--skip-preview", "--suppress-outputs", "--suppress-progress"],
      says: `Deploys ${program} to a sandbox on this machine, and prints what came of it.`,
      label: "Deploying the quickstart with Pulumi",
      next: [change, "  npm run preview", "Take everything away again:", "  npm run destroy"],
    },
  ],
  [
    "preview",
    {
      command: "npm run preview",
      args: ["preview", "--suppress-progress"],
      says: `Shows what npm start would change in the sandbox after you edited ${program}.`,
      label: "Comparing the quickstart with the sandbox",
      next: ["Deploy it:", "  npm start"],
    },
  ],
  [
    "destroy",
    {
      command: "npm run destroy",
      args: ["destroy", "--yes", "--skip-preview", "--suppress-progress"],
      says: "Deletes everything that npm start made in the sandbox.",
      label: "Deleting what the quickstart made",
      next: ["Deploy it again:", "  npm start"],
    },
  ],
]);

export function helpOf({ command, args: [operation], says }: QuickstartOperation): string {
  return `Usage: ${command} [-- options]

${says}
Nothing leaves this machine: the sandbox stands for Dynamics 365, Azure and Entra, and your own Pulumi login, stacks and
state stay as they are. Rows and stack are kept in .pulumi-sandbox from one run to the next.

The first run needs a Pulumi CLI: the one on PATH if it is new enough, else Pulumi's download (about 100 MB), else a
build with Go (4 to 10 minutes on 2 cores). Later runs take it from your cache.

Options:
  --fresh     forget the rows and the stack of earlier runs first
  -h, --help  show this text
  Every other option goes to \`pulumi ${operation}\`, such as --diff${operation === "preview" ? " or --expect-no-changes" : ""}.

Commands:
${[...quickstartOperations.values()].map((each) => `  ${each.command.padEnd(16)} ${each.says}`).join("\n")}`;
}
