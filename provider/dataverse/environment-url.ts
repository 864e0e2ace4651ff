import { DataverseError } from "./errors.ts";
import { withoutUserInfo } from "../secrets.ts";

/** Pages that people have open during setup, and why their address is not the right one. */
const otherPlaces: readonly (readonly [RegExp, string])[] = [
  [/^make\.(.+\.)?(powerapps|powerautomate)\./, "It is the maker portal, which is the same for all environments."],
  [/^admin\.|\.admin\.|^adminplatform\./, "It is an admin center, which is the same for all environments."],
  [/^(portal|ms\.portal)\.azure\./, "It is the Azure portal."],
  [/^login\./, "It is the sign-in page."],
  [/^globaldisco\./, "It is the discovery service, which only lists environments."],
  [/\.omnichannelengagementhub\.com$/, "It is where channels receive messages, not where they are configured."],
  [/\.powerappsportals\.|\.powerpages\./, "It is a website of the environment."],
];

/**
 * The origin of a Dataverse environment, from the address of any of its pages. Unknown hosts are accepted: Microsoft
 * opens clouds with new names, and nobody issues a token for a host that is not an environment.
 */
export function normalizeEnvironmentUrl(text: string): string {
  const url = parse(text.trim());
  const host = url.hostname;
  const misplaced = otherPlaces.find(([pattern]) => pattern.test(host));
  if (misplaced !== undefined) throw new EnvironmentUrlError(host, misplaced[1]);
  if (url.username !== "" || url.password !== "") {
    throw new EnvironmentUrlError(host, "It holds a user name or a password.");
  }
  if (url.protocol === "http:" && isLoopback(url.origin)) return url.origin;
  if (!host.includes(".") && !isLoopback(url.origin)) throw new EnvironmentUrlError(host, "It has no domain.");
  if (url.protocol !== "https:") throw new EnvironmentUrlError(host, "It does not begin with https://.");
  // `org.api.crm4.…` is the same environment. A single spelling gives one token and one comparison.
  return url.origin.replace(/\.api\.(crm\d*\.)/, ".$1");
}

/** A token may travel unencrypted only on this machine. */
export function isLoopback(url: string): boolean {
  const host = new URL(url).hostname;
  return host === "localhost" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);
}

function parse(text: string): URL {
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  const url = URL.parse(withScheme);
  if (text === "" || url === null || !isHost(withoutRoot(url).hostname)) {
    throw new EnvironmentUrlError(withoutUserInfo(text), "It cannot be read as a URL.");
  }
  return url;
}

/** A host name may end in the dot of the root. It is the same host, but no token is issued under that name. */
export function withoutRoot(url: URL): URL {
  url.hostname = url.hostname.replace(/\.$/, "");
  return url;
}

/** The URL standard accepts names that no host can have, such as two addresses with a comma between them. */
function isHost(name: string): boolean {
  return /^(?:\[[\da-f:]+\]|[a-z\d_-]+(?:\.[a-z\d_-]+)*)$/.test(name);
}

/** Not thrown for a well-formed address at which nothing answers: that is a NetworkError. */
export class EnvironmentUrlError extends DataverseError {
  constructor(given: string, why: string) {
    super({
      code: "environment-url",
      what: `'${given}' is not the address of a Dataverse environment.`,
      why,
      remedy:
        "Take the Environment URL from the Power Platform admin center (Environments, the environment, Details), such " +
        "as https://contoso.crm4.dynamics.com, for the setting dynamics365:environmentUrl or the variable DATAVERSE_URL.",
    });
  }
}
