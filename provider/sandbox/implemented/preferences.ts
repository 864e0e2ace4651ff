import { splitOutside } from "../odata/path.ts";
import { unimplemented } from "../unimplemented.ts";

/** Preferences by name, with the values that the sandbox supports. */
export const implementedPreferences: ReadonlyMap<string, RegExp> = new Map([
  // The service does not document `minimal`, which only asks for the default.
  ["return", /^(?:representation|minimal)$/],
  ["odata.include-annotations", /^(?:"[^"]+"|[^"]+)$/],
  ["odata.maxpagesize", /^[1-9]\d*$/],
  ["odata.track-changes", /^$/],
  ["odata.continue-on-error", /^(?:true)?$/],
]);

export function checkPreferences(prefer: string): void {
  for (const token of splitOutside(prefer, ",").map((part) => part.trim())) {
    if (token === "") continue;
    const [name = "", value = ""] = split(token);
    const values = implementedPreferences.get(name.toLowerCase());
    if (values === undefined) throw unimplemented("preference", name);
    if (!values.test(value)) throw unimplemented("preference", token);
  }
}

function split(token: string): [string, string] {
  const at = token.search(/[=;]/);
  return at < 0 ? [token, ""] : [token.slice(0, at).trim(), token.slice(at + 1).trim()];
}
