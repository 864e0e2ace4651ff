import { BlockList, isIP } from "node:net";
import { domainToASCII } from "node:url";
import { ProxyAddressError } from "./proxy-errors.ts";
import { isLoopback } from "./environment-url.ts";
import { registerSecret } from "../secrets.ts";

/** A proxy that an environment variable names. */
export interface Proxy {
  readonly variable: string;
  readonly url: URL;
  /** For messages: without user and password. */
  readonly address: string;
  /** The value of `Proxy-Authorization`, if the variable gives a user. */
  readonly authorization: string | undefined;
}

/** In the order of precedence. Lower case first, as in curl. */
const variables = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

/**
 * The proxy for an address, if any. Plain HTTP is used only with this machine (the sandbox, an agent that issues
 * tokens), and this machine is never behind the proxy to the outside.
 */
export function proxyFor(target: URL, environment: NodeJS.ProcessEnv = process.env): Proxy | undefined {
  if (target.protocol !== "https:" || isThisMachine(target)) return undefined;
  const [variable, given] = firstGiven(variables, environment) ?? [];
  if (variable === undefined || given === undefined) return undefined;
  const [, exceptions = ""] = firstGiven(["no_proxy", "NO_PROXY"], environment) ?? [];
  if (isExcepted(target, exceptions)) return undefined;
  const url = URL.parse(given.includes("://") ? given : `http://${given}`);
  if (url === null || url.hostname === "" || !/^https?:$/.test(url.protocol)) {
    throw new ProxyAddressError(variable, withoutUser(given));
  }
  return { variable, url, address: `${url.protocol}//${url.host}`, authorization: authorizationOf(url) };
}

/** A variable that holds only white space counts as not set. */
function firstGiven(
  names: readonly string[],
  environment: NodeJS.ProcessEnv,
): readonly [name: string, value: string] | undefined {
  for (const name of names) {
    const value = environment[name]?.trim() ?? "";
    if (value !== "") return [name, value];
  }
  return undefined;
}

/**
 * Matches more names than {@link isLoopback} accepts for plain HTTP: also those that a resolver could lead elsewhere.
 */
function isThisMachine({ hostname, origin }: URL): boolean {
  if (isLoopback(origin) || /(^|\.)localhost\.?$/.test(hostname)) return true;
  return hostname.startsWith("[::ffff:7f") || hostname === "0.0.0.0" || hostname === "[::]";
}

/** An entry names a host with everything below it, or a network, as in Pulumi itself. A port narrows it. */
function isExcepted({ hostname, port }: URL, exceptions: string): boolean {
  const host = bareHost(hostname);
  return exceptions
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .some((entry) => {
      if (entry === "*") return true;
      if (isIP(entry) === 0 && isInNetwork(host, entry)) return true;
      // In an IPv6 address without brackets, no colon starts a port.
      const [, name = entry, only] = isIP(entry) === 6 ? [] : (/^(.+?)(?::(\d+))?$/.exec(entry) ?? []);
      const excepted = spelledAsInUrls(bareHost(name.replace(/^\*?\./, "")));
      if (only !== undefined && only !== (port || "443")) return false;
      return host === excepted || host.endsWith(`.${excepted}`);
    });
}

/** An IPv6 address has many spellings, and a name in another alphabet has an ASCII form. */
function spelledAsInUrls(host: string): string {
  if (isIP(host) === 6) return bareHost(URL.parse(`http://[${host}]`)?.hostname ?? host);
  return /^[\x20-\x7e]*$/.test(host) ? host : domainToASCII(host) || host;
}

/** `10.0.0.0/8` */
function isInNetwork(host: string, entry: string): boolean {
  const [, network = "", bits = ""] = /^(.+)\/(\d{1,3})$/.exec(entry) ?? [];
  const family = isIP(network);
  if (family === 0 || family !== isIP(host) || Number(bits) > (family === 4 ? 32 : 128)) return false;
  const type = family === 4 ? "ipv4" : "ipv6";
  const list = new BlockList();
  list.addSubnet(network, Number(bits), type);
  return list.check(host, type);
}

/** Removes the brackets of an IPv6 address and the dot after a complete name. */
function bareHost(host: string): string {
  return host.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "");
}

function authorizationOf({ username, password }: URL): string | undefined {
  if (username === "" && password === "") return undefined;
  const plain = `${decoded(username)}:${decoded(password)}`;
  const encoded = Buffer.from(plain).toString("base64");
  for (const secret of [decoded(password), encoded]) registerSecret(secret);
  return `Basic ${encoded}`;
}

/** A percent sign that encodes nothing is meant literally. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function withoutUser(address: string): string {
  const at = address.lastIndexOf("@");
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(address)?.[0] ?? "";
  return at < 0 ? address : `${scheme}${address.slice(at + 1)}`;
}
