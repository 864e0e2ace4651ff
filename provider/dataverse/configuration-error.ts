import { configurationVariables } from "./configuration-variables.ts";
import type { DataverseConfigurationKey } from "./configuration-variables.ts";
import { DataverseError } from "./errors.ts";

/** Not thrown for values that only the service can judge, such as a secret. */
export class ConfigurationError extends DataverseError {
  readonly key: DataverseConfigurationKey;

  /** `remedy` is for what no other value of the setting mends. */
  constructor(key: DataverseConfigurationKey, fault: string, wanted: string, remedy = settingOf(key)) {
    super({
      code: "configuration",
      what: `The setting dynamics365:${key} ${fault}.`,
      why: `It must be ${wanted}.`,
      remedy,
    });
    this.key = key;
  }
}

function settingOf(key: DataverseConfigurationKey): string {
  const variables = configurationVariables[key];
  const instead = variables.length === 0 ? "" : `, or by the variable ${variables.join(" or ")}`;
  return `Set it with \`pulumi config set dynamics365:${key} …\` or in the program's \`Provider\`${instead}.`;
}
