import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { type Declaration, declarations } from "./estate.ts";
import { type Operation, operations, type Variant, variants } from "./results.ts";

export interface Settings {
  readonly latency: number;
  readonly rounds: number;
  readonly resources: readonly number[];
  readonly parallel: readonly number[];
  readonly variants: readonly Variant[];
  readonly operations: readonly Operation[];
  readonly declared: readonly Declaration[];
  /** The file to write the results to. */
  readonly results: string;
  /** Whether to keep the rows of other settings that the file already has. */
  readonly add: boolean;
}

/** What to measure. If only a part is measured, the table and the results contain only that part. */
export function readSettings(args: readonly string[]): Settings {
  return new Command("npm run bench --")
    .description("Measure this provider, a plain dynamic provider and the engine's floor, side by side, on a sandbox.")
    .option("--latency <milliseconds>", "delay of every answer", wholeNumber(0), 100)
    .option("--rounds <number>", "how often everything is measured; the median counts", wholeNumber(1), 3)
    .option("--resources <numbers>", "sizes of the estate", numbers(5), [50, 200, 1000])
    .option("--parallel <numbers>", "operations that the engine runs at once", numbers(1), [8, 16, 32])
    .option("--variants <names>", variants.join(", "), among(variants), variants)
    .option("--operations <names>", operations.join(", "), among(operations), operations)
    .option(
      "--declared <names>",
      "how the program declares rules: by-workstream, and, at the middle --parallel only, interleaved",
      among(declarations),
      declarations,
    )
    .option("--results <file>", "where the results go", join(import.meta.dirname, "results.json"))
    .option("--add", "keep what that file has of other sizes, degrees and variants", false)
    .parse(args, { from: "user" })
    .opts<Settings>();
}

function wholeNumber(smallest: number): (text: string) => number {
  return (text) => {
    if (/^\d+$/.test(text) && Number(text) >= smallest) return Number(text);
    throw new InvalidArgumentError(`It takes a whole number from ${smallest} on.`);
  };
}

function numbers(smallest: number): (text: string) => number[] {
  return (text) => text.split(",").map(wholeNumber(smallest));
}

function among<Name extends string>(names: readonly Name[]): (text: string) => readonly Name[] {
  return (text) =>
    text.split(",").map((word) => {
      const name = names.find((each) => each === word);
      if (name === undefined) throw new InvalidArgumentError(`It takes: ${names.join(", ")}.`);
      return name;
    });
}
