import { ConfigurationError } from "../configuration-error.ts";

/** A certificate as it was given: the setting it came from, its content and its password. */
export interface GivenCertificate {
  readonly key: "clientCertificate" | "clientCertificatePath";
  readonly content: Buffer;
  readonly password: string | undefined;
}

export function unusable({ key }: GivenCertificate, fault: string): ConfigurationError {
  const isFile = key === "clientCertificatePath";
  return new ConfigurationError(
    key,
    `${isFile ? "names" : "holds"} a file ${fault}`,
    `${isFile ? "the path" : "the base64"} of a ${isFile ? "PEM or PFX" : "PFX"} file that holds a certificate with its RSA private key`,
  );
}

export function passwordMissing(): ConfigurationError {
  return new ConfigurationError("clientCertificatePassword", "is not set", "given, for the private key is encrypted");
}

export function passwordWrong({ key }: GivenCertificate): ConfigurationError {
  return new ConfigurationError(
    "clientCertificatePassword",
    `does not open what dynamics365:${key} gives`,
    "the password of that certificate's private key",
  );
}
