import { settings, type ConfigurationKey } from "../../schema/config.ts";
import { DataverseError } from "./errors.ts";

/** Not thrown for values that only the service can check, such as a secret. */
export class ConfigurationError extends DataverseError {
  readonly key: ConfigurationKey;

  /** Pass `remedy` if no other value of the setting would help. */
  constructor(key: ConfigurationKey, fault: string, wanted: string, remedy = settingOf(key)) {
    super({
      code: "configuration",
      what: `The setting dynamics365:${key} ${fault}.`,
      why: `It must be ${wanted}.`,
      remedy,
    });
    this.key = key;
  }
}

/**
 * The value of a setting for a message, unless it may be a secret that was put into the wrong setting. `as` is the
 * value with its quotes.
 */
export function shown(text: string, as = `'${text}'`): string {
  return mayBeSecret(text) ? "holds what may be a secret, and is not shown" : `is ${as}`;
}

/** Secrets are long, and mix capitals, small letters and digits. Names of clouds, domains and ids in GUIDs do not. */
function mayBeSecret(text: string): boolean {
  const word = text.trim();
  return word.length >= 16 && !/\s/.test(word) && [/[A-Z]/, /[a-z]/, /\d/].every((kind) => kind.test(word));
}

function settingOf(key: ConfigurationKey): string {
  const variables = settings[key].variables;
  const instead = variables.length === 0 ? "" : `, or by the variable ${variables.join(" or ")}`;
  return `Set it with \`pulumi config set dynamics365:${key} …\` or in the program's \`Provider\`${instead}.`;
}
