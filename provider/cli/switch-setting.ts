import { closest } from "fastest-levenshtein";
import { type Switches, type SwitchName, switchFacts } from "../sandbox/switches.ts";
import { UsageError } from "./errors.ts";

/** Parses one `--switch name=value` and adds it to those in `before`. */
export function addSwitchSetting(setting: string, before: Partial<Switches> = {}): Partial<Switches> {
  const separator = setting.indexOf("=");
  const name = separator < 0 ? setting : setting.slice(0, separator);
  if (!isSwitchName(name)) throw unknownSwitch(name);
  if (separator < 0) throw wrongValue(name, "has no value");
  return { ...before, [name]: readValue(name, setting.slice(separator + 1)) };
}

export function describeSwitches(): string {
  return switchNames()
    .map((name) => `  ${name}=${choices(name)}, normally ${switchFacts[name].default}\n      ${switchFacts[name].says}`)
    .join("\n");
}

function readValue(name: SwitchName, text: string): string | boolean | number {
  const values: readonly (string | boolean)[] | "milliseconds" = switchFacts[name].values;
  if (values === "milliseconds") {
    if (/^\d+$/.test(text)) return Number(text);
    throw wrongValue(name, `does not take "${text}"`);
  }
  const value = values.find((known) => String(known) === text);
  if (value === undefined) throw wrongValue(name, `does not take "${text}"`);
  return value;
}

function unknownSwitch(name: string): UsageError {
  const nearest = closest(name, switchNames()) as SwitchName;
  return new UsageError({
    code: "unknown-switch",
    what: `Could not start the sandbox: it has no switch "${name}".`,
    why: "Each switch stands for one thing that is not known for certain about the service.",
    remedy: `Write ${nearest}=${choices(nearest)} if you meant "${nearest}"; \`sandbox --help\` lists all switches.`,
  });
}

function wrongValue(name: SwitchName, fault: string): UsageError {
  return new UsageError({
    code: "switch-value",
    what: `Could not start the sandbox: the switch "${name}" ${fault}.`,
    why: switchFacts[name].says,
    remedy: `Write --switch ${name}=${choices(name)}.`,
  });
}

function choices(name: SwitchName): string {
  const values: readonly (string | boolean)[] | "milliseconds" = switchFacts[name].values;
  return values === "milliseconds" ? "<milliseconds>" : values.join("|");
}

function switchNames(): SwitchName[] {
  return Object.keys(switchFacts) as SwitchName[];
}

function isSwitchName(name: string): name is SwitchName {
  return Object.hasOwn(switchFacts, name);
}
