/** Names under which clients may reach the sandbox: those of this machine, and those it was given. */
export class HostNames {
  readonly #given: ReadonlySet<string>;

  constructor(given: readonly string[] = []) {
    this.#given = new Set(given.map((name) => name.toLowerCase()));
  }

  /** Expects the host of a parsed address: lower case, with short forms of an IP address written out. */
  has(hostname: string): boolean {
    const name = hostname.replace(/\.$/, "");
    return isThisMachine(name) || this.#given.has(name);
  }

  /** Whether an address is the same as `own` under any of the names. */
  meanSame(own: string, other: string): boolean {
    const [one, two] = [URL.parse(own), URL.parse(other)];
    if (one === null || two === null) return false;
    return one.protocol === two.protocol && one.port === two.port && this.has(two.hostname);
  }

  get all(): readonly string[] {
    return ["localhost", "127.0.0.1", "[::1]", ...this.#given];
  }
}

/** Resolvers must not resolve names below `localhost` to another machine (RFC 6761, 6.3). */
function isThisMachine(name: string): boolean {
  return name === "[::1]" || /(?:^|\.)localhost$/.test(name) || /^127\.\d+\.\d+\.\d+$/.test(name);
}
