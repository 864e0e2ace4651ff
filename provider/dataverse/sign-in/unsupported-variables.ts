import type { DataverseConfiguration } from "../configuration.ts";
import { DataverseError } from "../errors.ts";
import { isLoopback } from "../environment-url.ts";
import { signInWay } from "./sign-in-way.ts";

/** A variable that makes Pulumi's Azure providers sign in in a way that this provider cannot. */
interface Unsupported {
  readonly variable: string;
  readonly decides: (configuration: DataverseConfiguration, value: string, facts: Facts) => boolean;
  readonly remedy: string;
}

interface Facts {
  /** The cloud is configured, or follows from the host of the environment. */
  readonly cloudKnown: boolean;
}

const ordinaryAgent = "http://169.254.169.254/metadata/identity/oauth2/token";

const customCloud = {
  decides: ({ authorityHostGiven, environmentUrl }, _value, { cloudKnown }) =>
    !cloudKnown && !authorityHostGiven && !isLoopback(environmentUrl),
  remedy: "Set dynamics365:authorityHost to the address where that cloud signs identities in, or dynamics365:cloud.",
} satisfies Omit<Unsupported, "variable">;

const unsupported: readonly Unsupported[] = [
  {
    variable: "ARM_USE_DEFAULT_AZURE_CREDENTIAL",
    decides: (configuration, value) =>
      /^(true|t|1)$/i.test(value) &&
      configuration.useCli === undefined &&
      signInWay(configuration) === "Azure CLI session",
    remedy: "Say which of its ways is meant: set dynamics365:useMsi or dynamics365:useCli to true.",
  },
  {
    variable: "ARM_MSI_ENDPOINT",
    decides: (configuration, value) => value !== ordinaryAgent && signInWay(configuration) === "managed identity",
    remedy: "Unset it: the address of the managed identity is found without it.",
  },
  { variable: "ARM_METADATA_HOSTNAME", ...customCloud },
  { variable: "ARM_METADATA_HOST", ...customCloud },
];

/** Refuses a variable that would have decided the sign-in, instead of silently ignoring it. */
export function refuseUnsupportedVariables(
  configuration: DataverseConfiguration,
  environment: NodeJS.ProcessEnv,
  facts: Facts,
): void {
  for (const { variable, decides, remedy } of unsupported) {
    const value = environment[variable] ?? "";
    if (value !== "" && decides(configuration, value, facts)) throw new UnsupportedVariableError(variable, remedy);
  }
}

/** Not thrown if another setting decides how to sign in. */
export class UnsupportedVariableError extends DataverseError {
  constructor(variable: string, remedy: string) {
    super({
      code: "configuration",
      what: `The variable ${variable} is set, and this provider does not support it.`,
      why: "It would decide where, or as whom, to sign in, and would be ignored here.",
      remedy,
    });
  }
}
