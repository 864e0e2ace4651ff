import type { Switches } from "../switches.ts";

const onRow = "msdyn_ocbotchannelregistrationsecret.msdyn_securemsappsecret";
const onAccountSecured = "msdyn_ocbotchannelregistration.msdyn_securemsappsecret";
const onAccountOpen = "msdyn_ocbotchannelregistration.msdyn_msappsecret";

interface SecretColumns {
  readonly secured: ReadonlySet<string>;
  readonly absent: ReadonlySet<string>;
  /** The column whose value the service uses, as `table.column`. */
  readonly counts: string;
}

/** Public sources name three candidates for the client secret. Which one counts is open, so each reading is assumed. */
const readings: Readonly<Record<Switches["secretColumn"], SecretColumns>> = {
  secretRow: { secured: new Set([onRow]), absent: new Set(), counts: onRow },
  accountSecure: { secured: new Set([onAccountSecured]), absent: new Set([onRow]), counts: onAccountSecured },
  accountPlain: { secured: new Set(), absent: new Set([onRow, onAccountSecured]), counts: onAccountOpen },
};

export const secretColumns = (switches: Switches): SecretColumns => readings[switches.secretColumn];

export const isSecretColumn = (table: string, column: string): boolean =>
  [onRow, onAccountSecured, onAccountOpen].includes(`${table}.${column}`);
