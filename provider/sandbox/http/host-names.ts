/** What a client may call the sandbox: this machine, and the names that it was given. */
export class HostNames {
  readonly #given: ReadonlySet<string>;

  constructor(given: readonly string[] = []) {
    this.#given = new Set(given.map((name) => name.toLowerCase()));
  }

  /** Of a parsed address, so in lower case, and short forms of an IP address written out. */
  has(hostname: string): boolean {
    const name = hostname.replace(/\.$/, "");
    return isThisMachine(name) || this.#given.has(name);
  }

  /** Whether an address is that of `own`, under any of the names. */
  meanSame(own: string, other: string): boolean {
    const [one, two] = [URL.parse(own), URL.parse(other)];
    if (one === null || two === null) return false;
    return one.protocol === two.protocol && one.port === two.port && this.has(two.hostname);
  }

  get all(): readonly string[] {
    return ["localhost", "127.0.0.1", "[::1]", ...this.#given];
  }
}

/** A resolver may not lead names below `localhost` elsewhere (RFC 6761, 6.3). */
function isThisMachine(name: string): boolean {
  return name === "[::1]" || /(?:^|\.)localhost$/.test(name) || /^127\.\d+\.\d+\.\d+$/.test(name);
}
