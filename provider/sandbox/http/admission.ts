import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { HostNames } from "./host-names.ts";

/** Why a request gets no answer. */
export interface TurnedAway {
  readonly status: 400 | 403 | 421;
  readonly why: string;
}

/**
 * A web page in a browser can also send requests to this machine: under a name of its own that resolves to loopback
 * (DNS rebinding), or from another site. Neither may read the sandbox or change it.
 *
 * @returns the requested address, under the name that the client used
 */
export function admit(
  request: Pick<IncomingMessage, "url" | "headers">,
  scheme: string,
  names: HostNames,
): URL | TurnedAway {
  const origin = URL.parse(`${scheme}://${request.headers.host ?? "localhost"}`);
  if (origin === null || origin.pathname !== "/" || origin.username !== "") {
    return { status: 400, why: "The header Host is not the name of a host." };
  }
  if (!names.has(origin.hostname)) {
    const why =
      `The sandbox is asked as "${origin.hostname}", and answers to ${names.all.join(", ")}. ` +
      "Give it another name with --host-name.";
    return { status: 421, why };
  }
  const sender = webPage(request.headers);
  if (sender !== undefined) return { status: 403, why: `The sandbox answers no web page (${sender}).` };
  return addressOf(request.url ?? "/", origin) ?? { status: 400, why: "The request names no address." };
}

function webPage(headers: IncomingHttpHeaders): string | undefined {
  const { origin } = headers;
  if (origin !== undefined) return `Origin: ${origin}`;
  const site = headers["sec-fetch-site"];
  return site === "cross-site" || site === "same-site" ? `Sec-Fetch-Site: ${site}` : undefined;
}

/** A target that starts with two slashes is a path here, not a host. */
function addressOf(target: string, { origin }: URL): URL | undefined {
  if (target.startsWith("/")) return URL.parse(origin + target) ?? undefined;
  const absolute = URL.parse(target);
  if (absolute === null || !/^https?:$/.test(absolute.protocol)) return undefined;
  return URL.parse(origin + absolute.pathname + absolute.search) ?? undefined;
}
